using Integration.Sandbox.HubSpot;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Records;
using Integration.Sandbox.HubSpot.Searches;

namespace Integration.Sandbox.Tests.HubSpot;

/// <summary>Search: facts/hubspot.md section 3.3.</summary>
public sealed class SearchRuleTests
{
    private static TestPortal Consistent()
    {
        var world = new TestPortal(new HubSpotPortalOptions { SearchLag = TimeSpan.Zero });
        world.Create(("email", "mara.quint@northwind.test"), ("lastname", "Quint"), ("city", "Ulm"), ("hs_lead_status", "NEW"), ("hs_buying_role", "CHAMPION;END_USER"), ("phone", "+49 731 5551234"));
        world.Advance(1);
        world.Create(("email", "ivo.brandt@contoso.test"), ("lastname", "Brandt"), ("city", "bonn"), ("hs_lead_status", "OPEN"));
        world.Advance(1);
        world.Create(("lastname", "Nameless"));
        return world;
    }

    private static string Found(TestPortal world, params SearchFilter[] filters) =>
        string.Join(' ', world.Portal.Search("contacts", new SearchRequest { FilterGroups = [filters] }).Results.Select(each => each["lastname"]));

    [Theory]
    // strings ignore case, but the values of IN must be lower case
    [InlineData("city", "EQ", "ULM", "Quint")]
    [InlineData("city", "NEQ", "ulm", "Brandt Nameless")]
    [InlineData("city", "IN", "ulm", "Quint")]
    [InlineData("city", "IN", "Ulm", "")]
    [InlineData("city", "NOT_IN", "ulm", "Brandt Nameless")]
    // enumerations do not
    [InlineData("hs_lead_status", "EQ", "NEW", "Quint")]
    [InlineData("hs_lead_status", "EQ", "new", "")]
    [InlineData("hs_buying_role", "EQ", "END_USER", "Quint")]
    [InlineData("email", "HAS_PROPERTY", null, "Quint Brandt")]
    [InlineData("email", "NOT_HAS_PROPERTY", null, "Nameless")]
    [InlineData("email", "CONTAINS_TOKEN", "contoso", "Brandt")]
    [InlineData("email", "CONTAINS_TOKEN", "*@northwind.test", "Quint")]
    [InlineData("email", "NOT_CONTAINS_TOKEN", "contoso", "Quint Nameless")]
    [InlineData("createdate", "GTE", "1795338001000", "Brandt Nameless")] // 2026-11-22T09:00:01Z
    [InlineData("createdate", "LT", "1795338001000", "Quint")]
    [InlineData("lastmodifieddate", "GT", "1795338001000", "Nameless")]
    [InlineData("hs_lastmodifieddate", "GTE", "0", "")] // the wrong stamp finds nothing, and is no error
    [InlineData("hs_searchable_calculated_phone_number", "EQ", "7315551234", "Quint")]
    public void An_operator_finds(string property, string @operator, string? value, string expected) =>
        Assert.Equal(expected, Found(Consistent(), new SearchFilter(property, @operator, value, Values: value is null ? null : [value])));

    [Fact]
    public void Between_takes_both_ends() => Assert.Equal("Quint Brandt", Found(Consistent(), new SearchFilter("createdate", "BETWEEN", "1795338000000", "1795338001000")));

    [Fact]
    public void Groups_are_alternatives_and_filters_add_up()
    {
        var world = Consistent();
        var page = world.Portal.Search("contacts", new SearchRequest
        {
            FilterGroups = [[new("city", "EQ", "ulm"), new("hs_lead_status", "EQ", "OPEN")], [new("lastname", "EQ", "nameless")]],
        });
        Assert.Equal(["Nameless"], page.Results.Select(each => each["lastname"]));
    }

    [Fact]
    public void Free_text_looks_at_names_emails_and_phones()
    {
        var world = Consistent();
        Assert.Equal(1, world.Portal.Search("contacts", new SearchRequest { Query = "northwind" }).Total);
        Assert.Equal(0, world.Portal.Search("contacts", new SearchRequest { Query = "ulm" }).Total);
    }

    [Fact]
    public void The_oldest_come_first_unless_a_sort_says_otherwise()
    {
        var world = Consistent();
        Assert.Equal(["Quint", "Brandt", "Nameless"], world.Portal.Search("contacts", new SearchRequest()).Results.Select(each => each["lastname"]));
        Assert.Equal(["Quint", "Nameless", "Brandt"], world.Portal.Search("contacts", new SearchRequest { SortBy = "lastname", Descending = true }).Results.Select(each => each["lastname"]));
    }

    [Fact]
    public void A_new_contact_is_read_at_once_and_found_later()
    {
        var world = new TestPortal();
        var contact = world.Create(("email", "a@x.test"));

        Assert.Equal(0, world.Portal.Search("contacts", new SearchRequest()).Total);
        Assert.Equal(contact.Id, world.Read(contact.Id).Id);
        world.Advance(4.1); // 3 s of lag and 1 s of jitter at most
        Assert.Equal(1, world.Portal.Search("contacts", new SearchRequest()).Total);
    }

    [Fact]
    public void Search_shows_the_value_of_before_until_the_index_has_caught_up()
    {
        var world = new TestPortal();
        var contact = world.Create(("email", "a@x.test"), ("city", "Ulm"));
        world.Advance(5);
        world.Update(contact.Id, ("city", "Bonn"));

        Assert.Equal("Ulm", world.Portal.Search("contacts", new SearchRequest()).Results[0]["city"]);
        world.Advance(5);
        Assert.Equal("Bonn", world.Portal.Search("contacts", new SearchRequest()).Results[0]["city"]);
    }

    [Fact]
    public void Writes_become_visible_out_of_order_and_never_go_back()
    {
        var world = new TestPortal(new HubSpotPortalOptions { SearchLag = TimeSpan.FromSeconds(3), SearchLagJitter = TimeSpan.FromSeconds(3) });
        var contacts = Enumerable.Range(0, 40).Select(i => world.Create(("email", $"p{i}@x.test"))).ToList();
        foreach (var contact in contacts) world.Update(contact.Id, ("city", "last"));
        var gapSeen = false;
        var last = new HashSet<long>();
        for (var i = 0; i < 70; i++)
        {
            world.Advance(0.1);
            var visible = world.Portal.Search("contacts", new SearchRequest { Limit = 200 }).Results;
            gapSeen |= visible.Count > 0 && visible.Count < contacts.Count && visible.Max(each => each.Id) > contacts.Where(each => visible.All(seen => seen.Id != each.Id)).Min(each => each.Id);
            var now = visible.Where(each => each["city"] == "last").Select(each => each.Id).ToHashSet();
            Assert.Superset(last, now);
            last = now;
        }
        Assert.True(gapSeen);
        Assert.Equal(40, last.Count);
    }

    [Fact]
    public void An_archived_contact_leaves_search_after_the_lag()
    {
        var world = new TestPortal();
        var contact = world.Create(("email", "a@x.test"));
        world.Advance(5);
        world.Portal.Archive(world.Api, "contacts", [contact.Id]);

        Assert.Equal(1, world.Portal.Search("contacts", new SearchRequest()).Total);
        world.Advance(5);
        Assert.Equal(0, world.Portal.Search("contacts", new SearchRequest()).Total);
    }

    [Fact]
    public void No_search_reaches_past_10000_results()
    {
        var world = new TestPortal(new HubSpotPortalOptions { SearchLag = TimeSpan.Zero });
        world.Portal.Seed("contacts", [.. Enumerable.Range(0, 10_050).Select(i => (IReadOnlyDictionary<string, string?>)TestPortal.Map(("email", $"p{i}@x.test")))]);

        var last = world.Portal.Search("contacts", new SearchRequest { After = 9_800, Limit = 200 });
        Assert.Equal((10_050, 200), (last.Total, last.Results.Count));
        Assert.Equal(400, Assert.Throws<HubSpotRefusedException>(() => world.Portal.Search("contacts", new SearchRequest { After = 9_900, Limit = 200 })).Error.Status);
    }

    public static TheoryData<SearchRequest> TooMuch => new(
        new SearchRequest { Limit = 201 },
        new SearchRequest { FilterGroups = [.. Enumerable.Repeat<IReadOnlyList<SearchFilter>>([new("city", "EQ", "x")], 6)] },
        new SearchRequest { FilterGroups = [[.. Enumerable.Repeat(new SearchFilter("city", "EQ", "x"), 7)]] },
        new SearchRequest { FilterGroups = [.. Enumerable.Repeat<IReadOnlyList<SearchFilter>>([.. Enumerable.Repeat(new SearchFilter("city", "EQ", "x"), 5)], 4)] },
        new SearchRequest { FilterGroups = [[new("no_such", "EQ", "x")]] },
        new SearchRequest { FilterGroups = [[new("city", "LIKE", "x")]] },
        new SearchRequest { FilterGroups = [[new("createdate", "GT", "yesterday")]] },
        new SearchRequest { FilterGroups = [[new("city", "IN", "x")]] },
        new SearchRequest { SortBy = "no_such" });

    [Theory]
    [MemberData(nameof(TooMuch))]
    public void A_search_beyond_its_limits_is_refused(SearchRequest request)
    {
        var error = Assert.Throws<HubSpotRefusedException>(() => Consistent().Portal.Search("contacts", request)).Error;
        Assert.Equal((400, "VALIDATION_ERROR"), (error.Status, error.Category));
    }

    [Fact]
    public void Contacts_are_found_by_the_company_they_belong_to()
    {
        var world = new TestPortal(new HubSpotPortalOptions { SearchLag = TimeSpan.Zero });
        var company = world.Create(world.Api, "companies", ("name", "Northwind"));
        world.Portal.Create(world.Api, "contacts", [new RecordInput(TestPortal.Map(("email", "a@x.test"))) { Associations = [new AssociationInput(company.Id, [279])] }]);
        world.Create(("email", "b@x.test"));

        var page = world.Portal.Search("contacts", new SearchRequest { FilterGroups = [[new("associations.company", "EQ", TestPortal.Text(company.Id))]] });

        Assert.Equal(["a@x.test"], page.Results.Select(each => each["email"]));
    }
}

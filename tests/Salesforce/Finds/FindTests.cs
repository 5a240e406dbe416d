using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Salesforce.Tests.Worlds;
using Integration.Sandbox.Control;

namespace Integration.Salesforce.Tests.Finds;

public class FindTests
{
    [Fact]
    public async Task A_record_is_found_by_our_key_with_all_its_values()
    {
        await using var world = await OrgWorld.StartAsync();
        await world.WriteAsync(world.Create("Contact", OrgWorld.Pair(3), ("LastName", "Byron")));

        var found = Assert.Single((await world.FindAsync(FindKind.ByPairKey, OrgWorld.Pair(3).ToString("D").ToUpperInvariant())).Found);

        Assert.Equal(("Contact", "Byron", OrgWorld.Pair(3)), (found.Key.Object, found.Values["LastName"].Text, found.PairKey));
    }

    [Fact]
    public async Task A_web_address_finds_every_spelling_of_its_host_and_no_other_host()
    {
        await using var world = await OrgWorld.StartAsync();
        string[] spellings = ["acme.example", "http://www.acme.example", "https://ACME.example/en/contact?x=1", "notacme.example", "acme.example.org", "https://other.example/acme.example"];
        var ids = world.Org.Seed("Account", [.. spellings.Select(site => new Dictionary<string, string?> { ["Name"] = site, ["Website"] = site })])["ids"]!.AsArray().Select(id => id!.GetValue<string>()).ToList();

        var fields = new FieldSelection(new Dictionary<string, IReadOnlyList<string>> { ["Account"] = ["Name", "Website"] });
        var outcomes = (await world.Worker.Connector.FindAsync(new FindRequest(Lane.Normal, ["Account"], "Website",
            [new Find(1, FindKind.ByDomain, "acme.example"), new Find(2, FindKind.ByDomain, "100%_sure.example"), new Find(3, FindKind.ByDomain, "o'hara.example")], fields), default)).Outcomes;

        Assert.All(outcomes, outcome => Assert.Null(outcome.Fault));
        Assert.Equal(ids.Take(3).Order(), outcomes[0].Found.Select(seen => seen.Key.Id).Order());
        Assert.Empty(outcomes[1].Found);
        Assert.False(outcomes[0].MayLag);
    }

    [Fact]
    public async Task A_mail_address_finds_leads_and_contacts_in_any_case_but_nobody_converted_or_deleted()
    {
        await using var world = await OrgWorld.StartAsync();
        var lead = world.Lead("Byron", ("Email", "ada@acme.example"));
        var contact = world.Contact("Byron", ("Email", "ada@acme.example"));
        world.Act("delete", world.Lead("Gone", ("Email", "ada@acme.example")));
        world.Act("convert", world.Lead("Turned", ("Email", "turned@acme.example")), new() { ["status"] = "Closed - Converted" });

        var ada = await world.FindAsync(FindKind.ByMatch, " ADA@acme.example ");
        var turned = await world.FindAsync(FindKind.ByMatch, "turned@acme.example");

        Assert.Equal([contact, lead], ada.Found.Select(seen => seen.Key).Order());
        Assert.Equal("Contact", Assert.Single(turned.Found).Key.Object);
    }

    [Theory]
    [InlineData("nobody@acme.example")]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("o'brien@acme.example' OR Email != '")]
    public async Task A_value_that_nobody_holds_finds_positively_nobody(string value)
    {
        await using var world = await OrgWorld.StartAsync();
        world.Lead("Byron", ("Email", "ada@acme.example"));
        world.Lead("Blank");

        var outcome = await world.FindAsync(FindKind.ByMatch, value);

        Assert.Null(outcome.Fault);
        Assert.Empty(outcome.Found);
    }

    [Fact]
    public async Task An_address_with_an_apostrophe_finds_its_owner()
    {
        await using var world = await OrgWorld.StartAsync();
        var lead = world.Lead("O'Brien", ("Email", "o'brien@acme.example"));

        Assert.Equal(lead, Assert.Single((await world.FindAsync(FindKind.ByMatch, "O'Brien@acme.example")).Found).Key);
    }

    [Fact]
    public async Task A_contact_finds_the_leads_it_was_converted_from()
    {
        await using var world = await OrgWorld.StartAsync();
        var lead = world.Lead("Byron");
        world.Act("convert", lead, new() { ["status"] = "Closed - Converted" });
        var contact = (await world.SeenAsync(lead)).Life.Into!.Value;

        var found = Assert.Single((await world.FindAsync(FindKind.ConvertedInto, contact.Id[..15])).Found);

        Assert.Equal((lead, new Life(LifeState.Converted, contact)), (found.Key, found.Life));
    }

    [Fact]
    public async Task A_thousand_addresses_are_asked_in_few_calls_and_each_gets_its_answer()
    {
        await using var world = await OrgWorld.StartAsync();
        var leads = world.Leads(1_000);
        await world.FindAsync(FindKind.ByMatch, "warm@acme.example");
        world.Server.Calls.Clear();

        var answer = await world.Worker.Connector.FindAsync(new FindRequest(Lane.Normal, ["Lead"], "Email",
            [.. Enumerable.Range(0, 1_000).Select(number => new Find(number, FindKind.ByMatch, $"L{number}@acme.example"))], OrgWorld.Fields), CancellationToken.None);

        Assert.Equal(leads, answer.Outcomes.OrderBy(outcome => outcome.Ref).Select(outcome => Assert.Single(outcome.Found).Key));
        Assert.InRange(world.Server.Calls.Report().Total, 1, 4);
    }

    [Fact]
    public async Task An_answer_of_several_pages_is_read_to_its_end_over_a_token_that_expires_between_them()
    {
        await using var world = await OrgWorld.StartAsync(options => options.QueryPageMax = 100);
        Assert.Equal(350, world.Leads(350).Count);
        await world.FindAsync(FindKind.ByMatch, "warm@acme.example");
        world.Fault("GET */query/*", FaultKind.Unauthorized);

        var answer = await world.Worker.Connector.FindAsync(new FindRequest(Lane.Normal, ["Lead"], "Company", [new Find(1, FindKind.ByMatch, "Acme")], OrgWorld.Fields), CancellationToken.None);

        Assert.Equal(350, Assert.Single(answer.Outcomes).Found.Select(seen => seen.Key).Distinct().Count());
    }

    [Fact]
    public async Task An_expired_locator_starts_the_query_over()
    {
        await using var world = await OrgWorld.StartAsync(options => { options.QueryPageMax = 100; options.LocatorLifetime = TimeSpan.FromMinutes(15); });
        world.Leads(150);
        await world.FindAsync(FindKind.ByMatch, "warm@acme.example");
        world.Org.Faults.Set([new Integration.Sandbox.Control.Fault { On = "GET */query/*", Do = FaultKind.Delay, DelayMs = 400, Times = 1 }]);

        var finding = world.Worker.Connector.FindAsync(new FindRequest(Lane.Normal, ["Lead"], "Company", [new Find(1, FindKind.ByMatch, "Acme")], OrgWorld.Fields), CancellationToken.None);
        await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        world.Org.Clock.Advance(TimeSpan.FromMinutes(16));
        var outcome = Assert.Single((await finding).Outcomes);

        Assert.Null(outcome.Fault);
        Assert.Equal(150, outcome.Found.Select(seen => seen.Key).Distinct().Count());
        Assert.Equal(1, world.Server.Calls.Report().Endpoints.Sum(entry => entry.Value.Errors)); // the dead locator was met
    }

    [Fact]
    public async Task Without_the_key_field_the_question_stays_open()
    {
        await using var world = await OrgWorld.StartAsync(withKey: false);

        var outcome = await world.FindAsync(FindKind.ByPairKey, OrgWorld.Pair(1).ToString());

        Assert.Equal("KEY_FIELD_MISSING", outcome.Fault?.Code);
    }

    [Fact]
    public async Task A_failed_query_leaves_its_questions_open_rather_than_answered_with_nobody()
    {
        await using var world = await OrgWorld.StartAsync();
        await world.FindAsync(FindKind.ByMatch, "warm@acme.example");
        world.Fault("GET */query", FaultKind.Html, times: null);

        var outcome = await world.FindAsync(FindKind.ByMatch, "ada@acme.example");

        Assert.Equal("NOT_JSON", outcome.Fault?.Code);
    }

    [Fact]
    public async Task A_field_hidden_since_the_describe_is_left_out_of_the_search()
    {
        await using var world = await OrgWorld.StartAsync();
        var ada = world.Lead("Byron", ("Email", "ada@acme.example"));
        await world.FindAsync(FindKind.ByMatch, "ada@acme.example");
        world.Org.Options.HiddenFields = new HashSet<string> { "Lead.DoNotCall" };

        var found = Assert.Single((await world.FindAsync(FindKind.ByMatch, "ada@acme.example")).Found);

        Assert.Equal(ada, found.Key);
        Assert.True(found.Values["DoNotCall"].IsMissing);
    }
}

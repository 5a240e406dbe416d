using System.Collections.Immutable;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Core.References;
using static Integration.Core.Tests.Reconciling.Bench;
using static Integration.Core.Tests.References.ReferringTests;

namespace Integration.Core.Tests.References;

/// <summary>A record that is about to get a counterpart, and what its company and its owner mean over there.</summary>
public sealed class CreateReferringTests
{
    private static readonly RecordKey Person = new(SystemName.Salesforce, "Contact", "1");

    [Fact]
    public void Nothing_is_created_before_every_reference_was_looked_up()
    {
        var look = Assert.IsType<Decision.Look>(Bench(Contact, ReferringTests.People, company: "7", owner: "1"));

        Assert.Equal([new LookUp.Referred(ToCompanies, SystemName.HubSpot, "7"), new LookUp.Referred(new Reference.Owner(), SystemName.HubSpot, "1")], look.What);
    }

    [Fact]
    public void A_contact_is_made_of_the_Salesforce_ids_of_its_company_and_its_owner()
    {
        var values = Values(Bench(Contact, ReferringTests.People, "7", "1", ("7", new Counterpart.Linked("A7")), ("1", new Counterpart.Users("1", ["U1"], []))));

        Assert.Equal([("AccountId", "A7"), ("Email", "ana@acme.test"), ("OwnerId", "U1"), ("Title", "CTO")], values);
    }

    [Fact]
    public void A_contact_is_made_in_HubSpot_with_its_owner_and_its_company_follows_by_itself()
    {
        var decision = Bench(Person, ReferringTests.People, "A7", "U1", ("A7", new Counterpart.Linked("7")), ("U1", new Counterpart.Users("U1", ["1"], [])));

        Assert.Equal([("email", "ana@acme.test"), ("hubspot_owner_id", "1"), ("jobtitle", "CTO")], Values(decision));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("  ", "")]
    public void What_refers_to_nobody_is_not_looked_up_and_not_written(string? company, string? owner) =>
        Assert.Equal([("Email", "ana@acme.test"), ("Title", "CTO")], Values(Bench(Contact, ReferringTests.People, company, owner)));

    [Fact]
    public void Without_a_counterpart_the_create_goes_ahead_and_leaves_the_reference_out()
    {
        var decision = Bench(Contact, ReferringTests.People, "7", "1", ("7", new Counterpart.Waiting(Of("7"))), ("1", new Counterpart.Users("1", ["U1", "U2"], [])));

        Assert.Equal([("Email", "ana@acme.test"), ("Title", "CTO")], Values(decision));
    }

    [Fact]
    public void A_reference_that_does_not_travel_that_way_is_not_looked_up()
    {
        var mapping = With(Company with { Direction = FieldDirection.ToHubSpot }, Owner with { Direction = FieldDirection.ToHubSpot, IsRequired = true });

        Assert.Equal([("Email", "ana@acme.test"), ("Title", "CTO")], Values(Bench(Contact, mapping, "7", "1")));
    }

    public static TheoryData<string?, Counterpart?, string, string?> Waits => new()
    {
        // the company   what answers to it                     what the hold says                  ends with the link of
        { "7", new Counterpart.Waiting(Of("7")), "HubSpot/companies/7.", "HubSpot/companies/7" },
        { "7", new Counterpart.Nobody("7", "is a queue"), "HubSpot owner 7 is a queue.", null },
        { null, null, $"{Mapping.HubSpotPrimaryCompany} is blank.", null },
    };

    [Theory]
    [MemberData(nameof(Waits))]
    public void A_required_reference_that_cannot_be_written_is_waited_for_a_day_or_until_its_link(string? company, Counterpart? answer, string detail, string? waitsOn)
    {
        (string, Counterpart)[] answers = answer is null ? [] : [("7", answer)];

        var held = Assert.IsType<Decision.Settle>(Bench(Contact, With(Company with { IsRequired = true }, Owner), company, null, answers));

        Assert.Equal((HoldCodes.WaitsForReference, waitsOn, Now + Limits.HoldRetry), (held.Pair.Hold!.Code, held.Pair.Hold.WaitsOn, held.DueAt));
        Assert.EndsWith(detail, held.Pair.Hold.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_required_reference_with_a_counterpart_holds_nothing_up()
    {
        var mapping = With(Company with { IsRequired = true }, Owner with { IsRequired = true });

        var values = Values(Bench(Contact, mapping, "7", "1", ("7", new Counterpart.Linked("A7")), ("1", new Counterpart.Users("1", ["U1"], []))));

        Assert.Contains(("AccountId", "A7"), values);
        Assert.Contains(("OwnerId", "U1"), values);
    }

    [Fact]
    public void A_required_company_is_waited_for_before_a_contact_is_made_in_HubSpot_though_it_goes_after_it()
    {
        var mapping = With(Company with { IsRequired = true }, Owner);

        var held = Assert.IsType<Decision.Settle>(Bench(Person, mapping, "A7", null, ("A7", new Counterpart.Waiting(new RecordKey(SystemName.Salesforce, "Account", "A7")))));

        Assert.Equal((HoldCodes.WaitsForReference, "Salesforce/Account/A7"), (held.Pair.Hold!.Code, held.Pair.Hold.WaitsOn));
    }

    [Fact]
    public void Of_several_that_are_missing_the_first_of_the_mapping_is_named()
    {
        var mapping = With(Company with { IsRequired = true }, Owner with { IsRequired = true });

        var held = Assert.IsType<Decision.Settle>(Bench(Contact, mapping, "7", "1", ("7", new Counterpart.Waiting(Of("7"))), ("1", new Counterpart.Users("1", [], []))));

        Assert.Equal("HubSpot/companies/7", held.Pair.Hold!.WaitsOn);
    }

    private static RecordKey Of(string company) => new(SystemName.HubSpot, "companies", company);

    private static Mapping With(FieldMapping company, FieldMapping owner) => ReferringTests.People with { Fields = ReferringTests.People.Fields.Replace(Company, company).Replace(Owner, owner) };

    private static Decision Bench(RecordKey own, Mapping mapping, string? company, string? owner, params (string Id, Counterpart Is)[] answers)
    {
        var seen = own.System == SystemName.HubSpot
            ? Seen(own, ("email", "ana@acme.test"), ("jobtitle", "CTO"), (Company.HubSpot, company), (Owner.HubSpot, owner))
            : Seen(own, ("Email", "ana@acme.test"), ("Title", "CTO"), ("AccountId", company), ("OwnerId", owner));
        var read = (own.System == SystemName.HubSpot ? Read(seen, null) : Read(null, seen)) with { ByMatch = [] };
        if (answers.Length > 0 && Decide(Alone(own), read, mapping: mapping) is Decision.Look look)
            read = read with { Referred = look.What.Cast<LookUp.Referred>().ToImmutableDictionary(what => what, what => answers.Single(answer => answer.Id == what.Id).Is) };
        return Decide(Alone(own), read, mapping: mapping);
    }

    private static IEnumerable<(string, string?)> Values(Decision decision)
    {
        var pair = Assert.IsType<Decision.Write>(decision).Pair;
        return (pair.IntoHubSpot ?? pair.IntoSalesforce)!.Values.Select(value => (value.Key, value.Value.Text));
    }
}

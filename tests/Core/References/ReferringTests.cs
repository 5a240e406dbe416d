using System.Collections.Immutable;
using Integration.Core.Intents;
using Integration.Core.Journals;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Core.References;
using Integration.Core.Settling;

namespace Integration.Core.Tests.References;

/// <summary>One contact and one Contact whose company and owner are decided by what answers to them.</summary>
public sealed class ReferringTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    internal static readonly Reference.Record ToCompanies = new("companies");
    internal static readonly FieldMapping Company = new() { HubSpot = Mapping.HubSpotPrimaryCompany, Salesforce = "AccountId", RefersTo = ToCompanies, NeverBlank = true };
    internal static readonly FieldMapping Owner = new() { HubSpot = "hubspot_owner_id", Salesforce = "OwnerId", RefersTo = new Reference.Owner(), NeverBlank = true };
    private static readonly FieldMapping Title = new() { HubSpot = "jobtitle", Salesforce = "Title" };

    internal static readonly Mapping People = new()
    {
        Name = "people",
        HubSpotObject = "contacts",
        SalesforceObjects = ["Contact"],
        MatchField = "email",
        Version = "1",
        Fields = [new FieldMapping { HubSpot = "email", Salesforce = "Email", Type = FieldType.Email }, Company, Owner, Title],
    };

    [Fact]
    public void A_reference_is_made_by_what_it_refers_to_and_by_nothing_else()
    {
        Assert.Equal(FieldType.Reference, Company.Type);
        Assert.Throws<ArgumentException>(() => new FieldMapping { HubSpot = "a", Salesforce = "A", Type = FieldType.Reference });
    }

    [Fact]
    public void What_did_not_change_is_not_looked_up()
    {
        var pair = Pair("7", "A7", baseHubSpot: "7", baseSalesforce: "A7");

        Assert.IsType<Decision.Settle>(Reconcile.Decide(pair, People, Seen(pair), new SyncLimits(), Now));
    }

    [Fact]
    public void Both_ids_are_looked_up_in_one_round()
    {
        var pair = Pair("8", "A7", baseHubSpot: "7", baseSalesforce: "A6");

        var look = Assert.IsType<Decision.Look>(Reconcile.Decide(pair, People, Seen(pair), new SyncLimits(), Now));

        Assert.Equal([new LookUp.Referred(ToCompanies, SystemName.HubSpot, "8"), new LookUp.Referred(ToCompanies, SystemName.Salesforce, "A7")], look.What);
    }

    [Fact]
    public void Ids_of_linked_records_mean_the_same()
    {
        var pair = Pair("7", "A7", null, null);

        var settled = Assert.IsType<Decision.Settle>(Decide(pair, ("7", new Counterpart.Linked("A7")), ("A7", new Counterpart.Linked("7"))));

        Assert.Equal("7", settled.Pair.Field(Company.HubSpot).BaseHubSpot.Text);
        Assert.Equal("A7", settled.Pair.Field(Company.HubSpot).BaseSalesforce.Text);
    }

    [Fact]
    public void A_changed_company_is_written_as_the_other_systems_id()
    {
        var pair = Pair("8", "A7", "7", "A7");

        var write = Assert.IsType<Decision.Write>(Decide(pair, ("8", new Counterpart.Linked("A8")), ("A7", new Counterpart.Linked("7"))));

        Assert.Equal("A8", write.Pair.IntoSalesforce!.Values["AccountId"].Text);
        Assert.Null(write.Pair.IntoHubSpot);
    }

    [Fact]
    public void A_company_without_a_counterpart_holds_its_field_and_the_title_travels()
    {
        var pair = Pair("8", "A7", "7", "A7", title: "CTO");

        var write = Assert.IsType<Decision.Write>(Decide(pair, ("8", new Counterpart.Waiting(CompanyKey("8"))), ("A7", new Counterpart.Linked("7"))));

        Assert.Equal(["Title"], write.Pair.IntoSalesforce!.Values.Names);
        var hold = write.Pair.Field(Company.HubSpot).Hold!;
        Assert.Equal((HoldCodes.FieldWaitsForRecord, "HubSpot/companies/8"), (hold.Code, hold.WaitsOn));
        Assert.Equal(Now + new SyncLimits().HoldRetry, hold.RetryAt);
        Assert.Equal("7", write.Pair.Field(Company.HubSpot).BaseHubSpot.Text);
    }

    [Fact]
    public void A_company_taken_away_takes_no_account_away()
    {
        var pair = Pair(null, "A7", "7", "A7");

        var settled = Assert.IsType<Decision.Settle>(Decide(pair, ("A7", new Counterpart.Linked("7"))));

        Assert.True(settled.Pair.Field(Company.HubSpot).BaseHubSpot.IsBlank);
    }

    [Fact]
    public void Unless_the_mapping_lets_it()
    {
        var pair = Pair(null, "A7", "7", "A7");
        var mapping = People with { Fields = People.Fields.Replace(Company, Company with { NeverBlank = false }) };

        var write = Assert.IsType<Decision.Write>(Decide(mapping, pair, ("A7", new Counterpart.Linked("7"))));

        Assert.True(write.Pair.IntoSalesforce!.Values["AccountId"].IsBlank);
    }

    [Fact]
    public void An_association_is_written_alone_and_the_rest_of_the_record_before_it()
    {
        var pair = Pair("7", "A8", "7", "A7", salesforceTitle: "CTO");

        var first = Assert.IsType<Decision.Write>(Decide(pair, ("7", new Counterpart.Linked("A7")), ("A8", new Counterpart.Linked("8"))));
        Assert.Equal(["jobtitle"], first.Pair.IntoHubSpot!.Values.Names);

        var stored = first.Pair.HubSpot.Seen! with { Values = first.Pair.HubSpot.Seen.Values.With("jobtitle", FieldValue.Of("CTO")), ChangedByUs = true };
        var settled = Settle.After(first.Pair, People, [(first.Pair.IntoHubSpot, new WriteEnd.Done(stored.Key, stored))], new SyncLimits(), Now);
        Assert.Equal(Now, settled.DueAt);

        var second = Assert.IsType<Decision.Write>(Decide(settled.Pair, ("7", new Counterpart.Linked("A7")), ("A8", new Counterpart.Linked("8"))));
        Assert.Equal([Company.HubSpot], second.Pair.IntoHubSpot!.Values.Names);
        Assert.Equal("8", second.Pair.IntoHubSpot.Values[Company.HubSpot].Text);
    }

    [Theory]
    [InlineData("several", "U1", "U2")]
    [InlineData("none")]
    public void An_owner_is_given_nothing_unless_exactly_one_active_user_answers(string why, params string[] active)
    {
        _ = why;
        var pair = OwnedPair("1", "U9", "0", "U9");

        var settled = Assert.IsType<Decision.Settle>(Decide(pair, ("1", new Counterpart.Users("1", [.. active], [])), ("U9", new Counterpart.Users("U9", ["0"], []))));

        Assert.Equal(HoldCodes.FieldNoOwner, settled.Pair.Field(Owner.HubSpot).Hold?.Code);
        Assert.Contains("HubSpot owner 1", settled.Pair.Field(Owner.HubSpot).Hold!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Deactivated_owners_of_one_address_agree_and_nothing_is_held()
    {
        var pair = OwnedPair("1", "U1", null, null);

        var settled = Assert.IsType<Decision.Settle>(Decide(pair, ("1", new Counterpart.Users("1", [], ["U1"])), ("U1", new Counterpart.Users("U1", [], ["1"]))));

        Assert.Null(settled.Pair.Field(Owner.HubSpot).Hold);
        Assert.Equal("U1", settled.Pair.Field(Owner.HubSpot).BaseSalesforce.Text);
    }

    [Fact]
    public void A_new_owner_takes_over_what_was_owned_by_nobody_but_us()
    {
        var pair = OwnedPair("1", "U0", null, null);
        pair = pair with { Fields = pair.Fields.SetItem(Owner.HubSpot, new FieldState().WithBases(FieldValue.Blank, FieldValue.Of("U0"))) };

        var write = Assert.IsType<Decision.Write>(Decide(pair, ("1", new Counterpart.Users("1", ["U1"], [])), ("U0", new Counterpart.Unowned())));

        Assert.Equal("U1", write.Pair.IntoSalesforce!.Values["OwnerId"].Text);
    }

    [Fact]
    public void A_record_given_back_to_us_takes_no_owner_away_and_the_change_is_taken_note_of()
    {
        var pair = OwnedPair("1", "U0", "1", "U1");

        var settled = Assert.IsType<Decision.Settle>(Decide(pair, ("1", new Counterpart.Users("1", ["U1"], [])), ("U0", new Counterpart.Unowned())));

        Assert.Contains(settled.Journal, line => line is { Kind: JournalKind.Lost, Field: "OwnerId" });
    }

    [Fact]
    public void A_Salesforce_owner_who_is_nobody_is_named_in_the_hold()
    {
        var pair = OwnedPair("1", "Q1", "1", "U1");

        var settled = Assert.IsType<Decision.Settle>(Decide(pair, ("1", new Counterpart.Users("1", ["U1"], [])), ("Q1", new Counterpart.Nobody("Q1", "is a queue"))));

        Assert.EndsWith("Salesforce owner Q1 is a queue.", settled.Pair.Field(Owner.HubSpot).Hold!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void One_side_that_knows_the_other_is_enough_to_agree()
    {
        var pair = OwnedPair("1", "U1", null, null);

        // HubSpot's list of owners is behind: it does not show the address of the Salesforce user yet.
        var settled = Assert.IsType<Decision.Settle>(Decide(pair, ("1", new Counterpart.Users("1", ["U1"], [])), ("U1", new Counterpart.Users("U1", [], []))));

        Assert.Null(settled.Pair.Field(Owner.HubSpot).Hold);
        Assert.Equal(("1", "U1"), (settled.Pair.Field(Owner.HubSpot).BaseHubSpot.Text, settled.Pair.Field(Owner.HubSpot).BaseSalesforce.Text));
    }

    [Theory]
    // company  account   held   again at once
    [InlineData("7", "A7", false, false)]
    [InlineData("7", "A8", false, true)]
    [InlineData("8", "A7", false, true)]
    [InlineData("8", "A8", true, false)]           // It waits for something else than a cycle.
    [InlineData("not shown", "A8", false, false)]  // Nothing can be done until it is shown.
    [InlineData("8", "not shown", false, false)]
    public void A_company_that_was_left_behind_by_a_write_of_the_rest_is_looked_at_at_once(string company, string account, bool held, bool again)
    {
        var pair = Pair(company, account, "7", "A7", title: "CTO");
        if (company == "not shown") pair = pair with { HubSpot = pair.HubSpot with { Seen = Read(pair.HubSpot.Ref!.Value, [("email", "a@acme.test")]) } };
        if (account == "not shown") pair = pair with { Salesforce = pair.Salesforce with { Seen = Read(pair.Salesforce.Ref!.Value, [("Email", "a@acme.test")]) } };
        if (held) pair = pair with { Fields = pair.Fields.SetItem(Company.HubSpot, pair.Field(Company.HubSpot) with { Hold = HoldCodes.Hold(HoldCodes.FieldWaitsForRecord, "x") }) };

        Assert.Equal(again, Referring.IsLeft(People, pair));
    }

    [Fact]
    public void A_link_wakes_those_who_refer_to_either_of_its_records()
    {
        var half = Pair("7", "A7", "7", "A7");
        var companies = People with { IsReferredTo = true };
        var before = half with { Salesforce = new Side(), Fields = half.Fields.Clear() };

        Assert.Equal(["HubSpot/contacts/1", "Salesforce/Contact/C1"], Referring.Wakes(companies, before, half));
        Assert.Empty(Referring.Wakes(companies, half, half));
        Assert.Empty(Referring.Wakes(People, before, half));
        Assert.Empty(Referring.Wakes(companies, before, half with { Status = PairStatus.Tombstone }));
    }

    private static RecordKey CompanyKey(string id) => new(SystemName.HubSpot, "companies", id);

    internal static Decision Decide(Pair pair, params (string Id, Counterpart Is)[] answers) => Decide(People, pair, answers);

    internal static Decision Decide(Mapping mapping, Pair pair, params (string Id, Counterpart Is)[] answers)
    {
        var evidence = Seen(pair);
        if (Reconcile.Decide(pair, mapping, evidence, new SyncLimits(), Now) is Decision.Look look)
            evidence = evidence with { Referred = look.What.Cast<LookUp.Referred>().ToImmutableDictionary(what => what, what => answers.Single(answer => answer.Id == what.Id).Is) };
        return Reconcile.Decide(pair, mapping, evidence, new SyncLimits(), Now);
    }

    private static Evidence Seen(Pair pair) => new()
    {
        HubSpot = pair.HubSpot.Seen,
        Salesforce = pair.Salesforce.Seen,
        IntentIntoHubSpot = new Guid(1, 0, 0, new byte[8]),
        IntentIntoSalesforce = new Guid(2, 0, 0, new byte[8]),
    };

    internal static Pair Pair(string? company, string? account, string? baseHubSpot, string? baseSalesforce, string? title = null, string? salesforceTitle = null) =>
        Pair([(Company.HubSpot, company), (Owner.HubSpot, "1"), ("jobtitle", title)], [("AccountId", account), ("OwnerId", "U1"), ("Title", salesforceTitle)], Company.HubSpot, baseHubSpot, baseSalesforce);

    private static Pair OwnedPair(string? owner, string? ownerThere, string? baseHubSpot, string? baseSalesforce) =>
        Pair([(Company.HubSpot, null), (Owner.HubSpot, owner), ("jobtitle", null)], [("AccountId", null), ("OwnerId", ownerThere), ("Title", null)], Owner.HubSpot, baseHubSpot, baseSalesforce);

    private static Pair Pair((string, string?)[] hubSpot, (string, string?)[] salesforce, string based, string? baseHubSpot, string? baseSalesforce)
    {
        var (here, there) = (new RecordKey(SystemName.HubSpot, "contacts", "1"), new RecordKey(SystemName.Salesforce, "Contact", "C1"));
        var fields = ImmutableSortedDictionary.Create<string, FieldState>(StringComparer.Ordinal)
            .Add("email", new FieldState().WithBases(FieldValue.Of("a@acme.test"), FieldValue.Of("a@acme.test")))
            .Add("jobtitle", new FieldState().WithBases(FieldValue.Blank, FieldValue.Blank))
            .Add(Company.HubSpot, new FieldState().WithBases(FieldValue.Blank, FieldValue.Blank))
            .Add(Owner.HubSpot, new FieldState().WithBases(FieldValue.Of("1"), FieldValue.Of("U1")));
        var own = new FieldState();
        return new Pair
        {
            Id = new Guid(9, 0, 0, new byte[8]),
            Mapping = "people",
            MappingVersion = "1",
            HubSpot = new Side { Ref = here, Seen = Read(here, [("email", "a@acme.test"), .. hubSpot]) },
            Salesforce = new Side { Ref = there, Seen = Read(there, [("Email", "a@acme.test"), .. salesforce]) },
            Fields = fields.SetItem(based, baseHubSpot is null && baseSalesforce is null ? own : own.WithBases(FieldValue.Of(baseHubSpot), FieldValue.Of(baseSalesforce))),
        };
    }

    private static Observation Read(RecordKey key, (string, string?)[] values) =>
        new() { Key = key, Life = Life.Live, Values = FieldValues.Of(values), Version = 1, ReadStartedAt = Now, ReadEndedAt = Now };
}

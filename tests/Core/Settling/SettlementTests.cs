using System.Collections.Immutable;
using Integration.Core.Asks;
using Integration.Core.Intents;
using Integration.Core.Journals;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Core.Settling;
using Integration.Core.Tests.Reconciling;
using Integration.Core.Tests.References;
using static Integration.Core.Tests.Reconciling.Bench;

namespace Integration.Core.Tests.Settling;

/// <summary>Writes of several fields, of both sides at once, and what a create left for later.</summary>
public sealed class SettlementTests
{
    private static readonly RecordKey Person = new(SystemName.Salesforce, "Contact", "1");

    [Fact]
    public void One_field_that_somebody_wrote_over_calls_for_another_look_though_the_others_landed()
    {
        var both = TitleWrite with { Values = FieldValues.Of(("Title", "CEO"), ("Company", "Acme Ltd")), Prior = FieldValues.Of(("Title", "CTO"), ("Company", "Acme")), Cause = FieldValues.Of(("jobtitle", "CEO"), ("company", "Acme Ltd")) };
        var stored = Ana(Lead, "CFO") with { Values = Ana(Lead, "CFO").Values.With("Company", FieldValue.Of("Acme Ltd")) };

        var settled = After(Linked.WithIntent(SystemName.Salesforce, both), new WriteEnd.Done(Lead, stored));

        Assert.Equal([JournalKind.Written, JournalKind.Raced], settled.Journal.OrderBy(line => line.Field).Select(line => line.Kind));
        Assert.Equal(Now, settled.DueAt);
    }

    [Fact]
    public void A_field_of_leads_alone_is_settled_when_HubSpot_took_it()
    {
        var company = TitleWrite with { Id = Numbered(101), System = SystemName.HubSpot, Object = "contacts", Target = Contact, Values = FieldValues.Of(("company", "Acme Ltd")), Prior = FieldValues.Of(("company", "Acme")), Cause = FieldValues.Of(("Company", "Acme Ltd")) };

        var settled = After(Linked.WithIntent(SystemName.HubSpot, company), new WriteEnd.Done(Contact, Ana(Contact) with { Values = Ana(Contact).Values.With("company", FieldValue.Of("Acme Ltd")) }));

        Assert.Equal(("Acme Ltd", "Acme Ltd"), (settled.Pair.Field("company").BaseHubSpot.Text, settled.Pair.Field("company").BaseSalesforce.Text));
    }

    [Fact]
    public void A_write_whose_end_nobody_told_leaves_the_pair_unfinished()
    {
        var company = TitleWrite with { Id = Numbered(101), System = SystemName.HubSpot, Object = "contacts", Target = Contact, Values = FieldValues.Of(("company", "Acme Ltd")) };
        var pair = Linked.WithIntent(SystemName.Salesforce, TitleWrite).WithIntent(SystemName.HubSpot, company) with { Attempts = 4 };

        var settled = Settle.After(pair, Persons, [(TitleWrite, new WriteEnd.Done(Lead, Ana(Lead, "CEO")))], Limits, Now);

        Assert.Equal((company, 4), (settled.Pair.IntoHubSpot, settled.Pair.Attempts));
    }

    [Fact]
    public void A_refusal_of_a_row_that_left_the_mapping_meanwhile_holds_the_record()
    {
        var mapping = Persons with { Fields = [.. Persons.Fields.Where(field => field.Salesforce != "Title")] };

        var settled = After(Linked.WithIntent(SystemName.Salesforce, TitleWrite), new WriteEnd.RecordRefused("RULE", "a rule", "mend it", null), mapping);

        Assert.Equal(HoldCodes.Rejected, settled.Pair.Hold!.Code);
    }

    [Theory]
    // company of the Contact   shown by the answer    address     again
    [InlineData("A7", null, "ana@acme.test", true)]   // An association is written by a cycle of its own.
    [InlineData(null, null, "ana@acme.test", false)]
    [InlineData("A7", "7", "ana@acme.test", true)]    // It has one already: only a merge can tell.
    [InlineData("A7", null, "other@acme.test", true)] // Somebody wrote over the address, too.
    [InlineData(null, null, "other@acme.test", true)]
    public void A_contact_made_in_HubSpot_is_looked_at_again_for_its_company(string? account, string? company, string address, bool again)
    {
        var seen = Seen(Person, ("Email", "ana@acme.test"), ("AccountId", account), ("OwnerId", null), ("Title", "CTO"));
        var pair = Written(Alone(Person), Read(null, seen) with { ByMatch = [], Referred = Answers(account) }, mapping: ReferringTests.People).Pair;
        (string, string?)[] shown = [("email", address), ("jobtitle", "CTO"), .. company is null ? Array.Empty<(string, string?)>() : [(Mapping.HubSpotPrimaryCompany, company)]];

        Assert.Equal(again ? Now : null, After(pair, new WriteEnd.Done(Contact, Seen(Contact, shown)), ReferringTests.People).DueAt);
    }

    [Fact]
    public void A_contact_whose_title_somebody_changed_at_once_is_looked_at_again_as_well_as_for_its_company()
    {
        var seen = Seen(Person, ("Email", "ana@acme.test"), ("AccountId", "A7"), ("OwnerId", null), ("Title", "CTO"));
        var pair = Written(Alone(Person), Read(null, seen) with { ByMatch = [], Referred = Answers("A7") }, mapping: ReferringTests.People).Pair;

        Assert.Equal(Now, After(pair, new WriteEnd.Done(Contact, Seen(Contact, ("email", "ana@acme.test"), ("jobtitle", "CFO"))), ReferringTests.People).DueAt);
    }

    [Fact]
    public void A_Contact_made_with_its_account_is_done()
    {
        var seen = Seen(Contact, ("email", "ana@acme.test"), (Mapping.HubSpotPrimaryCompany, "7"), ("hubspot_owner_id", null), ("jobtitle", "CTO"));
        var answers = ImmutableDictionary<LookUp.Referred, Core.References.Counterpart>.Empty.Add(new LookUp.Referred(ReferringTests.ToCompanies, SystemName.HubSpot, "7"), new Core.References.Counterpart.Linked("A7"));
        var pair = Written(Alone(Contact), Read(seen, null) with { ByMatch = [], Referred = answers }, mapping: ReferringTests.People).Pair;

        var settled = After(pair, new WriteEnd.Done(Person, Seen(Person, ("Email", "ana@acme.test"), ("AccountId", "A7"), ("Title", "CTO"))), ReferringTests.People);

        Assert.Equal((null, "A7"), (settled.DueAt, settled.Pair.Field(Mapping.HubSpotPrimaryCompany).BaseSalesforce.Text));
    }

    [Fact]
    public void A_value_that_a_creates_answer_does_not_show_is_agreed_by_the_next_look_and_not_by_guess()
    {
        var pair = Written(Alone(Contact), Read(Ana(Contact), null) with { ByMatch = [] }).Pair;

        var settled = After(pair, new WriteEnd.Done(Lead, Seen(Lead, ("Email", "ana@acme.test")) with { ChangedByUs = true }));

        Assert.Equal((true, true, null), (settled.Pair.Field("jobtitle").BaseHubSpot.IsMissing, settled.Pair.Field("jobtitle").BaseSalesforce.IsMissing, settled.DueAt));
        Assert.Equal("ana@acme.test", settled.Pair.Field("email").BaseSalesforce.Text);
    }

    [Theory]
    [InlineData("contacts")]
    [InlineData("Lead")]
    public void What_was_not_sent_is_compared_in_the_words_of_each_side(string from)
    {
        var (own, made) = from == "Lead" ? (Lead, Contact) : (Contact, Lead);
        var field = Row("rating", "Rating") with
        {
            Direction = own == Lead ? FieldDirection.ToSalesforce : FieldDirection.ToHubSpot,
            Values = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("Hot", "hot_lead").Add("Cold", "cold_lead"),
        };
        var mapping = World.People(field);
        Observation Rated(RecordKey key, string? word) => word is null ? Ana(key) : Ana(key) with { Values = Ana(key).Values.With(field.NameIn(key.System), FieldValue.Of(word)) };
        Decision.Settle Made(string? here, string there) =>
            After(Written(Alone(own), (own == Lead ? Read(null, Rated(own, here)) : Read(Rated(own, here), null)) with { ByMatch = [] }, mapping: mapping).Pair, new WriteEnd.Done(made, Rated(made, there)), mapping);
        string Word(RecordKey key, string rating) => key == Contact ? $"{rating.ToLowerInvariant()}_lead" : rating;

        var agreed = Made(Word(own, "Hot"), Word(made, "Hot"));
        Assert.Equal(("hot_lead", "Hot", null), (agreed.Pair.Field("rating").BaseHubSpot.Text, agreed.Pair.Field("rating").BaseSalesforce.Text, agreed.DueAt));
        Assert.Equal(Now, Made(Word(own, "Hot"), Word(made, "Cold")).DueAt);
        var hidden = Made(null, Word(made, "Hot")); // The other side does not show it: nothing can be said.
        Assert.Equal((null, true), (hidden.DueAt, hidden.Pair.Field("rating").BaseSalesforce.IsMissing));
    }

    [Theory]
    // field   now              sent             before           shows our write
    [InlineData("email", "ANA@acme.test", "ana@acme.test", "old@acme.test", true)] // As an address, not letter by letter.
    [InlineData("email", "old@acme.test", "ana@acme.test", "old@acme.test", false)]
    [InlineData("email", null, "ana@acme.test", "old@acme.test", false)]
    [InlineData("jobtitle", "CEO", "CEO", "CTO", true)]
    [InlineData("jobtitle", "ceo", "CEO", "CTO", false)]
    [InlineData("jobtitle", "CEO", "CEO", "CEO", false)] // It stood there before.
    [InlineData("gone_from_the_mapping", "1", "1", "2", true)]
    public void A_read_shows_our_write_where_it_means_what_we_sent_and_not_what_stood_there(string name, string? now, string sent, string prior, bool ours)
    {
        var intent = TitleWrite with { System = SystemName.HubSpot, Values = FieldValues.Of((name, sent)), Prior = FieldValues.Of((name, prior)) };

        Assert.Equal(ours, Settlement.ShowsOurs(Persons, intent, name, now is null ? FieldValue.Missing : FieldValue.Of(now)));
    }

    [Fact]
    public void What_was_asked_for_and_what_the_sync_wrote_end_in_one_step_due_when_the_first_of_them_is()
    {
        var ask = new Ask { Id = Numbered(1), PairId = Id, Cause = "ask 1", AskedAt = Now, Kind = new AskKind.SetFields(SystemName.Salesforce, FieldValues.Of(("Rating", "Hot"))) };
        var asked = TitleWrite with { Values = FieldValues.Of(("Rating", "Hot")), Prior = FieldValues.Of(("Rating", "Warm")), Asks = [ask.Id] };
        var company = TitleWrite with { Id = Numbered(101), System = SystemName.HubSpot, Object = "contacts", Target = Contact, Values = FieldValues.Of(("company", "Acme Ltd")), Prior = FieldValues.Of(("company", "Acme")) };
        var pair = Linked.WithIntent(SystemName.Salesforce, asked).WithIntent(SystemName.HubSpot, company);
        DateTimeOffset? Due(WriteEnd ofSync, WriteEnd ofAsk) => Settle.After(pair, Persons, [(company, ofSync), (asked, ofAsk)], Limits, Now, [ask]).DueAt;

        Assert.Equal(Now, Due(new WriteEnd.NotApplied(TimeSpan.FromSeconds(42)), new WriteEnd.Done(Lead, Seen(Lead, ("Rating", "Hot")))));
        Assert.Equal(Now.AddSeconds(1), Due(new WriteEnd.NotApplied(TimeSpan.FromSeconds(42)), new WriteEnd.Unknown()));
        Assert.Equal(Now, Due(new WriteEnd.NotApplied(TimeSpan.Zero), new WriteEnd.Unknown()));
    }

    [Fact]
    public void An_activity_that_was_made_for_an_ask_that_is_gone_is_journalled_all_the_same()
    {
        var task = new RecordKey(SystemName.Salesforce, "Task", "9");
        var made = TitleWrite with { Kind = IntentKind.Activity, Object = "Task", Values = FieldValues.Of(("Subject", "Call Ana")), Asks = [Numbered(3)] };

        var settled = After(Linked.WithIntent(SystemName.Salesforce, made), new WriteEnd.Done(task, null));

        Assert.Equal((JournalKind.Created, task, "an ask", null), (settled.Journal.Single().Kind, settled.Journal.Single().Record!.Value, settled.Journal.Single().Cause, settled.Pair.IntoSalesforce));
        Assert.Empty(settled.AskOutcomes);
    }

    private static ImmutableDictionary<LookUp.Referred, Core.References.Counterpart> Answers(string? account) => account is null ? ImmutableDictionary<LookUp.Referred, Core.References.Counterpart>.Empty
        : ImmutableDictionary<LookUp.Referred, Core.References.Counterpart>.Empty.Add(new LookUp.Referred(ReferringTests.ToCompanies, SystemName.Salesforce, account), new Core.References.Counterpart.Linked("7"));
}

using Integration.Core.Intents;
using Integration.Core.Journals;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Core.Settling;
using Integration.Core.Tests.Reconciling;
using static Integration.Core.Tests.Reconciling.Bench;

namespace Integration.Core.Tests.Settling;

/// <summary>How a write ended, and what the pair knows from then on: sent CEO over CTO, because HubSpot holds CEO.</summary>
public sealed class SettleTests
{
    private static readonly Pair Writing = Linked.WithIntent(SystemName.Salesforce, TitleWrite) with { HubSpot = new Side { Ref = Contact, Seen = Ana(Contact, "CEO") }, Attempts = 4 };

    [Theory]
    // stored    by us       bases after     journal                        again
    [InlineData("CEO", true, "CEO", "CEO", JournalKind.Written, "CEO", false)]
    [InlineData("CEO", false, "CEO", "CEO", JournalKind.Written, "CEO", false)]
    [InlineData("CTO", true, "CEO", "CTO", JournalKind.Refused, "CEO", false)] // The line says what was refused.
    [InlineData("C.E.O.", true, "CEO", "C.E.O.", JournalKind.StoredDifferently, "C.E.O.", false)]
    [InlineData("CFO", false, "CEO", "CEO", JournalKind.Raced, "CFO", true)] // Somebody wrote after us: against this base it is their edit.
    public void The_bases_move_on_what_was_seen_after_the_write(string stored, bool byUs, string baseHubSpot, string baseSalesforce, JournalKind kind, string after, bool again)
    {
        var settled = After(Writing, new WriteEnd.Done(Lead, Ana(Lead, stored) with { ChangedByUs = byUs }));
        var state = settled.Pair.Field("jobtitle");
        Assert.Equal((baseHubSpot, baseSalesforce), (state.BaseHubSpot.Text, state.BaseSalesforce.Text));
        Assert.Equal((kind, "CTO", after, Lead, "Title", "HubSpot changed"), settled.Journal.Select(line => (line.Kind, line.Before.Text, line.After.Text, line.Record!.Value, line.Field, line.Rule)).Single());
        Assert.Equal((again ? Now : null, null), (settled.DueAt, settled.Pair.IntoSalesforce));
        Assert.Equal(kind == JournalKind.Refused ? "CEO" : null, state.Refused.Text);
        Assert.Equal(kind == JournalKind.StoredDifferently, state.StoredDifferently);
        Assert.Equal(kind == JournalKind.Written ? new OwnWrite(SystemName.Salesforce, FieldValue.Of("CTO"), TitleWrite.SentAt, 0) : null, state.LastWrite);
        Assert.Equal(again ? 4 : 0, settled.Pair.Attempts);
        Assert.Equal(stored, settled.Pair.Salesforce.Seen!.Values["Title"].Text);
    }

    [Theory]
    [InlineData("CEO", "C.E.O.", JournalKind.StoredDifferently)] // The same answer to the same value: the system means it.
    [InlineData("CIO", "C.E.O.", JournalKind.Raced)]
    [InlineData("CEO", "ceo!", JournalKind.Raced)]
    public void A_form_that_comes_back_twice_is_the_systems_own(string lastSent, string lastReadBack, JournalKind kind)
    {
        var state = Writing.Field("jobtitle") with { LastSent = FieldValue.Of(lastSent), LastReadBack = FieldValue.Of(lastReadBack) };
        var settled = After(Writing with { Fields = Writing.Fields.SetItem("jobtitle", state) }, new WriteEnd.Done(Lead, Ana(Lead, "C.E.O.")));
        Assert.Equal(kind, settled.Journal.Single().Kind);
        Assert.Equal(("CEO", "C.E.O."), (settled.Pair.Field("jobtitle").LastSent.Text, settled.Pair.Field("jobtitle").LastReadBack.Text));
    }

    [Fact]
    public void What_the_answer_does_not_show_is_for_the_next_cycle_and_other_fields_keep_what_was_seen()
    {
        var settled = After(Writing, new WriteEnd.Done(Lead, Seen(Lead, ("Company", "Acme"))));
        Assert.Equal((Now, "CTO", "ana@acme.test"), (settled.DueAt, settled.Pair.Field("jobtitle").BaseSalesforce.Text, settled.Pair.Salesforce.Seen!.Values["Email"].Text));
        Assert.Empty(settled.Journal);
    }

    [Fact]
    public void An_answer_without_a_stamp_leaves_the_stamp_that_was_read()
    {
        var settled = After(Writing, new WriteEnd.Done(Lead, Ana(Lead, "CEO") with { Version = 0 }));
        Assert.Equal((Writing.Salesforce.Seen!.Version, true), (settled.Pair.Salesforce.Seen!.Version, Writing.Salesforce.Seen.Version > 0));
    }

    [Fact]
    public void An_answer_that_is_lost_or_not_read_back_leaves_the_intent_open_for_a_second()
    {
        var unknown = After(Writing, new WriteEnd.Unknown());
        Assert.Equal((TitleWrite, Now.AddSeconds(1), 4), (unknown.Pair.IntoSalesforce, unknown.DueAt, unknown.Pair.Attempts));
        var acked = After(Writing, new WriteEnd.Done(Lead, null));
        Assert.Equal((IntentState.Acked, Lead, Now.AddSeconds(1)), (acked.Pair.IntoSalesforce!.State, acked.Pair.IntoSalesforce.Made!.Value, acked.DueAt!.Value));
    }

    /// <summary>Found by the simulator (seed 40028745): what was believed from then on had the values of before, and no time at which anybody was shown them.</summary>
    [Fact]
    public void A_record_out_of_sight_right_after_its_write_shows_nothing_and_is_looked_at_again()
    {
        var hidden = Ana(Lead) with { Life = new Life(LifeState.Unknown), Values = FieldValues.None, Version = 0 };
        var settled = After(Writing, new WriteEnd.Done(Lead, hidden));
        Assert.Equal((IntentState.Acked, Now.AddSeconds(1)), (settled.Pair.IntoSalesforce!.State, settled.DueAt!.Value));
        Assert.Equal(Writing.Salesforce.Seen, settled.Pair.Salesforce.Seen);
    }

    [Fact]
    public void What_was_not_applied_waits_longer_each_time_or_as_long_as_the_system_says()
    {
        var settled = After(Writing with { Attempts = 2 }, new WriteEnd.NotApplied(null));
        Assert.Equal((null, 3, Now.AddSeconds(4)), (settled.Pair.IntoSalesforce, settled.Pair.Attempts, settled.DueAt));
        Assert.Equal(Now.AddSeconds(42), After(Writing, new WriteEnd.NotApplied(TimeSpan.FromSeconds(42))).DueAt);
        settled = After(Writing with { Attempts = 2 }, new WriteEnd.Changed());
        Assert.Equal((null, 3, Now.AddSeconds(4)), (settled.Pair.IntoSalesforce, settled.Pair.Attempts, settled.DueAt));
    }

    [Theory]
    [InlineData("mend it here", "mend it here")]
    [InlineData("", null)]
    public void A_refused_field_is_held_with_its_cause_and_the_rest_goes_on_at_once(string mend, string? told)
    {
        var settled = After(Writing, new WriteEnd.FieldRefused("TITLE", "BAD_VALUE", "restricted", mend, null));
        var hold = settled.Pair.Field("jobtitle").Hold!;
        Assert.Equal((HoldCodes.FieldRejected, Now + Limits.HoldRetry, null, Now), (hold.Code, hold.RetryAt!.Value, hold.WaitsOn, settled.DueAt!.Value));
        Assert.Equal(told ?? HoldCodes.Hold(HoldCodes.FieldRejected, "").Mend, hold.Mend);
        Assert.Equal((JournalKind.Held, "Title", "CTO", "CEO"), settled.Journal.Select(line => (line.Kind, line.Field, line.Before.Text, line.After.Text)).Single());
        Assert.Null(settled.Pair.Hold);
        var taken = After(Writing, new WriteEnd.FieldRefused("Title", "DUPLICATE", "taken", mend, Lead with { Id = "2" })).Pair.Field("jobtitle").Hold!;
        Assert.Equal((HoldCodes.FieldTaken, "Salesforce/Lead/2"), (taken.Code, taken.WaitsOn));
    }

    [Theory]
    [InlineData("mend it here", "mend it here")]
    [InlineData("", null)]
    public void A_record_refused_as_a_whole_is_held_for_a_day(string mend, string? told)
    {
        foreach (var end in (WriteEnd[])[new WriteEnd.RecordRefused("RULE", "a rule", mend, null), new WriteEnd.FieldRefused("Unknown__c", "RULE", "a rule", mend, null)])
        {
            var settled = After(Writing, end);
            Assert.Equal((PairStatus.Held, HoldCodes.Rejected, Now + Limits.HoldRetry, 0), (settled.Pair.Status, settled.Pair.Hold!.Code, settled.DueAt!.Value, settled.Pair.Attempts));
            Assert.Equal(told ?? HoldCodes.Hold(HoldCodes.Rejected, "").Mend, settled.Pair.Hold.Mend);
            Assert.Equal(Now + Limits.HoldRetry, settled.Pair.Hold.RetryAt);
        }
    }

    [Theory]
    [InlineData(0, true, false)]
    [InlineData(1, true, false)]
    [InlineData(2, true, true)] // It is not found by looking: a person has to.
    [InlineData(0, false, true)]
    public void A_create_that_somebody_else_made_first_is_looked_for_twice(int attempts, bool holder, bool held)
    {
        var pair = Written(Alone(Contact), Read(Ana(Contact), null) with { ByMatch = [] }).Pair with { Attempts = attempts };
        var settled = After(pair, new WriteEnd.RecordRefused("DUPLICATE", "exists", "", holder ? Lead : null));
        Assert.Equal((held ? PairStatus.Held : PairStatus.Active, held ? 0 : attempts + 1), (settled.Pair.Status, settled.Pair.Attempts));
        Assert.Equal(held && holder ? Lead.ToString() : null, settled.Pair.Hold?.WaitsOn);
    }

    [Fact]
    public void A_create_of_one_field_that_is_refused_is_refused_as_a_whole()
    {
        var mapping = Persons with { Fields = [Persons.Match] };
        var pair = Written(Alone(Lead), Read(null, Seen(Lead, ("Email", "ana@acme.test"))) with { ByMatch = [] }, mapping: mapping).Pair;
        Assert.Equal(HoldCodes.Rejected, After(pair, new WriteEnd.FieldRefused("email", "BAD", "no address", "", null), mapping).Pair.Hold!.Code);
    }

    [Fact]
    public void A_record_that_was_made_is_linked_with_what_it_was_made_of()
    {
        var pair = Written(Alone(Contact), Read(Ana(Contact) with { Values = Ana(Contact).Values.With("company", FieldValue.Blank) }, null) with { ByMatch = [] }).Pair;
        var settled = After(pair, new WriteEnd.Done(Lead, Ana(Lead, "cto!") with { ChangedByUs = true, Values = Ana(Lead, "cto!").Values.With("Company", FieldValue.Of("[not provided]")) }));
        Assert.Equal((Lead, null, null, 7), (settled.Pair.Salesforce.Ref!.Value, settled.Pair.IntoSalesforce, settled.DueAt, settled.Pair.CleanGeneration));
        Assert.Equal(("CTO", "cto!", true), (settled.Pair.Field("jobtitle").BaseHubSpot.Text, settled.Pair.Field("jobtitle").BaseSalesforce.Text, settled.Pair.Field("jobtitle").StoredDifferently));
        Assert.True(settled.Pair.Field("company").BaseHubSpot.IsBlank);
        Assert.Equal(("ana@acme.test", false), (settled.Pair.Field("email").BaseSalesforce.Text, settled.Pair.Field("email").StoredDifferently));
        Assert.Equal([(JournalKind.Created, null), (JournalKind.StoredDifferently, "Title")], settled.Journal.Select(line => (line.Kind, line.Field)));
    }

    [Fact]
    public void A_value_that_somebody_changed_right_after_the_create_counts_against_what_was_sent()
    {
        var pair = Written(Alone(Contact), Read(Ana(Contact), null) with { ByMatch = [] }).Pair;
        var settled = After(pair, new WriteEnd.Done(Lead, Ana(Lead, "CFO")));
        Assert.Equal(("CTO", "CTO", false), (settled.Pair.Field("jobtitle").BaseHubSpot.Text, settled.Pair.Field("jobtitle").BaseSalesforce.Text, settled.Pair.Field("jobtitle").StoredDifferently));
    }

    [Theory]
    [InlineData("contacts")]
    [InlineData("Lead")]
    public void What_a_create_did_not_send_is_agreed_where_it_agrees_and_merged_where_not(string from)
    {
        var own = from == "Lead" ? Lead : Contact;
        var made = own == Lead ? Contact : Lead;
        var field = Row("rating", "Rating");
        var mapping = World.People(field with { Direction = own == Lead ? FieldDirection.ToSalesforce : FieldDirection.ToHubSpot });
        Observation Rated(RecordKey key, string rating) => Ana(key) with { Values = Ana(key).Values.With(field.NameIn(key.System), FieldValue.Of(rating)) };
        var pair = Written(Alone(own), (own == Lead ? Read(null, Rated(own, "Hot")) : Read(Rated(own, "Hot"), null)) with { ByMatch = [] }, mapping: mapping).Pair;

        var agreed = After(pair, new WriteEnd.Done(made, Rated(made, "Hot")), mapping);
        Assert.Equal(("Hot", "Hot", null), (agreed.Pair.Field("rating").BaseHubSpot.Text, agreed.Pair.Field("rating").BaseSalesforce.Text, agreed.DueAt));
        var differs = After(pair, new WriteEnd.Done(made, Rated(made, "Cold")), mapping);
        Assert.Equal((true, Now), (differs.Pair.Field("rating").BaseHubSpot.IsMissing, differs.DueAt));
    }

    [Fact]
    public void A_deletion_that_was_carried_over_ends_the_pair_and_wakes_who_waits_on_the_record()
    {
        var pair = Linked.WithIntent(SystemName.Salesforce, TitleWrite with { Kind = IntentKind.Delete, Values = FieldValues.None });
        var settled = After(pair, new WriteEnd.Done(Lead, null));
        Assert.Equal((PairStatus.Tombstone, null, JournalKind.Deleted), (settled.Pair.Status, settled.Pair.IntoSalesforce, settled.Journal.Single().Kind));
        Assert.Contains(Lead.ToString(), settled.Wakes);
        Assert.DoesNotContain(Lead.ToString(), After(Writing, new WriteEnd.Done(Lead, Ana(Lead, "CEO"))).Wakes); // A title is nobody's match value.
    }

    [Fact]
    public void A_pair_with_one_of_two_writes_open_is_not_finished()
    {
        var company = TitleWrite with { Id = Numbered(101), System = SystemName.HubSpot, Object = "contacts", Target = Contact, Values = FieldValues.Of(("company", "Acme Ltd")), Prior = FieldValues.Of(("company", "Acme")), Cause = FieldValues.Of(("Company", "Acme Ltd")) };
        var pair = Writing.WithIntent(SystemName.HubSpot, company);
        var settled = Settle.After(pair, Persons, [(TitleWrite, new WriteEnd.Done(Lead, Ana(Lead, "CEO"))), (company, new WriteEnd.Unknown())], Limits, Now);
        Assert.Equal((null, company, Now.AddSeconds(1), 4), (settled.Pair.IntoSalesforce, settled.Pair.IntoHubSpot, settled.DueAt, settled.Pair.Attempts));
        Assert.Equal(pair.DirtyGeneration, settled.Pair.CleanGeneration);
    }

    [Fact]
    public void A_hold_that_stands_beside_a_write_is_put_on_its_time_by_a_cycle_of_its_own()
    {
        var held = Writing with { Hold = HoldCodes.Hold(HoldCodes.Rejected, "x"), Status = PairStatus.Held };
        Assert.Equal(Now, After(held, new WriteEnd.Done(Lead, Ana(Lead, "CEO"))).DueAt);
        var retry = Writing.Field("company") with { Hold = HoldCodes.Hold(HoldCodes.FieldRejected, "x") with { RetryAt = Now.AddHours(2) } };
        Assert.Equal(Now.AddHours(2), After(Writing with { Fields = Writing.Fields.SetItem("company", retry) }, new WriteEnd.Done(Lead, Ana(Lead, "CEO"))).DueAt);
    }
}

using System.Collections.Immutable;
using Integration.Core.Asks;
using Integration.Core.Intents;
using Integration.Core.Journals;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using static Integration.Core.Tests.Reconciling.Bench;

namespace Integration.Core.Tests.Reconciling;

/// <summary>A cycle that starts with an open intent: what the record shows, and what follows before and after the settle time.</summary>
public sealed class OpenIntentTests
{
    private static readonly Intent Create = new()
    {
        Id = Numbered(102),
        System = SystemName.Salesforce,
        Kind = IntentKind.Create,
        Object = "Lead",
        SentAt = Now,
        NotBefore = Now.AddSeconds(130),
        Values = FieldValues.Of(("Email", "ana@acme.test"), ("Title", "CTO"), ("Company", "Acme")),
        Cause = Ana(Contact).Values,
    };

    private static readonly Intent Delete = TitleWrite with { Kind = IntentKind.Delete, Values = FieldValues.None, Prior = Ana(Lead).Values, Cause = FieldValues.None };

    private static readonly Pair Writing = Linked.WithIntent(SystemName.Salesforce, TitleWrite);

    private static readonly DateTimeOffset Late = TitleWrite.NotBefore;

    [Fact]
    public void A_write_that_does_not_show_is_waited_for_until_the_settle_time_and_planned_again_from_then_on()
    {
        var evidence = Read(Ana(Contact, "CEO"), Ana(Lead));
        var waiting = Settled(Writing, evidence, Late.AddTicks(-1));
        Assert.Equal((TitleWrite, Late), (waiting.Pair.IntoSalesforce, waiting.DueAt));
        var dropped = Settled(Writing, evidence, Late);
        Assert.Equal((null, Late), (dropped.Pair.IntoSalesforce, dropped.DueAt));
        Assert.Empty(dropped.Journal);
    }

    [Fact]
    public void A_write_that_shows_has_landed_at_once()
    {
        var settled = Settled(Writing, Read(Ana(Contact, "CEO"), Ana(Lead, "CEO")));
        Assert.Null(settled.Pair.IntoSalesforce);
        Assert.Equal(("CEO", "CEO", Now), (settled.Pair.Field("jobtitle").BaseHubSpot.Text, settled.Pair.Field("jobtitle").BaseSalesforce.Text, settled.DueAt));
        Assert.Equal((JournalKind.Written, "CTO", "CEO"), settled.Journal.Select(line => (line.Kind, line.Before.Text, line.After.Text)).Single());
    }

    /// <summary>Found by the simulator (wider seed 50022984): restored, the record would have shown our value and nobody would have known of the other.</summary>
    [Fact]
    public void What_an_unconfirmed_write_may_have_replaced_is_told_when_its_record_is_gone()
    {
        var gone = Ana(Lead) with { Life = new Life(LifeState.Deleted), Values = FieldValues.None };
        var settled = Settled(Writing, Read(Ana(Contact, "CEO"), gone));
        Assert.Null(settled.Pair.IntoSalesforce);
        Assert.Equal((JournalKind.Lost, Lead, "Title", "CTO", "CEO"), settled.Journal.Select(line => (line.Kind, line.Record!.Value, line.Field, line.Before.Text, line.After.Text)).Single());
        Assert.Empty(Settled(Linked.WithIntent(SystemName.Salesforce, Delete), Read(Ana(Contact), gone)).Journal);
    }

    /// <summary>Found by the simulator (wider seed 60000334): the next cycle knew the new address already, and whoever waited for the old one slept for a day.</summary>
    [Fact]
    public void An_address_that_moved_while_a_write_was_open_is_told_to_those_who_wait_for_it()
    {
        var moved = Ana(Lead) with { Values = Ana(Lead).Values.With("Email", FieldValue.Of("moved@acme.test")) };
        Assert.Equal([Lead.ToString()], Settled(Writing, Read(Ana(Contact, "CEO"), moved), Late).Wakes);
        Assert.Empty(Settled(Writing, Read(Ana(Contact, "CEO"), Ana(Lead)), Late).Wakes);
    }

    [Fact]
    public void What_a_third_hand_wrote_before_our_lost_write_is_told_as_raced()
    {
        var settled = Settled(Writing, Read(Ana(Contact, "CEO"), Ana(Lead, "CFO")), Late);
        Assert.Null(settled.Pair.IntoSalesforce);
        Assert.Equal((JournalKind.Raced, "CTO", "CFO", "Title"), settled.Journal.Select(line => (line.Kind, line.Before.Text, line.After.Text, line.Field)).Single());
        Assert.Equal("CTO", settled.Pair.Field("jobtitle").BaseSalesforce.Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // Nobody said that it was stored before somebody wrote another: its source is told as well, which that will be written over.
    public void A_value_that_somebody_wrote_over_before_we_looked_is_told_and_where_no_answer_came_its_source_too(bool acked)
    {
        var both = TitleWrite with { State = acked ? IntentState.Acked : TitleWrite.State, Values = TitleWrite.Values.With("Company", FieldValue.Of("Acme Ltd")), Prior = TitleWrite.Prior.With("Company", FieldValue.Of("Acme")), Cause = TitleWrite.Cause.With("company", FieldValue.Of("Acme Ltd")) };
        var lead = Ana(Lead, "CFO") with { Values = Ana(Lead, "CFO").Values.With("Company", FieldValue.Of("Acme Ltd")) };

        var settled = Settled(Linked.WithIntent(SystemName.Salesforce, both), Read(Ana(Contact, "CEO"), lead), Late);

        Assert.Contains((JournalKind.Raced, Lead, "Title", "CTO", "CFO"), Lines(settled));
        Assert.Contains((JournalKind.Written, Lead, "Company", "Acme", "Acme Ltd"), Lines(settled));
        Assert.Equal(acked ? [] : [(JournalKind.Lost, Contact, "jobtitle", "CEO", "CFO")], Lines(settled).Where(line => line.Kind is not (JournalKind.Raced or JournalKind.Written)));
    }

    private static IEnumerable<(JournalKind Kind, RecordKey Record, string Field, string? Before, string? After)> Lines(Decision.Settle settled) =>
        settled.Journal.Select(line => (line.Kind, line.Record!.Value, line.Field!, line.Before.Text, line.After.Text));

    [Fact]
    public void Of_two_values_the_one_that_shows_has_landed_and_the_other_is_judged_after_the_settle_time()
    {
        var both = TitleWrite with { Values = TitleWrite.Values.With("Company", FieldValue.Of("Acme Ltd")), Prior = TitleWrite.Prior.With("Company", FieldValue.Of("Acme")), Cause = TitleWrite.Cause.With("company", FieldValue.Of("Acme Ltd")) };
        var pair = Linked.WithIntent(SystemName.Salesforce, both);
        var evidence = Read(Ana(Contact, "CEO"), Ana(Lead, "CEO"));
        var waiting = Settled(pair, evidence, Late.AddTicks(-1));
        Assert.Equal((both, Late), (waiting.Pair.IntoSalesforce, waiting.DueAt));
        var settled = Settled(pair, evidence, Late);
        Assert.Equal((null, "CEO", "Acme"), (settled.Pair.IntoSalesforce, settled.Pair.Field("jobtitle").BaseSalesforce.Text, settled.Pair.Field("company").BaseHubSpot.Text));
        Assert.Equal("Title", settled.Journal.Single().Field); // The company is planned again, not taken for refused.
    }

    /// <summary>Found by the simulator (seed 20042501): a request of before came through after it, and it was taken for refused and never sent again.</summary>
    [Fact]
    public void What_the_system_said_is_done_and_does_not_show_is_told_and_sent_again_at_once()
    {
        var acked = Linked.WithIntent(SystemName.Salesforce, TitleWrite with { State = IntentState.Acked });
        var settled = Settled(acked, Read(Ana(Contact, "CEO"), Ana(Lead)));
        Assert.Equal((null, Now), (settled.Pair.IntoSalesforce, settled.DueAt));
        Assert.Equal((JournalKind.Raced, "CEO", "CTO"), settled.Journal.Select(line => (line.Kind, line.Before.Text, line.After.Text)).Single());
        Assert.True(settled.Pair.Field("jobtitle").Refused.IsMissing);
        Assert.Equal("CTO", settled.Pair.Field("jobtitle").BaseHubSpot.Text);
    }

    [Theory]
    [InlineData(LifeState.Deleted)]
    [InlineData(LifeState.Unknown)]
    public void A_write_into_a_record_that_is_gone_ends(LifeState state)
    {
        var settled = Settled(Writing, Read(Ana(Contact, "CEO"), Ana(Lead) with { Life = new Life(state), Values = FieldValues.None }));
        Assert.Equal((null, Now), (settled.Pair.IntoSalesforce, settled.DueAt));
        Assert.Null(Settled(Writing, Read(Ana(Contact, "CEO"), null)).Pair.IntoSalesforce);
        Assert.Null(Settled(Writing with { Salesforce = new Side { Ref = Lead with { Id = "2" } } }, Read(Ana(Contact, "CEO"), Ana(Lead with { Id = "2" }, "CEO"))).Pair.IntoSalesforce);
    }

    [Fact]
    public void A_deletion_is_waited_for_until_the_settle_time_and_wakes_who_waits_on_the_record_once_it_shows()
    {
        var pair = Linked.WithIntent(SystemName.Salesforce, Delete);
        var waiting = Settled(pair, Read(Ana(Contact), Ana(Lead)), Late.AddTicks(-1));
        Assert.Equal((Delete, Late), (waiting.Pair.IntoSalesforce, waiting.DueAt));
        Assert.Null(Settled(pair, Read(Ana(Contact), Ana(Lead)), Late).Pair.IntoSalesforce);
        var gone = Settled(pair, Read(Ana(Contact), Ana(Lead) with { Life = new Life(LifeState.Deleted), Values = FieldValues.None }));
        Assert.Equal((null, Now), (gone.Pair.IntoSalesforce, gone.DueAt));
        Assert.Contains(Lead.ToString(), gone.Wakes);
    }

    [Fact]
    public void A_create_is_looked_for_by_its_key_and_sent_again_only_after_the_settle_time()
    {
        var pair = Alone(Contact).WithIntent(SystemName.Salesforce, Create);
        var evidence = Read(Ana(Contact), null);
        Assert.Equal([new LookUp.ByKey(SystemName.Salesforce)], Assert.IsType<Decision.Look>(Decide(pair, evidence)).What);
        var waiting = Settled(pair, evidence with { ByKey = [] });
        Assert.Equal((Create, Create.NotBefore), (waiting.Pair.IntoSalesforce, waiting.DueAt));
        Assert.Null(Settled(pair, evidence with { ByKey = [] }, Create.NotBefore).Pair.IntoSalesforce);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(1, false)] // Taken into this pair already.
    [InlineData(2, true)]
    public void A_create_that_is_found_is_linked_and_a_half_pair_that_had_it_is_absorbed(int? owner, bool absorbs)
    {
        var pair = Alone(Contact).WithIntent(SystemName.Salesforce, Create);
        var made = new Candidate(Ana(Lead), owner is { } number ? Numbered(number) : null, OwnerIsHalf: owner == 2);
        var settled = Settled(pair, Read(Ana(Contact), null) with { ByKey = [made] });
        Assert.Equal((Lead, null, Now), (settled.Pair.Salesforce.Ref, settled.Pair.IntoSalesforce, settled.DueAt));
        Assert.Equal(absorbs ? [Numbered(2)] : [], settled.Absorbs);
        Assert.Contains(settled.Journal, line => line.Kind == JournalKind.Created);
    }

    [Fact]
    public void A_create_whose_record_went_to_another_whole_pair_yields_to_that_pair_and_is_not_made_again()
    {
        var pair = Alone(Contact).WithIntent(SystemName.Salesforce, Create) with { Attempts = 3 };
        var settled = Settled(pair, Read(Ana(Contact), null) with { ByKey = [new Candidate(Ana(Lead), Numbered(2))] });
        Assert.Equal((null, null, PairStatus.Superseded, Numbered(2)), (settled.Pair.IntoSalesforce, settled.Pair.Salesforce.Ref, settled.Pair.Status, settled.Pair.SupersededBy));
        Assert.Equal([JournalKind.Linked, JournalKind.Held], settled.Journal.Select(line => line.Kind)); // The contact is left over.
    }

    [Fact]
    public void Of_an_asked_write_everything_must_show()
    {
        var (ask, asked) = (Asked(new AskKind.SetFields(SystemName.Salesforce, FieldValues.Of(("Rating", "Hot"), ("Status", "Open")))), FieldValues.Of(("Rating", "Hot"), ("Status", "Open")));
        var pair = Linked.WithIntent(SystemName.Salesforce, TitleWrite with { Values = asked, Prior = FieldValues.Of(("Rating", null), ("Status", "New")), Asks = [ask.Id] });
        Evidence Shows(string? rating, string status) => Read(Ana(Contact), Ana(Lead) with { Values = Ana(Lead).Values.With(FieldValues.Of(("Rating", rating), ("Status", status))) }) with { Asks = [ask] };

        Assert.NotNull(Settled(pair, Shows("Hot", "New"), Late.AddTicks(-1)).Pair.IntoSalesforce);
        Assert.Empty(Settled(pair, Shows("Hot", "New"), Late).AskOutcomes); // Carried out anew.
        var done = Settled(pair, Shows("Hot", "Open"));
        Assert.Equal((null, Now), (done.Pair.IntoSalesforce, done.DueAt));
        Assert.Equal([new AskOutcome(ask.Id, new AskEnd.Done(Lead))], done.AskOutcomes);
        Assert.Equal(["Rating", "Status"], done.Journal.Select(line => line.Field));
        var acked = Settled(pair.WithIntent(SystemName.Salesforce, pair.IntoSalesforce! with { State = IntentState.Acked }), Shows("Hot", "New"));
        Assert.Equal(AskCodes.NotTaken, Assert.IsType<AskEnd.Refused>(acked.AskOutcomes.Single().End).Code);
    }

    /// <summary>Found by the handoff simulator (seed 283): the status that opens a lead anew was sent again over the answer that sales had given to it.</summary>
    [Fact]
    public void What_somebody_typed_over_an_unconfirmed_ask_is_not_asked_away_again()
    {
        var ask = Asked(new AskKind.SetFields(SystemName.Salesforce, FieldValues.Of(("Rating", "Hot"), ("Status", "Open"))));
        var pair = Linked.WithIntent(SystemName.Salesforce, TitleWrite with { Values = FieldValues.Of(("Rating", "Hot"), ("Status", "Open")), Prior = FieldValues.Of(("Rating", null), ("Status", "New")), Asks = [ask.Id] });
        var evidence = Read(Ana(Contact), Ana(Lead) with { Values = Ana(Lead).Values.With(FieldValues.Of(("Rating", "Hot"), ("Status", "Closed"))) }) with { Asks = [ask] };

        Assert.NotNull(Settled(pair, evidence, Late.AddTicks(-1)).Pair.IntoSalesforce); // A slow server may still be at it.
        var settled = Settled(pair, evidence, Late);
        Assert.Equal([new AskOutcome(ask.Id, new AskEnd.Done(Lead))], settled.AskOutcomes);
        Assert.Equal([("Rating", JournalKind.Written, "Hot"), ("Status", JournalKind.Raced, "Closed")], settled.Journal.Select(line => (line.Field!, line.Kind, line.After.Text!)));
    }

    [Fact]
    public void An_activity_is_looked_for_by_its_ask_and_made_again_only_after_the_settle_time()
    {
        var ask = Asked(new AskKind.Activity(SystemName.Salesforce, "Task", FieldValues.Of(("Subject", "Call Ana"))));
        var pair = Linked.WithIntent(SystemName.Salesforce, TitleWrite with { Kind = IntentKind.Activity, Object = "Task", Asks = [ask.Id] });
        var evidence = Read(Ana(Contact), Ana(Lead)) with { Asks = [ask] };
        var task = new RecordKey(SystemName.Salesforce, "Task", "9");

        Assert.Equal([new LookUp.Activity(SystemName.Salesforce, "Task", ask.Id)], Assert.IsType<Decision.Look>(Decide(pair, evidence)).What);
        Assert.NotNull(Settled(pair, evidence with { ActivityFound = [] }, Late.AddTicks(-1)).Pair.IntoSalesforce);
        Assert.Empty(Settled(pair, evidence with { ActivityFound = [] }, Late).AskOutcomes);
        var found = Settled(pair, evidence with { ActivityFound = [task, task with { Id = "8" }] });
        Assert.Equal([new AskOutcome(ask.Id, new AskEnd.Done(task))], found.AskOutcomes);
        Assert.Equal((null, Now, JournalKind.Created, task), (found.Pair.IntoSalesforce, found.DueAt, found.Journal.Single().Kind, found.Journal.Single().Record));
        var known = Settled(pair.WithIntent(SystemName.Salesforce, pair.IntoSalesforce! with { Made = task with { Id = "7" } }), evidence);
        Assert.Equal([new AskOutcome(ask.Id, new AskEnd.Done(task with { Id = "7" }))], known.AskOutcomes);
    }

    private static Ask Asked(AskKind kind) => new() { Id = Numbered(50), PairId = Id, Cause = "handoff 1: accepted", AskedAt = Now, Kind = kind };
}

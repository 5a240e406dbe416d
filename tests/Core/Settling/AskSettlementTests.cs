using System.Collections.Immutable;
using Integration.Core.Asks;
using Integration.Core.Intents;
using Integration.Core.Journals;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Core.Settling;
using static Integration.Core.Tests.Reconciling.Bench;

namespace Integration.Core.Tests.Settling;

public sealed class AskSettlementTests
{
    private static readonly RecordKey Task = new(SystemName.Salesforce, "Task", "9");
    private static readonly ImmutableArray<Ask> Two = [Asked(1, ("Rating", "Hot")), Asked(2, ("Status", "Open")) with { Attempts = 2 }];

    [Fact]
    public void A_write_that_was_stored_ends_its_asks_and_moves_no_base()
    {
        var settled = Ends(new WriteEnd.Done(Lead, Shows("Hot", "Open")), Two);
        Assert.Equal([new AskOutcome(Numbered(1), new AskEnd.Done(Lead)), new AskOutcome(Numbered(2), new AskEnd.Done(Lead))], settled.AskOutcomes);
        Assert.Equal([("Rating", JournalKind.Written, "Warm", "Hot", "ask 1"), ("Status", JournalKind.Written, "New", "Open", "ask 2")], settled.Journal.Select(Line));
        Assert.Equal((null, Linked.Fields, Now), (settled.Pair.IntoSalesforce, settled.Pair.Fields, settled.DueAt));
    }

    [Fact]
    public void A_value_that_was_kept_refuses_its_ask_and_one_stored_in_another_form_does_not()
    {
        var settled = Ends(new WriteEnd.Done(Lead, Shows("Warm", "OPEN")), Two);
        Assert.Equal([("Rating", JournalKind.Refused, "Warm", "Hot", "ask 1"), ("Status", JournalKind.StoredDifferently, "New", "OPEN", "ask 2")], settled.Journal.Select(Line));
        var refused = Assert.IsType<AskEnd.Refused>(settled.AskOutcomes[0].End);
        Assert.Equal((AskCodes.NotTaken, true), (refused.Code, refused.Reason.EndsWith("Rating.")));
        Assert.Equal(new AskEnd.Done(Lead), settled.AskOutcomes[1].End);
    }

    [Fact]
    public void A_field_that_the_answer_does_not_show_was_taken_with_the_rest() =>
        Assert.Equal("Hot", Ends(new WriteEnd.Done(Lead, Ana(Lead)), Two).Journal[0].After.Text);

    [Fact]
    public void What_is_done_and_not_read_back_or_not_answered_stays_open_and_is_looked_at_in_a_second()
    {
        var acked = Ends(new WriteEnd.Done(Lead, null), Two);
        Assert.Equal((IntentState.Acked, Lead, Now.AddSeconds(1)), (acked.Pair.IntoSalesforce!.State, acked.Pair.IntoSalesforce.Made!.Value, acked.DueAt!.Value));
        var unknown = Ends(new WriteEnd.Unknown(), Two);
        Assert.Equal((IntentState.MaySend, Now.AddSeconds(1)), (unknown.Pair.IntoSalesforce!.State, unknown.DueAt!.Value));
        Assert.Empty(acked.AskOutcomes.Concat(unknown.AskOutcomes));
    }

    [Fact]
    public void A_refused_field_ends_its_own_ask_alone()
    {
        var settled = Ends(new WriteEnd.FieldRefused("status", "BAD_VALUE", "restricted picklist", "add the value", null), Two); // As Salesforce spells it.
        var refused = Assert.IsType<AskEnd.Refused>(settled.AskOutcomes.Single().End);
        Assert.Equal((Numbered(2), "BAD_VALUE", "add the value", null, Now), (settled.AskOutcomes.Single().AskId, refused.Code, refused.Mend, settled.Pair.IntoSalesforce, settled.DueAt!.Value));
    }

    [Fact]
    public void Where_nobody_says_whose_fault_it_is_each_goes_alone_from_now_on()
    {
        foreach (var end in (WriteEnd[])[new WriteEnd.RecordRefused("RULE", "a rule", "mend it", null), new WriteEnd.FieldRefused("Other__c", "RULE", "a rule", "mend it", null)])
        {
            Assert.Equal([new AskEnd.Tried(Now), new AskEnd.Tried(Now)], Ends(end, Two).AskOutcomes.Select(outcome => outcome.End));
            Assert.Equal("RULE", Assert.IsType<AskEnd.Refused>(Ends(end, [Two[0]]).AskOutcomes.Single().End).Code);
        }
    }

    [Fact]
    public void What_was_not_applied_is_tried_after_the_wait_that_was_named_or_each_asks_own()
    {
        Assert.Equal([Now.AddSeconds(7), Now.AddSeconds(7)], Tried(Ends(new WriteEnd.NotApplied(TimeSpan.FromSeconds(7)), Two)));
        Assert.Equal([Now.AddSeconds(1), Now.AddSeconds(4)], Tried(Ends(new WriteEnd.NotApplied(null), Two)));
        Assert.Equal([Now.AddSeconds(1), Now.AddSeconds(4)], Tried(Ends(new WriteEnd.Changed(), Two)));
        Assert.Equal((null, Now), (Ends(new WriteEnd.Changed(), Two).Pair.IntoSalesforce, Ends(new WriteEnd.Changed(), Two).DueAt));
    }

    [Fact]
    public void An_activity_is_done_when_it_is_made_or_its_key_is_taken_by_itself()
    {
        foreach (var end in (WriteEnd[])[new WriteEnd.Done(Task, null), new WriteEnd.RecordRefused("DUPLICATE_VALUE", "key", "", Task)])
        {
            var settled = Ends(end, [Call]);
            Assert.Equal([new AskOutcome(Call.Id, new AskEnd.Done(Task))], settled.AskOutcomes);
            Assert.Equal((JournalKind.Created, Task, "ask 3", null), settled.Journal.Select(line => (line.Kind, line.Record!.Value, line.Cause, line.Field)).Single());
        }
        Assert.Equal("BAD", Assert.IsType<AskEnd.Refused>(Ends(new WriteEnd.FieldRefused("Subject", "BAD", "too long", "shorten it", null), [Call]).AskOutcomes.Single().End).Code);
        Assert.Equal("RULE", Assert.IsType<AskEnd.Refused>(Ends(new WriteEnd.RecordRefused("RULE", "a rule", "mend it", null), [Call]).AskOutcomes.Single().End).Code);
    }

    private static Ask Call { get; } = Asked(3) with { Kind = new AskKind.Activity(SystemName.Salesforce, "Task", FieldValues.Of(("Subject", "Call Ana"))) };

    private static Ask Asked(int number, params (string, string?)[] values) =>
        new() { Id = Numbered(number), PairId = Id, Cause = $"ask {number}", AskedAt = Now, Kind = new AskKind.SetFields(SystemName.Salesforce, FieldValues.Of(values)) };

    private static Observation Shows(string rating, string status) => Ana(Lead) with { Values = FieldValues.Of(("Rating", rating), ("Status", status)) };

    private static Decision.Settle Ends(WriteEnd end, ImmutableArray<Ask> asks)
    {
        var fresh = Ana(Lead) with { Values = Ana(Lead).Values.With(FieldValues.Of(("Rating", "Warm"), ("Status", "New"))) };
        var pair = Written(Linked, Read(Ana(Contact), fresh) with { Asks = [.. asks.Select(ask => ask with { Attempts = 0 })] }).Pair;
        return Settle.After(pair, Persons, [(pair.IntoSalesforce!, end)], Limits, Now, asks);
    }

    private static (string?, JournalKind, string?, string?, string) Line(JournalEntry line) => (line.Field, line.Kind, line.Before.Text, line.After.Text, line.Cause);

    private static IEnumerable<DateTimeOffset> Tried(Decision.Settle settled) => settled.AskOutcomes.Select(outcome => Assert.IsType<AskEnd.Tried>(outcome.End).RetryAt);
}

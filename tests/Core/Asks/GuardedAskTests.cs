using Integration.Core.Asks;
using Integration.Core.Intents;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.Settling;
using static Integration.Core.Tests.Reconciling.Bench;

namespace Integration.Core.Tests.Asks;

/// <summary>An ask that names what it replaces: it writes over that and over nothing else.</summary>
public sealed class GuardedAskTests
{
    private static readonly FieldValues Opened = FieldValues.Of(("Reason", null), ("Status", "Open"));
    private static readonly FieldValues Standing = FieldValues.Of(("Reason", "timing"), ("Status", "Closed"));
    private static readonly Ask Guarded = new() { Id = Numbered(1), PairId = Id, Cause = "ask 1", AskedAt = Now, Kind = new AskKind.SetFields(SystemName.Salesforce, Opened) { Only = new AskGuard(Lead, Standing) } };
    private static readonly Ask Other = new() { Id = Numbered(2), PairId = Id, Cause = "ask 2", AskedAt = Now.AddTicks(1), Kind = new AskKind.SetFields(SystemName.Salesforce, FieldValues.Of(("Rating", "Hot"))) };

    /// <summary>Seen long before this cycle with the stamp that it still has.</summary>
    private static readonly Pair Known = Linked.With(SystemName.Salesforce, Linked.Salesforce with { Seen = Read() with { ReadStartedAt = Now.AddHours(-1), ReadEndedAt = Now.AddHours(-1) } });

    [Fact]
    public void It_goes_alone_and_with_the_stamp_of_the_read_it_was_decided_on()
    {
        var intent = Written(Known, Asking(Guarded, Other)).Pair.IntoSalesforce!;

        Assert.Equal([Guarded.Id], intent.Asks);
        Assert.Equal((Opened, Standing, 1_000L), (intent.Values, intent.Prior, intent.UnchangedSince));
        var before = Written(Known, Asking(Other, Guarded)).Pair.IntoSalesforce!;
        Assert.Equal([Other.Id], before.Asks);
        Assert.Null(before.UnchangedSince);
    }

    [Theory]
    [InlineData("Closed", "budget")]
    [InlineData("Working", "timing")]
    [InlineData("Open", "timing")]
    public void What_somebody_set_since_stays_and_the_ask_ends_under_a_name(string status, string? reason)
    {
        var outcome = Assert.Single(Settled(Known, Asking(Read(status, reason), Guarded)).AskOutcomes);
        Assert.Equal((Guarded.Id, AskCodes.Overtaken), (outcome.AskId, Assert.IsType<AskEnd.Refused>(outcome.End).Code));
    }

    [Fact]
    public void A_person_who_has_another_record_by_now_is_left_alone()
    {
        var elsewhere = Guarded with { Kind = new AskKind.SetFields(SystemName.Salesforce, Opened) { Only = new AskGuard(new RecordKey(SystemName.Salesforce, "Lead", "2"), Standing) } };
        Assert.Equal(AskCodes.Overtaken, Assert.IsType<AskEnd.Refused>(Assert.Single(Settled(Known, Asking(elsewhere)).AskOutcomes).End).Code);
    }

    [Fact]
    public void What_stands_there_as_asked_is_done() =>
        Assert.IsType<AskEnd.Done>(Assert.Single(Settled(Known, Asking(Read("Open", null), Guarded)).AskOutcomes).End);

    // Salesforce's stamps are whole seconds: an edit in the second of the stamp, after our read, bears the stamp that we would name.
    [Fact]
    public void A_record_that_may_still_change_within_the_second_of_its_stamp_is_waited_for_and_nothing_else_waits()
    {
        foreach (var fresh in new[] { Read() with { Version = 2_000 }, Read() with { ReadStartedAt = Now.AddHours(-1).AddSeconds(29) }, Read() with { Version = 0 } })
        {
            var settled = Settled(Known, Asking(fresh, Guarded));
            Assert.Empty(settled.AskOutcomes);
            Assert.Equal((null, Now.AddSeconds(30)), (settled.Pair.IntoSalesforce, settled.DueAt));
            Assert.Equal([Other.Id], Written(Known, Asking(fresh, Guarded, Other)).Pair.IntoSalesforce!.Asks);
        }
        Assert.Equal([Guarded.Id], Written(Known, Asking(Read() with { ReadStartedAt = Now.AddHours(-1).AddSeconds(30) }, Guarded)).Pair.IntoSalesforce!.Asks);
    }

    [Fact]
    public void A_write_that_Salesforce_refused_for_a_change_is_looked_at_again_and_journals_nothing()
    {
        var sent = Written(Known, Asking(Guarded)).Pair;
        var settled = Settle.After(sent, Persons, [(sent.IntoSalesforce!, new WriteEnd.NotApplied(null))], Limits, Now, [Guarded]);

        Assert.Equal((null, Now), (settled.Pair.IntoSalesforce, settled.DueAt));
        Assert.IsType<AskEnd.Tried>(Assert.Single(settled.AskOutcomes).End);
        Assert.Empty(settled.Journal);
    }

    private static Observation Read(string status = "Closed", string? reason = "timing") => Ana(Lead) with
    {
        Values = Ana(Lead).Values.With(FieldValues.Of(("Status", status), ("Reason", reason), ("Rating", "Warm"))),
    };

    private static Core.Reconciling.Evidence Asking(params Ask[] asks) => Asking(Read(), asks);

    private static Core.Reconciling.Evidence Asking(Observation fresh, params Ask[] asks) => Reconciling.Bench.Read(Ana(Contact), fresh) with { Asks = [.. asks] };
}

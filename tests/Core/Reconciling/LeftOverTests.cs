using Integration.Core.Journals;
using Integration.Core.Pairs;
using Integration.Core.Records;
using static Integration.Core.Tests.Reconciling.Bench;

namespace Integration.Core.Tests.Reconciling;

/// <summary>The record that is left when its partner went into another pair's: nobody syncs it, so somebody has to be told.</summary>
public sealed class LeftOverTests
{
    [Fact]
    public void The_lead_of_a_contact_that_lost_a_merge_is_named_until_it_is_merged_too()
    {
        var world = new World();
        var (ana, copy) = (world.Add("contacts", ("email", "ana@acme.test")), world.Add("contacts", ("email", "ana@acme.example")));
        world.Settle();
        var (kept, left) = (world.PairOf(ana).Salesforce.Ref!.Value, world.PairOf(copy).Salesforce.Ref!.Value);

        world.Becomes(copy, LifeState.Merged, ana);
        world.Settle();

        var closed = world.PairOf(left);
        Assert.Equal((PairStatus.Superseded, world.PairOf(ana).Id, HoldCodes.LeftOver), (closed.Status, closed.SupersededBy!.Value, closed.Hold!.Code));
        Assert.Contains(left.ToString(), closed.Hold.Reason);
        Assert.Contains(world.Journal, line => line.Kind == JournalKind.Held && line.Rule == HoldCodes.LeftOver && line.Record == left);
        Assert.Equal(2, world.Live("Lead").Count); // Kept, and neither linked nor made anew.

        world.Becomes(left, LifeState.Merged, kept);
        world.Cycle(closed.Id);

        Assert.Equal((PairStatus.Superseded, null), (world.PairOf(left).Status, world.PairOf(left).Hold));
        Assert.Equal("left over no more", world.Journal[^1].Rule);

        // Salesforce takes it out of the recycle bin: named again.
        world.Becomes(left, LifeState.Live);
        world.Cycle(closed.Id);
        Assert.Equal(HoldCodes.LeftOver, world.PairOf(left).Hold!.Code);
    }

    [Theory]
    [InlineData(LifeState.Live, true)]
    [InlineData(LifeState.Unknown, true)] // Nobody shares it with us just now: it may be there (simulator, seed 638).
    [InlineData(LifeState.Deleted, false)]
    [InlineData(LifeState.Gone, false)]
    public void Only_what_may_still_be_there_is_named(LifeState life, bool isNamed)
    {
        var merged = Ana(Contact) with { Life = new Life(LifeState.Merged, Other) };
        var evidence = Read(merged, Ana(Lead) with { Life = new Life(life) }) with { Successor = Ana(Other), SuccessorOwner = Numbered(2) };
        var closed = Settled(Linked, evidence);
        Assert.Equal((PairStatus.Superseded, isNamed, isNamed ? Now + Limits.HoldRetry : null), (closed.Pair.Status, closed.Pair.Hold is not null, closed.DueAt));
    }

    [Fact]
    public void It_is_looked_at_once_a_day_and_stays_named_while_it_is_there()
    {
        var evidence = Read(Ana(Contact) with { Life = new Life(LifeState.Merged, Other) }, Ana(Lead));
        var pair = Settled(Linked, evidence with { Successor = Ana(Other), SuccessorOwner = Numbered(2) }).Pair;
        Assert.Equal(HoldCodes.LeftOver, pair.Hold!.Code);
        var looked = Settled(pair with { Attempts = 3 }, evidence);
        Assert.Equal(0, looked.Pair.Attempts); // A read that failed before would count as work in hand for ever.
        Assert.Equal((HoldCodes.LeftOver, Now + Limits.HoldRetry, Now + Limits.HoldRetry), (looked.Pair.Hold!.Code, looked.Pair.Hold.RetryAt, looked.DueAt));
        Assert.Empty(looked.Journal);
        Assert.Equal(pair.DirtyGeneration, looked.Pair.CleanGeneration);
    }

    private static RecordKey Other { get; } = new(SystemName.HubSpot, "contacts", "2");
}

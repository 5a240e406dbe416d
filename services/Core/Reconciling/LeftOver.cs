using System.Collections.Immutable;
using Integration.Core.Journals;
using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.Core.Reconciling;

/// <summary>A record whose partner went into another pair's record, by a merge or a conversion. It is kept, synced with nobody, and named until somebody merges or deletes it.</summary>
/// <remarks>Never matched by e-mail nor given a new counterpart: a guess here would merge two people (sync-correctness 4.9).</remarks>
internal static class LeftOver
{
    /// <summary>Closes the pair in favour of another, and names the record that it leaves behind.</summary>
    /// <param name="cycle">With the pair as it was.</param>
    /// <param name="to">The pair that goes on.</param>
    /// <param name="rule">Why, for the journal.</param>
    /// <param name="gone">The record that went there; null when it was never part of this pair.</param>
    public static Decision.Settle Close(Cycle cycle, Guid to, string rule, RecordKey? gone)
    {
        var closed = Reconcile.Clean(cycle.Pair, cycle.Mapping) with { Status = PairStatus.Superseded, SupersededBy = to, IntoHubSpot = null, IntoSalesforce = null };
        var left = Of(cycle, gone);
        return Named(cycle, closed, left, [cycle.Line(JournalKind.Linked, rule, gone ?? left)]);
    }

    /// <summary>Looks again at what a closed pair left behind: told that a record ended or came back, or once a day.</summary>
    public static Decision.Settle Look(Cycle cycle)
    {
        var pair = cycle.Pair with { CleanGeneration = cycle.Pair.DirtyGeneration, Attempts = 0 };
        if (Of(cycle, gone: null) is { } left) return Named(cycle, pair, left, []);
        return new Decision.Settle(pair with { Hold = null }) { Journal = pair.Hold is null ? [] : [cycle.Line(JournalKind.Linked, "left over no more", null)] };
    }

    private static Decision.Settle Named(Cycle cycle, Pair closed, RecordKey? left, ImmutableArray<JournalEntry> journal)
    {
        if (left is not { } record) return new Decision.Settle(closed) { Journal = journal };
        var hold = HoldCodes.Hold(HoldCodes.LeftOver, Digest.Of(record.ToString()), $"{record} stays; pair {closed.SupersededBy} goes on with its partner.") with { RetryAt = cycle.Now + cycle.Limits.HoldRetry };
        var isNews = closed.Hold?.CauseHash != hold.CauseHash;
        return new Decision.Settle(closed with { Hold = hold }) { Journal = isNews ? journal.Add(cycle.Line(JournalKind.Held, HoldCodes.LeftOver, record)) : journal, DueAt = hold.RetryAt };
    }

    // Out of sight proves nothing, as ever: it is named, too.
    private static RecordKey? Of(Cycle cycle, RecordKey? gone) => new[] { cycle.Pair.HubSpot.Ref, cycle.Pair.Salesforce.Ref }.FirstOrDefault(key => key is { } record && record != gone
        && cycle.Evidence.Of(record.System) is { } seen && seen.Key == record && seen.Life.State is LifeState.Live or LifeState.Unknown);
}

using System.Collections.Immutable;
using Integration.Core.Handoffs;
using Integration.Core.Recycling;
using Integration.Core.Verdicts;

namespace Integration.Core.Leaks;

/// <summary>Where a person in scope stands for one product. Everybody stands in exactly one of these.</summary>
public enum Standing
{
    /// <summary>Marketing's: not ready, never, or withdrawn.</summary>
    NotReady,
    /// <summary>Sent to sales, not answered.</summary>
    HandedOff,
    /// <summary>Sales has taken the person.</summary>
    Accepted,
    /// <summary>Sales has said no.</summary>
    Rejected,
    /// <summary>Sales has given the person back.</summary>
    Recycled,
    /// <summary>Ready, and the handoff is held.</summary>
    Held,
    /// <summary>The handoff could not be delivered.</summary>
    Failed,
    /// <summary>Won.</summary>
    Won,
    /// <summary>Lost.</summary>
    Lost,
}

/// <summary>How somebody falls through.</summary>
public enum LeakKind
{
    /// <summary>In scope and never asked about.</summary>
    NotJudged,
    /// <summary>Ready, and there is no handoff.</summary>
    ReadyWithoutHandoff,
    /// <summary>Two open handoffs for one product.</summary>
    TwoOpen,
    /// <summary>The verdict says that sales has the person, and there is no open handoff.</summary>
    HandedOffWithoutHandoff,
}

/// <summary>Somebody who stands nowhere, or twice.</summary>
public sealed record Leak(Guid PairId, string Product, LeakKind Kind);

/// <summary>The last verdict of a person, as the ledger keeps it.</summary>
/// <param name="Kind">What was said.</param>
/// <param name="At">When.</param>
public sealed record LastVerdict(VerdictKind Kind, DateTimeOffset At);

/// <summary>Finds where people stand, and who stands nowhere (K9).</summary>
public static class Standings
{
    /// <summary>How long a ready verdict may stand without a handoff, and a person in scope without a verdict, before it is a leak: the time that the loops need.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    /// <summary>Where a person stands for a product, or the leak.</summary>
    /// <param name="pairId">The person.</param>
    /// <param name="product">The product.</param>
    /// <param name="inScopeSince">Since when the person is in scope.</param>
    /// <param name="verdict">The last verdict for the product; null when there is none.</param>
    /// <param name="history">The person's handoffs, of all products.</param>
    /// <param name="now">The moment.</param>
    /// <returns>Exactly one of the two is set.</returns>
    public static (Standing? Standing, Leak? Leak) Of(Guid pairId, string product, DateTimeOffset inScopeSince, LastVerdict? verdict, ImmutableArray<PastHandoff> history, DateTimeOffset now)
    {
        var past = history.Where(one => one.Product == product).ToList();
        var open = past.Where(one => one.IsOpen).ToList();
        if (open.Count > 1) return Leaks(LeakKind.TwoOpen);
        if (open.Count == 1) return (Of(open[0].State), null);
        var last = past.MaxBy(one => one.ClosedAt);
        return verdict switch
        {
            null when now - inScopeSince > Grace => Leaks(LeakKind.NotJudged),
            null => (Standing.NotReady, null),
            { Kind: VerdictKind.Ready } when now - verdict.At > Grace => Leaks(LeakKind.ReadyWithoutHandoff),
            { Kind: VerdictKind.HandedOff } when now - verdict.At > Grace && !(last?.ClosedAt >= verdict.At) => Leaks(LeakKind.HandedOffWithoutHandoff),
            // What was said before the handoff closed says nothing of afterwards, so the end counts until there is a newer word.
            _ when last is not null && (verdict.At <= last.ClosedAt || verdict.Kind is VerdictKind.CoolingDown or VerdictKind.Never) => (Of(last.State), null),
            _ => (Standing.NotReady, null),
        };

        (Standing?, Leak?) Leaks(LeakKind kind) => (null, new Leak(pairId, product, kind));
    }

    /// <summary>Where somebody stands whose handoff is in this state.</summary>
    public static Standing Of(HandoffState state) => state switch
    {
        HandoffState.Held => Standing.Held,
        HandoffState.Sent or HandoffState.Delivered => Standing.HandedOff,
        HandoffState.Accepted or HandoffState.Working or HandoffState.Converted => Standing.Accepted,
        HandoffState.Rejected => Standing.Rejected,
        HandoffState.Recycled => Standing.Recycled,
        HandoffState.Won => Standing.Won,
        HandoffState.Lost => Standing.Lost,
        HandoffState.Failed => Standing.Failed,
        HandoffState.Withdrawn => Standing.NotReady,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "a state without a place would be a leak"),
    };
}

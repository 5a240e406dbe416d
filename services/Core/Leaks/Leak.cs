namespace Integration.Core.Leaks;

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
    /// <summary>Another pair took the person's over, and an open handoff stayed behind.</summary>
    LeftBehind,
    /// <summary>Sent, and nothing is on its way to deliver it.</summary>
    NothingDelivers,
    /// <summary>It waits for sales, and no clock runs.</summary>
    NoClock,
}

/// <summary>Somebody who stands nowhere, or twice, or where nothing drives on.</summary>
/// <param name="PairId">Who.</param>
/// <param name="Product">For which product.</param>
/// <param name="Kind">How.</param>
/// <param name="HandoffId">The handoff concerned; null where there is none.</param>
public sealed record Leak(Guid PairId, string Product, LeakKind Kind, Guid? HandoffId = null);

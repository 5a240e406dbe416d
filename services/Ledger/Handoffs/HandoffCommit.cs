using Integration.Core.Asks;

namespace Integration.Ledger.Handoffs;

/// <summary>What one decision stores, all of it or nothing.</summary>
public sealed record HandoffCommit
{
    /// <summary>The verdict on a claimed pair; ends its lease.</summary>
    public Judged? Judged { get; init; }
    /// <summary>Handoffs opened or advanced.</summary>
    public IReadOnlyList<HandoffSave> Handoffs { get; init; } = [];
    /// <summary>Lines of the event log, in order.</summary>
    public IReadOnlyList<StoredEvent> Events { get; init; } = [];
    /// <summary>Clocks set, moved or, with no due time, cancelled. One that has fired is left as it is.</summary>
    public IReadOnlyList<StoredTimer> Timers { get; init; } = [];
    /// <summary>Claimed clocks that fire with this commit.</summary>
    public IReadOnlyList<TimerFired> Fired { get; init; } = [];
    /// <summary>Rosters whose turn went on, under the version they were read with.</summary>
    public IReadOnlyList<StoredRoster> Rosters { get; init; } = [];
    /// <summary>Claimed requests that this settles or puts off.</summary>
    public IReadOnlyList<RequestAnswer> Answers { get; init; } = [];
    /// <summary>What is to be written outside, put on the pairs as <see cref="Asks.IAskLedger.AskAsync"/> does.</summary>
    public IReadOnlyList<Ask> Asks { get; init; } = [];
    /// <summary>Pairs to be judged again at once, without a change of theirs.</summary>
    public IReadOnlyList<Guid> Wakes { get; init; } = [];
}

/// <summary>A verdict as it is kept.</summary>
/// <param name="PairId">Whose.</param>
/// <param name="Epoch">Of the lease.</param>
/// <param name="Wake">As the lease told it.</param>
/// <param name="Generation">The pair's clean generation that was judged.</param>
/// <param name="Code">The verdict's name, for lists and counts: <c>ready</c>, <c>not-ready</c>.</param>
/// <param name="Verdict">The verdict, JSON.</param>
/// <param name="ReviewAt">When time alone may change it; null never.</param>
public sealed record Judged(Guid PairId, long Epoch, long Wake, long Generation, string Code, string Verdict, DateTimeOffset? ReviewAt);

/// <summary>A handoff's next state.</summary>
/// <param name="Handoff">Under the version it was decided on.</param>
public sealed record HandoffSave(StoredHandoff Handoff)
{
    /// <summary>
    /// Makes the receipt on the chain's head; null when none is due. Pure: it is called inside the transaction, and again when the
    /// transaction is made again.
    /// </summary>
    public Func<ReceiptHead, SealedReceipt>? Seal { get; init; }
}

/// <summary>A claimed timer that fires.</summary>
public readonly record struct TimerFired(string Id, long Epoch);

/// <summary>How a commit ended.</summary>
public enum HandoffResult
{
    /// <summary>Stored.</summary>
    Stored,
    /// <summary>The lease of the verdict, of a timer or of a request is another's by now, or the timer was cancelled or has fired.</summary>
    StaleLease,
    /// <summary>A handoff changed since it was read.</summary>
    StaleHandoff,
    /// <summary>There is another open handoff of that pair and product; <see cref="HandoffOutcome.Other"/> names it.</summary>
    ProductTaken,
    /// <summary>A roster moved on since it was read.</summary>
    StaleRoster,
    /// <summary>The pair is not there, or a new handoff names one that another pair took over.</summary>
    PairGone,
}

/// <summary>The outcome of one commit; anything but stored stored nothing of it, and its work is to be decided anew.</summary>
/// <param name="Result">How it ended.</param>
/// <param name="Other">The handoff that was in the way.</param>
public sealed record HandoffOutcome(HandoffResult Result, Guid? Other = null)
{
    /// <summary>The receipts that were sealed, in the order of the commit's handoffs.</summary>
    public IReadOnlyList<StoredReceipt> Receipts { get; init; } = [];
}

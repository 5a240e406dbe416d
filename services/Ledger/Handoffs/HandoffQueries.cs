using Integration.Core.Pairs;

namespace Integration.Ledger.Handoffs;

/// <summary>Which handoffs, a page at a time.</summary>
/// <param name="After">The last id of the previous page; null starts.</param>
/// <param name="Limit">1 to 1,000.</param>
public sealed record HandoffQuery(Guid? After, int Limit)
{
    /// <summary>Only open or only closed ones; null both.</summary>
    public bool? IsOpen { get; init; }
    /// <summary>Only those in this stage.</summary>
    public string? Stage { get; init; }
    /// <summary>Only those of this owner.</summary>
    public string? Owner { get; init; }
}

/// <summary>Which events, a page at a time.</summary>
/// <param name="After">The last sequence number of the previous page; 0 starts.</param>
/// <param name="Limit">1 to 10,000.</param>
public sealed record EventQuery(long After, int Limit)
{
    /// <summary>Only of this handoff.</summary>
    public Guid? HandoffId { get; init; }
    /// <summary>Only those that happened at or after this.</summary>
    public DateTimeOffset? From { get; init; }
    /// <summary>Only those that happened before this.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>Where one person stands.</summary>
/// <param name="PairId">Who.</param>
/// <param name="Status">Of the pair.</param>
/// <param name="Waits">A cycle finished since the last verdict, or there was none yet.</param>
/// <param name="Code">Name of the last verdict; null before the first.</param>
/// <param name="Verdict">The last verdict, JSON; null before the first.</param>
/// <param name="ReviewAt">When it is looked at again without a change.</param>
public sealed record Standing(Guid PairId, PairStatus Status, bool Waits, string? Code, string? Verdict, DateTimeOffset? ReviewAt);

/// <summary>Numbers of all handoffs at one moment.</summary>
/// <param name="Unjudged">Pairs of the mapping whose last finished cycle was not judged.</param>
/// <param name="ReviewsDue">Pairs of the mapping whose review time has come.</param>
/// <param name="TimersDue">Timers that are due and have not fired.</param>
/// <param name="RequestsOpen">Requests without an answer.</param>
/// <param name="Open">Open handoffs by stage.</param>
/// <param name="Closed">Closed handoffs by stage.</param>
/// <param name="Verdicts">Last verdicts by name.</param>
public sealed record HandoffStatus(
    long Unjudged,
    long ReviewsDue,
    long TimersDue,
    long RequestsOpen,
    IReadOnlyDictionary<string, long> Open,
    IReadOnlyDictionary<string, long> Closed,
    IReadOnlyDictionary<string, long> Verdicts);

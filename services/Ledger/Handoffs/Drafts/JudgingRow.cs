using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.Ledger.Handoffs.Drafts;

/// <summary>What the judge knows of a pair beside the pair itself. A pair that was never claimed has none.</summary>
internal sealed record JudgingRow(Guid PairId)
{
    public long Epoch { get; init; }

    /// <summary>Rises with every wake, as the pair's generation does with every hint: one that comes while it is judged is not lost.</summary>
    public long Wake { get; init; }

    public string? LeaseOwner { get; init; }
    public DateTimeOffset? LeaseUntil { get; init; }
    public DateTimeOffset? ReviewAt { get; init; }
    public string? Code { get; init; }
    public string? Verdict { get; init; }

    public bool IsLeased(DateTimeOffset now) => LeaseUntil > now;

    public JudgingRow Woken(DateTimeOffset now) => this with { Wake = Wake + 1, ReviewAt = ReviewAt < now ? ReviewAt : now };
}

/// <summary>The part of a pair that a commit of handoffs asks for.</summary>
internal sealed record PairStanding(Guid Id, PairStatus Status, long CleanGeneration, long JudgedGeneration);

/// <summary>A timer with its lease.</summary>
internal sealed record TimerRow(StoredTimer Timer)
{
    public long Epoch { get; init; }
    public string? LeaseOwner { get; init; }
    public DateTimeOffset? LeaseUntil { get; init; }

    public bool IsDue(DateTimeOffset now) => Timer.FiredAt is null && Timer.DueAt <= now && !(LeaseUntil > now);
}

/// <summary>A request with its lease.</summary>
internal sealed record RequestRow(HandoffRequest Request)
{
    /// <summary>When it is looked at next; null once answered.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public long Epoch { get; init; }
    public string? LeaseOwner { get; init; }
    public DateTimeOffset? LeaseUntil { get; init; }

    public bool IsDue(DateTimeOffset now) => DueAt <= now && !(LeaseUntil > now);
}

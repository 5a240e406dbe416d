namespace Integration.Core.Kpis;

/// <summary>What one handoff (or inquiry, or deal) is in one figure, before window and view are laid over it.</summary>
/// <param name="At">The moment that puts it into a window.</param>
/// <param name="HandoffId">The handoff; null for an inquiry.</param>
/// <param name="PairId">The person; null once erased.</param>
/// <param name="Version">Version of the Agreement.</param>
/// <param name="Hash">Its content hash.</param>
internal sealed record Reading(DateTimeOffset At, Guid? HandoffId, Guid? PairId, int Version, string Hash)
{
    /// <summary>The person for counting different people, also when the identity is not told.</summary>
    public required Guid Person { get; init; }
    /// <summary>What it adds to the denominator.</summary>
    public decimal Weight { get; init; } = 1;
    /// <summary>What it adds to the numerator when it is hit.</summary>
    public decimal Got { get; init; } = 1;
    /// <summary>From when on it can be counted; null = at once.</summary>
    public DateTimeOffset? MaturesAt { get; init; }
    /// <summary>When the numerator's event happened; null = it did not.</summary>
    public DateTimeOffset? HitAt { get; init; }
    /// <summary>The part it is shown apart as; null for none.</summary>
    public string? Part { get; init; }
    /// <summary>Why it is left out; null = it is not.</summary>
    public string? LeftOut { get; init; }
    /// <summary>How long it took, for a figure that is a time.</summary>
    public Lasted? Lasted { get; init; }

    public static Reading Of(HandoffLog log, DateTimeOffset at) => new(at, log.HandoffId, log.IsErased ? null : log.PairId, log.Version, log.Hash)
    {
        Person = log.PairId,
        // Of two handoffs that became one the other goes on, and the events that count are its own.
        LeftOut = log.IsMerged ? "merged" : null,
    };
}

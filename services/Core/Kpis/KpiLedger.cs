using System.Collections.Immutable;

namespace Integration.Core.Kpis;

/// <summary>What figures are reckoned from: the append-only record, never the present value of a field.</summary>
public sealed record KpiLedger
{
    /// <summary>Every handoff that ever was.</summary>
    public ImmutableArray<HandoffLog> Handoffs { get; init; } = [];
    /// <summary>What the sealed receipts say, by handoff.</summary>
    public ImmutableDictionary<Guid, SealedHandoff> Receipts { get; init; } = ImmutableDictionary<Guid, SealedHandoff>.Empty;
    /// <summary>Everybody in scope with what each did; needed for K1, and for the buyer's view of K6.</summary>
    public ImmutableArray<Inquiry> Inquiries { get; init; } = [];
    /// <summary>How everybody stands now; needed for K9.</summary>
    public KpiSnapshot? Snapshot { get; init; }
}

/// <summary>What a receipt says that figures need.</summary>
/// <param name="HandoffId">The handoff.</param>
/// <param name="PairId">The person's pair when it was sent.</param>
/// <param name="SentAt">When it was sent.</param>
/// <param name="Completeness">Share of the required packet fields that were there, 0 to 1.</param>
/// <param name="IsReady">Whether the verdict was "ready"; else somebody asked.</param>
public sealed record SealedHandoff(Guid HandoffId, Guid PairId, DateTimeOffset SentAt, decimal Completeness, bool IsReady)
{
    /// <summary>Product of the handoff; empty in receipts that do not say it.</summary>
    public string Product { get; init; } = "";
    /// <summary>Name of the first owner; null in receipts that do not say it.</summary>
    public string? Owner { get; init; }
}

/// <summary>A person who let us know.</summary>
/// <param name="PairId">Who.</param>
/// <param name="At">The first response.</param>
public sealed record Inquiry(Guid PairId, DateTimeOffset At)
{
    /// <summary>HubSpot's original source.</summary>
    public string? Source { get; init; }
    /// <summary>The never rule that keeps the person out; null for none.</summary>
    public string? Never { get; init; }
    /// <summary>When the person responded, oldest first.</summary>
    public ImmutableArray<DateTimeOffset> Responses { get; init; } = [];
}

/// <summary>How everybody stands at one moment.</summary>
/// <param name="At">The moment.</param>
/// <param name="OpenHandoffs">Handoffs that are open.</param>
/// <param name="Leaks">People in no state, or in two.</param>
public sealed record KpiSnapshot(DateTimeOffset At, int OpenHandoffs, ImmutableArray<LeakedPerson> Leaks);

/// <summary>Somebody in no state, or in two.</summary>
/// <param name="PairId">Who.</param>
/// <param name="HandoffId">The handoff concerned; null for none.</param>
/// <param name="What">What is wrong.</param>
public sealed record LeakedPerson(Guid PairId, Guid? HandoffId, string What);

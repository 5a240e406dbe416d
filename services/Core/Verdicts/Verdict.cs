using System.Collections.Immutable;
using Integration.Core.Conditions;
using Integration.Core.Scores;

namespace Integration.Core.Verdicts;

/// <summary>What the Agreement says of a person, for one product at one moment.</summary>
public enum VerdictKind
{
    /// <summary>Something is missing; <see cref="Verdict.Missing"/> names it.</summary>
    NotReady,
    /// <summary>To be handed over.</summary>
    Ready,
    /// <summary>A rule forbids it; <see cref="Verdict.Rule"/> names it.</summary>
    Never,
    /// <summary>Sales gave the person back, and it may not return before <see cref="Verdict.Until"/>.</summary>
    CoolingDown,
    /// <summary>The person is with sales for this product; <see cref="Verdict.OpenHandoff"/> is the handoff.</summary>
    HandedOff,
}

/// <summary>The Agreement's answer, with everything that decided it.</summary>
public sealed record Verdict
{
    /// <summary>The person's pair.</summary>
    public required Guid PairId { get; init; }
    /// <summary>The product asked about.</summary>
    public required string Product { get; init; }
    /// <summary>The answer.</summary>
    public required VerdictKind Kind { get; init; }
    /// <summary>When it was given.</summary>
    public required DateTimeOffset At { get; init; }
    /// <summary>Version of the Agreement that gave it.</summary>
    public required int AgreementVersion { get; init; }
    /// <summary>Content hash of that version.</summary>
    public required string AgreementHash { get; init; }
    /// <summary>The rule that forbids: a never rule's name, <c>already won</c>, <c>recycled as …</c>. Set exactly for <see cref="VerdictKind.Never"/>.</summary>
    public string? Rule { get; init; }
    /// <summary>What is missing. Never empty for <see cref="VerdictKind.NotReady"/>, empty for all others.</summary>
    public ImmutableArray<Gap> Missing { get; init; } = [];
    /// <summary>Nurture track for the first gap that has one; null = none.</summary>
    public string? Track { get; init; }
    /// <summary>End of the cool-down. Set exactly for <see cref="VerdictKind.CoolingDown"/>.</summary>
    public DateTimeOffset? Until { get; init; }
    /// <summary>Why sales gave the person back, while it cools down; null when no reason is known.</summary>
    public string? CoolingReason { get; init; }
    /// <summary>The open handoff. Set exactly for <see cref="VerdictKind.HandedOff"/>.</summary>
    public Guid? OpenHandoff { get; init; }
    /// <summary>The score with its parts.</summary>
    public required Score Score { get; init; }
    /// <summary>Name of the persona; <see cref="Agreements.Market.Unclassified"/> when none fits.</summary>
    public required string Persona { get; init; }
    /// <summary>The persona's part in a buying decision; null when unclassified.</summary>
    public string? Role { get; init; }
    /// <summary>What became of the product's definition of ready.</summary>
    public required Trace Qualified { get; init; }
    /// <summary>What became of each never rule, in the Agreement's order.</summary>
    public ImmutableArray<Trace> Never { get; init; } = [];
    /// <summary>One sentence for people, without a full stop. Holds field values: never for logs.</summary>
    public required string Words { get; init; }
    /// <summary>Whether somebody's explicit ask may hand the person over: ready, or not ready and asked for all the same. Never against a never rule or a cool-down.</summary>
    public bool MayBeAsked => Kind is VerdictKind.Ready or VerdictKind.NotReady && !Missing.Any(gap => gap.Kind == GapKind.Unreadable);
    /// <summary>
    /// The earliest moment after <see cref="At"/> at which time alone could make the kind, the rule or what is missing another; null = none.
    /// Never too late; it may be early, and then asking again gives the same kind and a later moment.
    /// </summary>
    public DateTimeOffset? ReviewAt { get; init; }
}

using System.Collections.Immutable;
using Integration.Core.Conditions;
using Integration.Core.Scores;
using Integration.Core.Verdicts;

namespace Integration.Handoff.Judging;

/// <summary>A verdict as the ledger keeps it and the API tells it, for one product.</summary>
public sealed record StoredVerdict
{
    /// <summary>The product.</summary>
    public required string Product { get; init; }
    /// <summary>The answer.</summary>
    public required VerdictKind Kind { get; init; }
    /// <summary>When it was given.</summary>
    public required DateTimeOffset At { get; init; }
    /// <summary>Version of the Agreement.</summary>
    public required int AgreementVersion { get; init; }
    /// <summary>In words; holds field values.</summary>
    public required string Words { get; init; }
    /// <summary>What is missing.</summary>
    public ImmutableArray<Gap> Missing { get; init; } = [];
    /// <summary>The rule that forbids it.</summary>
    public string? Rule { get; init; }
    /// <summary>End of the cool-down.</summary>
    public DateTimeOffset? Until { get; init; }
    /// <summary>Nurture track.</summary>
    public string? Track { get; init; }
    /// <summary>Persona.</summary>
    public required string Persona { get; init; }
    /// <summary>Points for fit.</summary>
    public required decimal Fit { get; init; }
    /// <summary>Points for engagement.</summary>
    public required decimal Engagement { get; init; }
    /// <summary>The score taken apart.</summary>
    public ImmutableArray<ScorePart> Parts { get; init; } = [];

    internal static StoredVerdict Of(Verdict verdict) => new()
    {
        Product = verdict.Product,
        Kind = verdict.Kind,
        At = verdict.At,
        AgreementVersion = verdict.AgreementVersion,
        Words = verdict.Words,
        Missing = verdict.Missing,
        Rule = verdict.Rule,
        Until = verdict.Until,
        Track = verdict.Track,
        Persona = verdict.Persona,
        Fit = verdict.Score.Fit,
        Engagement = verdict.Score.Engagement,
        Parts = verdict.Score.Parts,
    };
}

using System.Collections.Immutable;

namespace Integration.Core.Kpis;

/// <summary>What a figure counts, in words: the reference page and the answers carry these.</summary>
public sealed record KpiDefinition
{
    /// <summary>Its id.</summary>
    public required KpiId Id { get; init; }
    /// <summary>Its name.</summary>
    public required string Name { get; init; }
    /// <summary>What is counted.</summary>
    public required string Numerator { get; init; }
    /// <summary>Of what.</summary>
    public required string Denominator { get; init; }
    /// <summary>Which moment has to lie in the window, and what is waited for.</summary>
    public required string Window { get; init; }
    /// <summary>The views that it has; the first is the default.</summary>
    public required ImmutableArray<KpiView> Views { get; init; }
    /// <summary>What it is told in.</summary>
    public required KpiUnit Unit { get; init; }
    /// <summary>What is decided where the words leave it open.</summary>
    public required ImmutableArray<string> Decided { get; init; }
    /// <summary>Whether it can be asked for one team of sales.</summary>
    public bool HasTeam { get; init; } = true;
    /// <summary>Whether it can be asked for one source of people.</summary>
    public bool HasSource { get; init; } = true;
}

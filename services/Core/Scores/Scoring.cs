using System.Collections.Immutable;
using Integration.Core.Conditions;

namespace Integration.Core.Scores;

/// <summary>How points are given: for who a person is (fit) and for what a person did (engagement). Points may be negative.</summary>
public sealed record Scoring
{
    /// <summary>Most points that one rule may give or take; keeps every sum far from overflow.</summary>
    public const decimal PointsMax = 10_000;

    /// <summary>Rules for who the person is.</summary>
    public ImmutableArray<ScoreRule> Fit { get; init; } = [];
    /// <summary>Rules for what the person did.</summary>
    public ImmutableArray<ScoreRule> Engagement { get; init; } = [];
    /// <summary>Most points for fit; null = no cap. What is over it is stored as a part of its own, negative.</summary>
    public decimal? FitMax { get; init; }
    /// <summary>Most points for engagement; null = no cap.</summary>
    public decimal? EngagementMax { get; init; }
    /// <summary>After this long the points for an event, or since a day, are worth half; null = they keep their worth. At least an hour.</summary>
    public TimeSpan? HalfLife { get; init; }
}

/// <summary>One rule that gives points. Exactly one of the nested kinds.</summary>
/// <param name="Name">Unique within the scoring; a score's part carries it.</param>
/// <param name="Points">Points of one time; within ±<see cref="Scoring.PointsMax"/>.</param>
/// <param name="Cap">Most points of the rule together, in size; null = no cap.</param>
public abstract record ScoreRule(string Name, decimal Points, decimal? Cap)
{
    /// <summary>Points while a condition holds. They do not decay; a condition within a window ends them at once.</summary>
    public sealed record While(string Name, decimal Points, Condition Condition) : ScoreRule(Name, Points, null);

    /// <summary>Points for each event of a kind, decaying with its age.</summary>
    public sealed record ForEach(string Name, decimal Points, decimal? Cap, string Kind, Phrase? About = null) : ScoreRule(Name, Points, Cap);

    /// <summary>Points for each unit of a number that a system counts (page views); blank counts 0, as does what is no number. They do not decay.</summary>
    public sealed record Per(string Name, decimal Points, decimal? Cap, FieldRef Field) : ScoreRule(Name, Points, Cap);

    /// <summary>Points that decay since the day or instant in a field (the last form).</summary>
    public sealed record Since(string Name, decimal Points, FieldRef Field) : ScoreRule(Name, Points, null);
}

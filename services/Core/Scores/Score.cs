using System.Collections.Immutable;
using Integration.Core.Conditions;

namespace Integration.Core.Scores;

/// <summary>One part of a score.</summary>
/// <param name="Rule">The rule's name; <c>fit cap</c> and <c>engagement cap</c> for what a cap took off.</param>
/// <param name="Of">Fit or engagement.</param>
/// <param name="Points">Points with two decimals, rounded half away from zero.</param>
/// <param name="Count">How many events or units were counted; 1 for a condition that holds.</param>
public sealed record ScorePart(string Rule, ScoredPart Of, decimal Points, int Count);

/// <summary>The points of one person at one moment, taken apart. The parts add up to <see cref="Total"/> exactly.</summary>
public sealed record Score
{
    /// <summary>When it was reckoned.</summary>
    public required DateTimeOffset At { get; init; }
    /// <summary>The parts that gave or took points, in the order of the rules, fit first; without those of 0 points.</summary>
    public required ImmutableArray<ScorePart> Parts { get; init; }
    /// <summary>Sum of the parts for fit.</summary>
    public required decimal Fit { get; init; }
    /// <summary>Sum of the parts for engagement.</summary>
    public required decimal Engagement { get; init; }
    /// <summary>Fit and engagement.</summary>
    public decimal Total => Fit + Engagement;

    /// <summary>How the score moves without anything happening.</summary>
    internal ScoreMotion Motion { get; init; } = ScoreMotion.None;

    /// <summary>The points of one part.</summary>
    public decimal Of(ScoredPart part) => part switch { ScoredPart.Fit => Fit, ScoredPart.Engagement => Engagement, _ => Total };

    /// <summary>The earliest moment after now at which time alone could move the part across the threshold; null = none. Never too late; it may be early.</summary>
    internal DateTimeOffset? CrossesAt(ScoredPart part, decimal threshold, DateTimeOffset now) =>
        Motion.CrossesAt(part, Of(part) - threshold, now);
}

/// <summary>How a score moves without anything happening.</summary>
internal sealed record ScoreMotion(Decay? Decay, decimal Falling, decimal Rising, int Rounded, DateTimeOffset? FitChangesAt, DateTimeOffset? EngagementChangesAt)
{
    public static ScoreMotion None { get; } = new(null, 0, 0, 0, null, null);

    public DateTimeOffset? CrossesAt(ScoredPart part, decimal surplus, DateTimeOffset now)
    {
        var at = part switch
        {
            ScoredPart.Fit => FitChangesAt,
            ScoredPart.Engagement => EngagementChangesAt,
            _ => Trace.Earlier(FitChangesAt, EngagementChangesAt),
        };
        if (part == ScoredPart.Fit || Decay is not { } decay) return at;
        // Each rounded part may move by a hundredth more than what it is rounded from.
        var moves = Math.Abs(surplus) - 0.01m * Rounded;
        var steps = Scores.Decay.StepsToLose(surplus >= 0 ? Falling : Rising, Math.Max(moves, 0));
        var none = surplus >= 0 ? Falling == 0 : Rising == 0;
        return none || steps is null ? at : Trace.Earlier(at, decay.After(now, steps.Value));
    }
}

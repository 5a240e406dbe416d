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
/// <param name="Decay">How points fade; null = they keep their worth.</param>
/// <param name="Fit">Of who the person is: a rule for fit may fade as well, such as one since a day.</param>
/// <param name="Engagement">Of what the person did.</param>
internal sealed record ScoreMotion(Decay? Decay, HalfMotion Fit, HalfMotion Engagement)
{
    public static ScoreMotion None { get; } = new(null, default, default);

    public DateTimeOffset? CrossesAt(ScoredPart part, decimal surplus, DateTimeOffset now)
    {
        var motion = part switch { ScoredPart.Fit => Fit, ScoredPart.Engagement => Engagement, _ => Fit.With(Engagement) };
        var fading = surplus >= 0 ? motion.Falling : motion.Rising;
        if (Decay is not { } decay || fading == 0) return motion.ChangesAt;
        // Each rounded part may move by a hundredth more than what it is rounded from.
        var moves = Math.Max(Math.Abs(surplus) - (0.01m * motion.Rounded), 0);
        return Scores.Decay.StepsToLose(fading, moves) is { } steps ? Trace.Earlier(motion.ChangesAt, decay.After(now, steps)) : motion.ChangesAt;
    }
}

/// <summary>How the points of fit or engagement move without anything happening.</summary>
/// <param name="Falling">Points that fade.</param>
/// <param name="Rising">Size of the negative points that fade.</param>
/// <param name="Rounded">How many parts fade, each rounded by itself.</param>
/// <param name="ChangesAt">When a condition or something to come changes it next; null = never.</param>
internal readonly record struct HalfMotion(decimal Falling, decimal Rising, int Rounded, DateTimeOffset? ChangesAt)
{
    public HalfMotion With(HalfMotion other) => new(Falling + other.Falling, Rising + other.Rising, Rounded + other.Rounded, Trace.Earlier(ChangesAt, other.ChangesAt));
}

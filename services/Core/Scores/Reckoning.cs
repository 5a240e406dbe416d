using System.Collections.Immutable;
using Integration.Core.Conditions;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Core.Values;

namespace Integration.Core.Scores;

/// <summary>Reckons a score. Pure: the same subject and moment give the same parts everywhere.</summary>
public static class Reckoning
{
    /// <summary>Units of a counted field beyond this count as this many.</summary>
    public const int UnitsMax = 1_000_000;

    /// <summary>Reckons the score with all its parts.</summary>
    /// <param name="scoring">The rules.</param>
    /// <param name="subject">What is known; its own score is not looked at.</param>
    /// <param name="now">Events later than this do not count yet.</param>
    public static Score Of(Scoring scoring, Subject subject, DateTimeOffset now)
    {
        Decay? decay = scoring.HalfLife is { } time ? new Decay(time) : null;
        var parts = ImmutableArray.CreateBuilder<ScorePart>();
        var (fit, engagement) = (new Half(decay, parts), new Half(decay, parts));
        var fitPoints = fit.Sum(scoring.Fit, ScoredPart.Fit, scoring.FitMax, "fit cap", subject, now);
        var engagementPoints = engagement.Sum(scoring.Engagement, ScoredPart.Engagement, scoring.EngagementMax, "engagement cap", subject, now);
        return new Score
        {
            At = now,
            Parts = parts.ToImmutable(),
            Fit = fitPoints,
            Engagement = engagementPoints,
            Motion = new ScoreMotion(decay, fit.Motion, engagement.Motion),
        };
    }

    /// <summary>Fit or engagement, as far as it has been reckoned.</summary>
    private sealed class Half(Decay? decay, ImmutableArray<ScorePart>.Builder parts)
    {
        /// <summary>How it moves without anything happening.</summary>
        public HalfMotion Motion { get; private set; }

        public decimal Sum(ImmutableArray<ScoreRule> rules, ScoredPart part, decimal? most, string cap, Subject subject, DateTimeOffset now)
        {
            var sum = 0m;
            foreach (var rule in rules)
            {
                var (points, count) = PointsOf(rule, subject, now);
                if (points == 0) continue;
                parts.Add(new ScorePart(rule.Name, part, points, count));
                sum += points;
            }
            if (most is not { } max || sum <= max) return sum;
            parts.Add(new ScorePart(cap, part, max - sum, 1));
            return max;
        }

        private (decimal Points, int Count) PointsOf(ScoreRule rule, Subject subject, DateTimeOffset now)
        {
            switch (rule)
            {
                case ScoreRule.While held:
                    var trace = Evaluation.Of(held.Condition, subject, now);
                    Changes(trace.ChangesAt);
                    return trace.Truth == Truth.Yes ? (Round(rule.Points), 1) : default;
                case ScoreRule.ForEach each:
                    return ForEach(each, subject, now);
                case ScoreRule.Per per:
                    var units = Units(subject[per.Field]);
                    return (Round(Capped(units * rule.Points, rule.Cap)), (int)units);
                case ScoreRule.Since since when At(since.Field, subject[since.Field]) is { } at:
                    if (at <= now) return (Decayed(rule.Points * Worth(at, now), null), 1);
                    Changes(at);
                    return default;
                default:
                    return default;
            }
        }

        private (decimal Points, int Count) ForEach(ScoreRule.ForEach rule, Subject subject, DateTimeOffset now)
        {
            var (worth, count) = (0m, 0);
            foreach (var one in subject.Events)
            {
                if (!string.Equals(one.Kind, rule.Kind, StringComparison.OrdinalIgnoreCase) || (rule.About is { } about && !about.IsIn(one.About))) continue;
                if (one.At > now)
                {
                    Changes(one.At);
                    continue;
                }
                worth += Worth(one.At, now);
                count++;
            }
            return (Decayed(worth * rule.Points, rule.Cap), count);
        }

        private decimal Worth(DateTimeOffset at, DateTimeOffset now) => decay?.Worth(at, now) ?? 1;

        // What can be lost is reckoned before the cap: below the cap's edge the points may fall as fast as the whole does.
        private decimal Decayed(decimal points, decimal? cap)
        {
            Motion = points switch
            {
                > 0 => Motion with { Falling = Motion.Falling + points, Rounded = Motion.Rounded + 1 },
                < 0 => Motion with { Rising = Motion.Rising - points, Rounded = Motion.Rounded + 1 },
                _ => Motion,
            };
            return Round(Capped(points, cap));
        }

        private void Changes(DateTimeOffset? at) => Motion = Motion with { ChangesAt = Trace.Earlier(Motion.ChangesAt, at) };
    }

    private static decimal Round(decimal points) => Math.Round(points, 2, MidpointRounding.AwayFromZero);

    private static decimal Capped(decimal points, decimal? cap) => cap is { } most ? Math.Clamp(points, -most, most) : points;

    private static decimal Units(FieldValue value) =>
        value.Text is { } text && Canonical.Number(text.Trim()) is { } number ? Math.Clamp(Math.Truncate(number), 0, UnitsMax) : 0;

    private static DateTimeOffset? At(FieldRef field, FieldValue value)
    {
        if (value.Text?.Trim() is not { Length: > 0 } text) return null;
        if (field.Type == FieldType.DateTime) return Canonical.Instant(text);
        return Canonical.Day(text) is { } day ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null;
    }
}

using System.Collections.Immutable;

namespace Integration.Core.Kpis;

/// <summary>How long something took: median, p80 and p95 of the Kaplan-Meier curve. Means mislead: one forgotten person moves them.</summary>
public sealed record KpiTimes
{
    /// <summary>Name of the figure's own times among <see cref="KpiFigure.Times"/>.</summary>
    public const string All = "all";

    /// <summary>How many came to it.</summary>
    public required int Reached { get; init; }
    /// <summary>How many had not when they ended, or until now.</summary>
    public required int Censored { get; init; }
    /// <summary>How many were left out since a clock was off.</summary>
    public int Skewed { get; init; }
    /// <summary>Half had come to it by then, in business time; null when fewer than half have.</summary>
    public TimeSpan? Median { get; init; }
    /// <summary>Four of five had; null when they have not.</summary>
    public TimeSpan? P80 { get; init; }
    /// <summary>Nineteen of twenty had; null when they have not.</summary>
    public TimeSpan? P95 { get; init; }
    /// <summary>The median in wall time.</summary>
    public TimeSpan? WallMedian { get; init; }
    /// <summary>How many of all were within the agreed limit; null where none is agreed.</summary>
    public int? Within { get; init; }

    /// <summary>Reckons the curve.</summary>
    internal static KpiTimes Of(IReadOnlyCollection<Lasted> all, int? within = null)
    {
        var known = all.Where(one => !one.Skewed).ToList();
        var business = Curve([.. known.Select(one => (one.Business, one.Censored))]);
        return new KpiTimes
        {
            Reached = known.Count(one => !one.Censored),
            Censored = known.Count(one => one.Censored),
            Skewed = all.Count - known.Count,
            Median = At(business, 0.5m),
            P80 = At(business, 0.2m),
            P95 = At(business, 0.05m),
            WallMedian = At(Curve([.. known.Select(one => (one.Wall, one.Censored))]), 0.5m),
            Within = within,
        };
    }

    /// <summary>The share that has not come to it after each time at which somebody did. Whoever is censored at a time was still at risk then.</summary>
    private static List<(TimeSpan Time, decimal Left)> Curve(List<(TimeSpan Time, bool Censored)> all)
    {
        var curve = new List<(TimeSpan, decimal)>();
        var (atRisk, survival) = (all.Count, 1m);
        foreach (var group in all.GroupBy(one => one.Time).OrderBy(group => group.Key))
        {
            var reached = group.Count(one => !one.Censored);
            if (reached > 0)
            {
                survival = survival * (atRisk - reached) / atRisk;
                curve.Add((group.Key, survival));
            }
            atRisk -= group.Count();
        }
        return curve;
    }

    // A product of many fractions is not exact: half of 300 must be half.
    private static TimeSpan? At(List<(TimeSpan Time, decimal Left)> curve, decimal left)
    {
        foreach (var (time, share) in curve)
            if (share <= left + 1e-12m) return time;
        return null;
    }
}

/// <summary>How long one handoff took.</summary>
/// <param name="Business">In business time; up to its end or now when it is censored.</param>
/// <param name="Wall">The same in wall time.</param>
/// <param name="Censored">It has not come to it.</param>
/// <param name="Skewed">A clock was off.</param>
internal readonly record struct Lasted(TimeSpan Business, TimeSpan Wall, bool Censored, bool Skewed);

using System.Collections.Immutable;
using Integration.Core.Kpis;

namespace Integration.Handoff.Kpis;

/// <summary>Times of a figure in minutes, rounded to hundredths.</summary>
/// <param name="Reached">How many came to it.</param>
/// <param name="Censored">How many had not.</param>
/// <param name="Skewed">How many were left out since a clock was off.</param>
/// <param name="Median">Business minutes; null when fewer than half came to it.</param>
/// <param name="P80">Business minutes of four in five.</param>
/// <param name="P95">Business minutes of nineteen in twenty.</param>
/// <param name="WallMedian">Minutes by the clock on the wall.</param>
/// <param name="Within">How many were within the agreed limit; null where none is.</param>
public sealed record KpiMinutes(int Reached, int Censored, int Skewed, double? Median, double? P80, double? P95, double? WallMedian, int? Within)
{
    internal static KpiMinutes Of(KpiTimes times) =>
        new(times.Reached, times.Censored, times.Skewed, Minutes(times.Median), Minutes(times.P80), Minutes(times.P95), Minutes(times.WallMedian), times.Within);

    internal static double? Minutes(TimeSpan? time) => time is { } known ? Math.Round(known.TotalMinutes, 2) : null;
}

/// <summary>A figure as the API tells it.</summary>
public sealed record KpiAnswer
{
    /// <summary>Which: <c>K3a</c>.</summary>
    public required string Id { get; init; }
    /// <summary>Its name.</summary>
    public required string Name { get; init; }
    /// <summary>Which view.</summary>
    public required KpiView View { get; init; }
    /// <summary>Start of the window.</summary>
    public required DateTimeOffset From { get; init; }
    /// <summary>End of the window, outside of it.</summary>
    public required DateTimeOffset To { get; init; }
    /// <summary>As it is to be read.</summary>
    public required string Shown { get; init; }
    /// <summary>What is counted.</summary>
    public required decimal Numerator { get; init; }
    /// <summary>Of what.</summary>
    public required decimal Denominator { get; init; }
    /// <summary>One by the other, of a share with a denominator; rounded to six digits.</summary>
    public decimal? Share { get; init; }
    /// <summary>The definition in words.</summary>
    public required string Counts { get; init; }
    /// <summary>Whether the denominator is large enough to compare.</summary>
    public required bool IsRated { get; init; }
    /// <summary>Whether nothing is too young.</summary>
    public required bool IsMature { get; init; }
    /// <summary>How many are too young.</summary>
    public required int StillOpen { get; init; }
    /// <summary>Different persons.</summary>
    public required int People { get; init; }
    /// <summary>Shown apart.</summary>
    public required ImmutableSortedDictionary<string, int> Parts { get; init; }
    /// <summary>Left out, by why.</summary>
    public required ImmutableSortedDictionary<string, int> LeftOut { get; init; }
    /// <summary>Times by name.</summary>
    public required ImmutableSortedDictionary<string, KpiMinutes> Times { get; init; }
    /// <summary>Whether the definition changed within the window.</summary>
    public required bool HasBreak { get; init; }
    /// <summary>By version of the Agreement.</summary>
    public required ImmutableArray<KpiVersion> Versions { get; init; }
    /// <summary>By day; K30 alone.</summary>
    public required ImmutableArray<ParityDay> Days { get; init; }
    /// <summary>Where the list behind it is.</summary>
    public required string Records { get; init; }

    /// <summary>Tells a figure.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="records">Address of its list.</param>
    public static KpiAnswer Of(KpiFigure figure, string records)
    {
        var definition = KpiTable.Of(figure.Id);
        return new KpiAnswer
        {
            Id = figure.Id.ToString(),
            Name = definition.Name,
            View = figure.View,
            From = figure.From,
            To = figure.To,
            Shown = figure.Shown,
            Numerator = figure.Numerator,
            Denominator = figure.Denominator,
            Share = definition.Unit == KpiUnit.Share && figure.Share is { } share ? Math.Round(share, 6) : null,
            Counts = $"{definition.Numerator} by {definition.Denominator}",
            IsRated = figure.IsRated,
            IsMature = figure.IsMature,
            StillOpen = figure.StillOpen,
            People = figure.People,
            Parts = figure.Parts,
            LeftOut = figure.LeftOut,
            Times = figure.Times.ToImmutableSortedDictionary(entry => entry.Key, entry => KpiMinutes.Of(entry.Value), StringComparer.Ordinal),
            HasBreak = figure.HasBreak,
            Versions = figure.Versions,
            Days = figure.Days,
            Records = records,
        };
    }
}

/// <summary>Figures, all from one reading of the log.</summary>
public sealed record KpiPage(IReadOnlyList<KpiAnswer> Figures);

/// <summary>A page of the list behind a figure.</summary>
/// <param name="Id">The figure.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Items">By time.</param>
/// <param name="Next">Give this as <c>after</c> for the next page; null on the last.</param>
public sealed record KpiRecordPage(string Id, int Total, IReadOnlyList<KpiRecordLine> Items, int? Next);

/// <summary>A line of that list.</summary>
/// <param name="At">What puts it into the window.</param>
/// <param name="HandoffId">The handoff; null for an inquiry.</param>
/// <param name="PairId">The person; null once erased.</param>
/// <param name="Place">Where it was counted.</param>
/// <param name="Part">Which part, or why it was left out.</param>
/// <param name="Minutes">Business minutes it took or lasted.</param>
public sealed record KpiRecordLine(DateTimeOffset At, Guid? HandoffId, Guid? PairId, KpiPlace Place, string? Part, double? Minutes)
{
    internal static KpiRecordLine Of(KpiRecord record) => new(record.At, record.HandoffId, record.PairId, record.Place, record.Part, KpiMinutes.Minutes(record.Time));
}

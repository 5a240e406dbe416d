using System.Collections.Immutable;
using System.Globalization;

namespace Integration.Core.Kpis;

/// <summary>A figure with all that is behind it.</summary>
public sealed record KpiFigure
{
    /// <summary>Below this a share is told as a fraction and not coloured: one handoff more would move it by five points.</summary>
    public const int RatedFrom = 20;

    /// <summary>Which figure.</summary>
    public required KpiId Id { get; init; }
    /// <summary>Which view.</summary>
    public required KpiView View { get; init; }
    /// <summary>Start of the window.</summary>
    public required DateTimeOffset From { get; init; }
    /// <summary>End of the window, outside of it.</summary>
    public required DateTimeOffset To { get; init; }
    /// <summary>What is counted.</summary>
    public required decimal Numerator { get; init; }
    /// <summary>Of what.</summary>
    public required decimal Denominator { get; init; }
    /// <summary>Different persons in the denominator; one person can have several handoffs.</summary>
    public int People { get; init; }
    /// <summary>Members of the window that are too young to be counted.</summary>
    public int StillOpen { get; init; }
    /// <summary>Whether nothing in the window is too young: only then it belongs into averages.</summary>
    public bool IsMature => StillOpen == 0;
    /// <summary>Parts that are shown apart, by name.</summary>
    public ImmutableSortedDictionary<string, int> Parts { get; init; } = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);
    /// <summary>What was left out, by why.</summary>
    public ImmutableSortedDictionary<string, int> LeftOut { get; init; } = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);
    /// <summary>Times, by name: <c>all</c> is the figure itself. Empty for a figure that is no time.</summary>
    public ImmutableSortedDictionary<string, KpiTimes> Times { get; init; } = ImmutableSortedDictionary.Create<string, KpiTimes>(StringComparer.Ordinal);
    /// <summary>The same by version of the Agreement, lowest first. More than one: the definition changed within the window, and a line is drawn.</summary>
    public ImmutableArray<KpiVersion> Versions { get; init; } = [];
    /// <summary>By day of sending; K30 alone.</summary>
    public ImmutableArray<ParityDay> Days { get; init; } = [];
    /// <summary>Everything that was counted or left out, by when and handoff.</summary>
    public ImmutableArray<KpiRecord> Records { get; init; } = [];

    /// <summary>Numerator by denominator; null without a denominator.</summary>
    public decimal? Share => Denominator == 0 ? null : Numerator / Denominator;
    /// <summary>Whether the share rests on enough to be coloured and compared.</summary>
    public bool IsRated => Denominator >= RatedFrom;
    /// <summary>Whether the definition changed within the window.</summary>
    public bool HasBreak => Versions.Length > 1;

    /// <summary>As it is to be read: <c>84.2 %</c>, <c>17 of 19</c>, <c>no data</c>, <c>95 min</c>.</summary>
    public string Shown => KpiTable.Of(Id).Unit switch
    {
        KpiUnit.Share => Denominator == 0 ? "no data" : IsRated ? string.Create(CultureInfo.InvariantCulture, $"{Share * 100:0.0} %") : $"{Number(Numerator)} of {Number(Denominator)}",
        KpiUnit.Minutes => Median is { } minutes ? string.Create(CultureInfo.InvariantCulture, $"{minutes.TotalMinutes:0.#} min") : Untold,
        KpiUnit.Hours => Median is { } hours ? string.Create(CultureInfo.InvariantCulture, $"{hours.TotalHours:0.#} h") : Untold,
        _ => Id == KpiId.K30 && Denominator == 0 ? "no data" : Number(Numerator),
    };

    private TimeSpan? Median => Times.GetValueOrDefault(KpiTimes.All)?.Median;

    // More than half have not come to it: the median lies beyond what is known, and that is no missing data.
    private string Untold => Times.GetValueOrDefault(KpiTimes.All) is { Censored: > 0 } ? "not reached" : "no data";

    private static string Number(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>A part of a figure that was counted under one version of the Agreement.</summary>
/// <param name="Version">The version.</param>
/// <param name="Hash">Its content hash.</param>
/// <param name="Numerator">What is counted.</param>
/// <param name="Denominator">Of what.</param>
/// <param name="Qualified">The version's own definition of a person who is ready, by product; empty when the version cannot be read.</param>
public sealed record KpiVersion(int Version, string Hash, decimal Numerator, decimal Denominator, ImmutableSortedDictionary<string, string> Qualified);

/// <summary>What became of a member of a figure's window.</summary>
public enum KpiPlace
{
    /// <summary>In denominator and numerator.</summary>
    Counted,
    /// <summary>In the denominator alone.</summary>
    Missed,
    /// <summary>Too young.</summary>
    StillOpen,
    /// <summary>Left out.</summary>
    LeftOut,
}

/// <summary>One line of the list behind a figure.</summary>
/// <param name="At">The moment that puts it into the window.</param>
/// <param name="HandoffId">The handoff; null for an inquiry.</param>
/// <param name="PairId">The person; null once erased.</param>
/// <param name="Place">Where it was counted.</param>
/// <param name="Part">Which part of the figure, or why it was left out; null for none.</param>
/// <param name="Time">Business time that it took, or had lasted when it was censored; null for a figure that is no time.</param>
public sealed record KpiRecord(DateTimeOffset At, Guid? HandoffId, Guid? PairId, KpiPlace Place, string? Part, TimeSpan? Time);

using System.Collections.Immutable;

namespace Integration.Core.Calendars;

/// <summary>Hours of one weekday, by the wall clock.</summary>
/// <param name="Day">The weekday.</param>
/// <param name="From">Since midnight; 0 to below 24 hours.</param>
/// <param name="To">Since midnight; above <paramref name="From"/>, at most 24 hours. A shift over midnight is two of these.</param>
public readonly record struct OpenHours(DayOfWeek Day, TimeSpan From, TimeSpan To);

/// <summary>A time in which somebody does not work, whatever the hours say: from the first instant up to and without the second.</summary>
public readonly record struct Absence(DateTimeOffset From, DateTimeOffset To);

/// <summary>When a team works, by the wall clock of its zone.</summary>
/// <remarks>
/// An instant is business time exactly when the zone's wall clock then shows open hours on a day that is no holiday. So an hour that
/// the clock skips in spring is not worked, and one that it shows twice in autumn is worked twice (ADR 0013).
/// </remarks>
public sealed record Calendar
{
    /// <summary>Unique among calendars: <c>emea</c>.</summary>
    public required string Name { get; init; }
    /// <summary>The zone whose wall clock counts.</summary>
    public required TimeZoneInfo Zone { get; init; }
    /// <summary>The hours of a week, in any order, not overlapping.</summary>
    public required ImmutableArray<OpenHours> Hours { get; init; }
    /// <summary>Days without business time, by the zone's date.</summary>
    public ImmutableSortedSet<DateOnly> Holidays { get; init; } = [];

    /// <summary>What is wrong with it, each as one sentence with its mend; empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (Hours.IsEmpty) yield return $"The calendar '{Name}' has no working hours, so no clock of it would ever run; give it at least one day.";
        foreach (var hours in Hours)
            if (hours.From < TimeSpan.Zero || hours.To > TimeSpan.FromDays(1) || hours.From >= hours.To)
                yield return $"The calendar '{Name}' works on {hours.Day} from {hours.From} to {hours.To}; write two times of one day, the earlier first, and a shift over midnight as two.";
        foreach (var day in Hours.GroupBy(hours => hours.Day))
        {
            TimeSpan? end = null;
            foreach (var hours in day.OrderBy(hours => hours.From))
            {
                if (hours.From < end) yield return $"The calendar '{Name}' has hours on {day.Key} that overlap; join them.";
                end = hours.To;
            }
        }
    }
}

using System.Collections.Immutable;

namespace Integration.Core.Calendars;

/// <summary>Reckons in the business time of one calendar, with or without somebody's absences taken off.</summary>
/// <param name="Calendar">One without <see cref="Calendar.Problems"/>.</param>
/// <param name="Absences">In any order, overlapping or not; empty = always there.</param>
public sealed record BusinessTime(Calendar Calendar, ImmutableArray<Absence> Absences)
{
    /// <summary>How far ahead is looked for business time.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(1_100);

    /// <summary>The calendar without absences.</summary>
    public BusinessTime(Calendar calendar) : this(calendar, [])
    {
    }

    /// <summary>When a duration that starts now has passed.</summary>
    /// <param name="start">Any instant; outside the hours the clock starts with the next opening.</param>
    /// <param name="duration">Hours: the earliest instant by which that much business time has passed. Days: the close of the n-th business day after the start's day.</param>
    /// <returns>UTC; null when there is too little business time within <see cref="Horizon"/>.</returns>
    public DateTimeOffset? Add(DateTimeOffset start, BusinessDuration duration) =>
        duration.Days > 0 ? AddDays(start, duration.Days) : AddHours(start, duration.Hours);

    /// <summary>As <see cref="Add"/>; where there is no business time, in wall time (a day for a day), so that a clock always ends.</summary>
    public DateTimeOffset AddOrWall(DateTimeOffset start, BusinessDuration duration) =>
        Add(start, duration) ?? (start + (duration.Days > 0 ? TimeSpan.FromDays(duration.Days) : duration.Hours)).ToUniversalTime();

    /// <summary>Business time from one instant up to another; zero when the second is not later.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to)
    {
        var sum = TimeSpan.Zero;
        foreach (var span in OpenSpans.From(Calendar, Absences, from, to)) sum += span.To - span.From;
        return sum;
    }

    /// <summary>Days with business time after the day of <paramref name="from"/>, up to and with the day of <paramref name="to"/>; by the zone's dates.</summary>
    public int DaysBetween(DateTimeOffset from, DateTimeOffset to)
    {
        var (startDay, endDay) = (DayOf(from), DayOf(to));
        if (endDay <= startDay) return 0;
        return OpenSpans.From(Calendar, Absences, from, to.AddDays(2)).Select(span => span.Day).Where(day => day > startDay && day <= endDay).Distinct().Count();
    }

    /// <summary>Whether the instant is business time.</summary>
    public bool IsOpen(DateTimeOffset at) => OpenSpans.From(Calendar, Absences, at, at.AddTicks(1)).Any();

    /// <summary>The instant itself when it is business time, else the next opening; null when none comes within <see cref="Horizon"/>.</summary>
    public DateTimeOffset? NextOpen(DateTimeOffset at)
    {
        foreach (var span in OpenSpans.From(Calendar, Absences, at, at + Horizon)) return span.From;
        return null;
    }

    private DateTimeOffset? AddHours(DateTimeOffset start, TimeSpan left)
    {
        if (left == TimeSpan.Zero) return start.ToUniversalTime();
        foreach (var span in OpenSpans.From(Calendar, Absences, start, start + Horizon))
        {
            var length = span.To - span.From;
            if (length >= left) return span.From + left;
            left -= length;
        }
        return null;
    }

    private DateTimeOffset? AddDays(DateTimeOffset start, int days)
    {
        var first = DayOf(start);
        var day = first;
        DateTimeOffset? close = null;
        var passed = 0;
        foreach (var span in OpenSpans.From(Calendar, Absences, start, start + Horizon))
        {
            if (span.Day != day && span.Day > first)
            {
                if (passed == days) return close;
                passed++;
                day = span.Day;
            }
            close = span.To;
        }
        return passed == days ? close : null;
    }

    private DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Calendar.Zone).DateTime);
}

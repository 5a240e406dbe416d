using System.Collections.Immutable;
using Integration.Core.Calendars;

namespace Integration.Core.Tests.Calendars;

/// <summary>The slow way to know business time: it looks at the wall clock of every single minute. It shares nothing with the product but the calendar's words.</summary>
internal sealed class MinuteCounter
{
    private readonly DateTimeOffset start;
    private readonly bool[] open;
    private readonly DateOnly[] days;

    public MinuteCounter(Calendar calendar, ImmutableArray<Absence> absences, DateTimeOffset start, int minutes)
    {
        this.start = start;
        open = new bool[minutes];
        days = new DateOnly[minutes];
        for (var minute = 0; minute < minutes; minute++)
        {
            var at = start.AddMinutes(minute);
            var wall = TimeZoneInfo.ConvertTime(at, calendar.Zone).DateTime;
            days[minute] = DateOnly.FromDateTime(wall);
            open[minute] = !calendar.Holidays.Contains(days[minute])
                && calendar.Hours.Any(hours => hours.Day == wall.DayOfWeek && wall.TimeOfDay >= hours.From && wall.TimeOfDay < hours.To)
                && !absences.Any(absence => at >= absence.From && at < absence.To);
        }
    }

    public TimeSpan Between(int from, int to)
    {
        var count = 0;
        for (var minute = from; minute < to; minute++)
            if (open[minute]) count++;
        return TimeSpan.FromMinutes(count);
    }

    /// <summary>The end of the minute with which so many open minutes have passed; null when the minutes run out.</summary>
    public DateTimeOffset? Add(int from, int openMinutes)
    {
        if (openMinutes == 0) return start.AddMinutes(from);
        for (var minute = from; minute < open.Length; minute++)
            if (open[minute] && --openMinutes == 0) return start.AddMinutes(minute + 1);
        return null;
    }

    public int DaysBetween(int from, int to) =>
        Enumerable.Range(0, open.Length).Where(minute => open[minute] && minute >= from && days[minute] > days[from] && days[minute] <= days[to]).Select(minute => days[minute]).Distinct().Count();

    /// <summary>The end of the last open minute of the n-th open day after the day of the start; null when the minutes run out.</summary>
    public DateTimeOffset? AddDays(int from, int count)
    {
        var after = Enumerable.Range(from, open.Length - from).Where(minute => open[minute] && days[minute] > days[from]).GroupBy(minute => days[minute]).Take(count).ToList();
        return after.Count < count ? null : start.AddMinutes(after[^1].Max() + 1);
    }
}

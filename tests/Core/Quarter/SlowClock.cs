using Integration.Core.Calendars;

namespace Integration.Core.Tests.Quarter;

/// <summary>Business time by looking at the wall clock of every single minute; shares nothing with the product but the calendar's words.</summary>
internal sealed class SlowClock
{
    private readonly bool[] open;
    private readonly int[] day;

    public SlowClock(Calendar calendar, DateTimeOffset start, int minutes)
    {
        (open, day) = (new bool[minutes], new int[minutes]);
        for (var minute = 0; minute < minutes; minute++)
        {
            var wall = TimeZoneInfo.ConvertTime(start.AddMinutes(minute), calendar.Zone).DateTime;
            day[minute] = DateOnly.FromDateTime(wall).DayNumber;
            open[minute] = !calendar.Holidays.Contains(DateOnly.FromDateTime(wall)) && calendar.Hours.Any(hours => hours.Day == wall.DayOfWeek && wall.TimeOfDay >= hours.From && wall.TimeOfDay < hours.To);
        }
    }

    private SlowClock(bool[] open, int[] day) => (this.open, this.day) = (open, day);

    /// <summary>The same clock, which stands still for a while.</summary>
    public SlowClock Without(int from, int to)
    {
        var less = (bool[])open.Clone();
        Array.Clear(less, from, to - from);
        return new SlowClock(less, day);
    }

    public int Minutes(int from, int to)
    {
        var count = 0;
        for (var minute = from; minute < to; minute++)
            if (open[minute]) count++;
        return count;
    }

    public int AfterMinutes(int from, int count)
    {
        while (true)
            if (open[from++] && --count == 0) return from;
    }

    /// <summary>The end of the last open minute of the n-th open day after the day of the start.</summary>
    public int AfterDays(int from, int count)
    {
        var (seen, current, last) = (0, day[from], from);
        for (var minute = from; ; minute++)
        {
            if (!open[minute] || day[minute] == day[from]) continue;
            if (day[minute] != current)
            {
                if (seen == count) return last;
                (seen, current) = (seen + 1, day[minute]);
            }
            last = minute + 1;
        }
    }
}

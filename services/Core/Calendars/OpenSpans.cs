using System.Collections.Immutable;

namespace Integration.Core.Calendars;

/// <summary>A stretch of business time, of one wall-clock day.</summary>
internal readonly record struct OpenSpan(DateTimeOffset From, DateTimeOffset To, DateOnly Day);

/// <summary>Lays a calendar's hours onto the axis of instants.</summary>
internal static class OpenSpans
{
    /// <summary>The stretches from an instant on, in order, without absences, up to a limit.</summary>
    public static IEnumerable<OpenSpan> From(Calendar calendar, ImmutableArray<Absence> absences, DateTimeOffset start, DateTimeOffset end)
    {
        foreach (var segment in Segments(calendar.Zone, start.ToUniversalTime(), end.ToUniversalTime()))
            foreach (var span in Open(calendar, segment))
                foreach (var present in Without(absences, span)) yield return present;
    }

    // Stretches of at most a day in which the zone's offset does not change, so that wall clock and instant differ by a constant.
    private static IEnumerable<(DateTimeOffset From, DateTimeOffset To, TimeSpan Offset)> Segments(TimeZoneInfo zone, DateTimeOffset start, DateTimeOffset end)
    {
        for (var from = start; from < end;)
        {
            var to = end - from > TimeSpan.FromDays(1) ? from.AddDays(1) : end;
            var offset = zone.GetUtcOffset(from);
            if (zone.GetUtcOffset(to.AddTicks(-1)) != offset) to = ChangeAfter(zone, from, to, offset);
            yield return (from, to, offset);
            from = to;
        }
    }

    private static DateTimeOffset ChangeAfter(TimeZoneInfo zone, DateTimeOffset from, DateTimeOffset to, TimeSpan offset)
    {
        var (same, other) = (from.UtcTicks, to.UtcTicks - 1);
        while (other - same > 1)
        {
            var middle = same + (other - same) / 2;
            if (zone.GetUtcOffset(new DateTimeOffset(middle, TimeSpan.Zero)) == offset) same = middle;
            else other = middle;
        }
        return new DateTimeOffset(other, TimeSpan.Zero);
    }

    private static IEnumerable<OpenSpan> Open(Calendar calendar, (DateTimeOffset From, DateTimeOffset To, TimeSpan Offset) segment)
    {
        var first = DateOnly.FromDateTime((segment.From + segment.Offset).DateTime);
        var last = DateOnly.FromDateTime((segment.To.AddTicks(-1) + segment.Offset).DateTime);
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            if (calendar.Holidays.Contains(day)) continue;
            var midnight = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) - segment.Offset;
            foreach (var hours in calendar.Hours.Where(hours => hours.Day == day.DayOfWeek).OrderBy(hours => hours.From))
            {
                var (from, to) = (Later(midnight + hours.From, segment.From), Earlier(midnight + hours.To, segment.To));
                if (from < to) yield return new OpenSpan(from, to, day);
            }
        }
    }

    private static IEnumerable<OpenSpan> Without(ImmutableArray<Absence> absences, OpenSpan span)
    {
        var from = span.From;
        foreach (var absence in absences.Where(absence => absence.From < span.To && absence.To > span.From).OrderBy(absence => absence.From))
        {
            if (absence.From > from) yield return span with { From = from, To = absence.From.ToUniversalTime() };
            from = Later(from, absence.To.ToUniversalTime());
        }
        if (from < span.To) yield return span with { From = from };
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}

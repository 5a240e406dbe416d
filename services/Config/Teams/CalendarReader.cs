using System.Collections.Immutable;
using System.Globalization;
using Integration.Config.Diagnostics;
using Integration.Config.Yaml;
using Integration.Core.Calendars;
using Calendar = Integration.Core.Calendars.Calendar;

namespace Integration.Config.Teams;

/// <summary>Reads a calendar: <c>{ zone: Europe/Berlin, hours: { mon-fri: 9:00-17:30 }, holidays: [2026-12-25] }</c>.</summary>
internal static class CalendarReader
{
    private const string HoursForm = "write `mon-fri: 9:00-17:30`, or a list of such times";
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <summary>The calendar; null when, reported, it cannot be used.</summary>
    public static Calendar? Read(YamlText name, YamlNode node, Findings findings)
    {
        if (node is not YamlMap map)
        {
            findings.Report(DiagnosticCodes.WrongShape, node, $"a calendar is a set of keys, not {node.Shape}", "write `{ zone: Europe/Berlin, hours: { mon-fri: 9:00-17:30 } }`");
            return null;
        }
        var errorsBefore = findings.ErrorCount;
        var keys = new KeyReader(map, findings, "a calendar");
        var zone = keys.RequiredText("zone", "add `zone: Europe/Berlin`") is { } text ? Zone(text, findings) : null;
        if (!keys.Has("hours")) keys.Missing("hours", HoursForm);
        var hours = keys.Map("hours") is { } week ? Hours(week, findings) : [];
        var holidays = keys.Texts("holidays").Select(day => Day(day, findings)).OfType<DateOnly>().ToImmutableSortedSet();
        keys.Finish();
        if (zone is null || findings.ErrorCount > errorsBefore) return null;
        var calendar = new Calendar { Name = name.Value, Zone = zone, Hours = hours, Holidays = holidays };
        foreach (var problem in calendar.Problems()) findings.Report(DiagnosticCodes.TeamCalendar, name, problem.TrimEnd('.'), HoursForm);
        return findings.ErrorCount > errorsBefore ? null : calendar;
    }

    /// <summary>A day written <c>2026-12-25</c>; null when, reported, it is none.</summary>
    public static DateOnly? Day(YamlText text, Findings findings)
    {
        if (DateOnly.TryParseExact(text.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        findings.Report(DiagnosticCodes.TeamCalendar, text, $"{Quote.Of(text.Value)} is no day", "write it as 2026-12-25");
        return null;
    }

    private static TimeZoneInfo? Zone(YamlText text, Findings findings)
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById(text.Value, out var zone)) return zone;
        var known = TimeZoneInfo.GetSystemTimeZones().Select(each => each.Id);
        findings.Report(DiagnosticCodes.TeamCalendar, text, $"there is no time zone {Quote.Of(text.Value)} on this machine", NearName.Mend(text.Value, known, "use an IANA name such as Europe/Berlin; on a bare container install the time zone data"));
        return null;
    }

    private static ImmutableArray<OpenHours> Hours(YamlMap week, Findings findings)
    {
        var hours = ImmutableArray.CreateBuilder<OpenHours>();
        foreach (var (days, value) in week.Entries)
        {
            var times = value is YamlList list ? list.Items : [value];
            foreach (var day in DaysOf(days, findings))
                foreach (var time in times)
                    if (time is YamlText text && Times(text.Value) is var (from, to)) hours.Add(new OpenHours(day, from, to));
            foreach (var wrong in times.Where(time => time is not YamlText text || Times(text.Value) is null))
                findings.Report(DiagnosticCodes.TeamCalendar, wrong, wrong is YamlText text ? $"{Quote.Of(text.Value)} is no time of a day" : $"{Quote.Of(days.Value)} takes times, not {wrong.Shape}", HoursForm);
        }
        return hours.ToImmutable();
    }

    private static IEnumerable<DayOfWeek> DaysOf(YamlText text, Findings findings)
    {
        var parts = text.Value.ToLowerInvariant().Split('-', 2, StringSplitOptions.TrimEntries);
        var (from, to) = (Array.IndexOf(Days, parts[0]), Array.IndexOf(Days, parts[^1]));
        if (from < 0 || to < 0)
        {
            findings.Report(DiagnosticCodes.TeamCalendar, text, $"{Quote.Of(text.Value)} is no weekday", "write mon, tue, wed, thu, fri, sat, sun, or a span such as mon-fri");
            return [];
        }
        var count = (to - from + 7) % 7 + 1;
        return Enumerable.Range(from, count).Select(day => (DayOfWeek)(day % 7));
    }

    private static (TimeSpan From, TimeSpan To)? Times(string text)
    {
        var parts = text.Split('-', 2, StringSplitOptions.TrimEntries);
        return parts.Length == 2 && Time(parts[0]) is { } from && Time(parts[1]) is { } to ? (from, to) : null;
    }

    private static TimeSpan? Time(string text) =>
        text == "24:00" ? TimeSpan.FromDays(1)
        : TimeOnly.TryParseExact(text, ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.ToTimeSpan()
        : null;
}

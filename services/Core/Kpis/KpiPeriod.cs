using System.Globalization;

namespace Integration.Core.Kpis;

/// <summary>A window of time as people write it; both ends in UTC, the end outside of it.</summary>
public readonly record struct KpiPeriod(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>How a window is written, for messages.</summary>
    public const string Forms = "2026, 2026-Q4, 2026-11, 90d (the last 90 days), or 2026-10-01..2026-12-31 (both days within)";

    private const int DaysMax = 3_660;

    /// <summary>Reads a window; null when it is none of <see cref="Forms"/>.</summary>
    public static KpiPeriod? Parse(string text, DateTimeOffset now)
    {
        text = text.Trim();
        if (text.Split("..") is [var first, var last])
            return Day(first) is { } start && Day(last) is { } end && start <= end ? Of(start, end.AddDays(1)) : null;
        if (text.EndsWith('d') && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var days)) return days is >= 1 and <= DaysMax ? new KpiPeriod(now.AddDays(-days), now) : null;
        if (text is [_, _, _, _, '-', 'Q' or 'q', >= '1' and <= '4'] && Year(text[..4]) is { } quarterYear) return Of(new DateOnly(quarterYear, (text[6] - '1') * 3 + 1, 1), 3);
        if (DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)) return month.Year < 9999 ? Of(month, 1) : null;
        return Year(text) is { } year ? Of(new DateOnly(year, 1, 1), 12) : null;
    }

    private static int? Year(string text) => text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1900 and < 9999 ? year : null;

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year < 9999 ? day : null;

    private static KpiPeriod Of(DateOnly start, int months) => Of(start, start.AddMonths(months));

    private static KpiPeriod Of(DateOnly start, DateOnly end) => new(At(start), At(end));

    private static DateTimeOffset At(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}

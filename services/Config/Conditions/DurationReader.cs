using System.Globalization;
using Integration.Config.Diagnostics;
using Integration.Config.Yaml;
using Integration.Core.Calendars;

namespace Integration.Config.Conditions;

/// <summary>Reads lengths of time: <c>30d</c> and <c>90 minutes</c> by the wall clock, <c>4 business hours</c> by a calendar.</summary>
internal static class DurationReader
{
    private const string Wall = "write a number and m, h, d or w: 30d";
    private const string Business = "write `4 business hours`, `90 business minutes` or `15 business days`";
    private static readonly TimeSpan WallMax = TimeSpan.FromDays(3_660);

    /// <summary>A length of wall time of a key; the fallback when the key is not there or, reported, is none.</summary>
    public static TimeSpan? WallTime(KeyReader keys, string key, Findings findings, TimeSpan? fallback = null) =>
        keys.Text(key) is { } text ? WallTime(text, findings) ?? fallback : fallback;

    /// <summary>A length of wall time above zero and up to ten years; null when, reported, it is none.</summary>
    public static TimeSpan? WallTime(YamlText text, Findings findings)
    {
        if (Split(text.Value) is var (number, unit))
        {
            TimeSpan? one = unit switch
            {
                "m" or "min" or "minute" or "minutes" => TimeSpan.FromMinutes(1),
                "h" or "hour" or "hours" => TimeSpan.FromHours(1),
                "d" or "day" or "days" => TimeSpan.FromDays(1),
                "w" or "week" or "weeks" => TimeSpan.FromDays(7),
                _ => null,
            };
            if (one is { } each && number > 0 && number * each.Ticks <= WallMax.Ticks) return TimeSpan.FromTicks((long)(number * each.Ticks));
            if (unit.StartsWith("business", StringComparison.Ordinal))
            {
                findings.Report(DiagnosticCodes.BadDuration, text, $"{Quote.Of(text.Value)} is business time, and this runs by the wall clock", Wall);
                return null;
            }
        }
        findings.Report(DiagnosticCodes.BadDuration, text, $"{Quote.Of(text.Value)} is no length of time", Wall);
        return null;
    }

    /// <summary>A length of business time of a key; the fallback when the key is not there or, reported, is none.</summary>
    public static BusinessDuration? BusinessTime(KeyReader keys, string key, Findings findings, BusinessDuration? fallback = null) =>
        keys.Text(key) is { } text ? BusinessTime(text, findings) ?? fallback : fallback;

    /// <summary>A length of business time; null when, reported, it is none.</summary>
    public static BusinessDuration? BusinessTime(YamlText text, Findings findings)
    {
        if (Split(text.Value) is var (number, unit) && number > 0)
        {
            switch (unit)
            {
                case "business minute" or "business minutes" when number <= BusinessDuration.DaysMax * 1_440: return BusinessDuration.OfMinutes((double)number);
                case "business hour" or "business hours" when number <= BusinessDuration.DaysMax * 24: return BusinessDuration.OfHours((double)number);
                case "business day" or "business days" when number <= BusinessDuration.DaysMax && number == decimal.Truncate(number): return BusinessDuration.OfDays((int)number);
            }
            if (unit is "m" or "h" or "d" or "hours" or "hour" or "minutes" or "minute" or "days" or "day")
            {
                findings.Report(DiagnosticCodes.BadDuration, text, $"{Quote.Of(text.Value)} does not say whether nights and weekends count", Business);
                return null;
            }
        }
        findings.Report(DiagnosticCodes.BadDuration, text, $"{Quote.Of(text.Value)} is no length of business time", Business);
        return null;
    }

    private static (decimal Number, string Unit)? Split(string text)
    {
        text = text.Trim();
        var digits = 0;
        while (digits < text.Length && (char.IsAsciiDigit(text[digits]) || text[digits] == '.')) digits++;
        return digits is > 0 and < 12 && decimal.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? (number, string.Join(' ', text[digits..].Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant())
            : null;
    }
}

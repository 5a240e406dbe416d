using System.Globalization;
using Integration.Config.Diagnostics;
using Integration.Config.Yaml;

namespace Integration.Config.Conditions;

/// <summary>Reads numbers, counts and shares.</summary>
internal static class NumberReader
{
    /// <summary>A number of a key within bounds; null when the key is not there or, reported, is none.</summary>
    public static decimal? Number(KeyReader keys, string key, Findings findings, decimal min = -1_000_000_000, decimal max = 1_000_000_000) =>
        keys.Text(key) is { } text ? Number(text, findings, min, max) : null;

    /// <summary>A number within bounds; null when, reported, it is none.</summary>
    public static decimal? Number(YamlText text, Findings findings, decimal min = -1_000_000_000, decimal max = 1_000_000_000)
    {
        if (decimal.TryParse(text.Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max) return number;
        findings.Report(DiagnosticCodes.BadNumber, text, $"{Quote.Of(text.Value)} is no number from {min} to {max}", "write digits with a point before decimals, without a unit");
        return null;
    }

    /// <summary>A whole number of a key within bounds; the fallback when the key is not there or, reported, is none.</summary>
    public static int? Count(KeyReader keys, string key, Findings findings, int min, int max, int? fallback = null)
    {
        if (keys.Text(key) is not { } text) return fallback;
        if (int.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= min && count <= max) return count;
        findings.Report(DiagnosticCodes.BadNumber, text, $"{Quote.Of(text.Value)} is no whole number from {min} to {max}", "write digits, without a unit");
        return fallback;
    }

    /// <summary>A share of a key, written <c>70%</c>; null when the key is not there or, reported, is none.</summary>
    public static decimal? Share(KeyReader keys, string key, Findings findings)
    {
        if (keys.Text(key) is not { } text) return null;
        if (text.Value.EndsWith('%') && decimal.TryParse(text.Value[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 100) return share / 100;
        findings.Report(DiagnosticCodes.BadNumber, text, $"{Quote.Of(text.Value)} is no share", "write a percentage from 0% to 100%: 70%");
        return null;
    }
}

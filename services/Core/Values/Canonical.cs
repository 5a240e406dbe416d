using System.Globalization;
using Integration.Core.Mappings;
using Integration.Core.Records;

namespace Integration.Core.Values;

/// <summary>The canonical form of a value: decides only whether two values already mean the same.</summary>
/// <remarks>
/// Whether a side changed is never judged here but on raw values against that side's own base. A value that does not parse as its
/// type keeps its trimmed text, so that two odd values are equal exactly when they read the same.
/// </remarks>
public static class Canonical
{
    /// <summary>The canonical text; null for blank and missing.</summary>
    public static string? Of(FieldType type, FieldValue value)
    {
        if (type == FieldType.Boolean) return IsTrue(value) ? "true" : "false";
        var text = value.Text?.Trim();
        if (string.IsNullOrEmpty(text)) return null;
        return type switch
        {
            FieldType.Email => text.ToLowerInvariant(),
            FieldType.Phone => Phone(text),
            FieldType.Domain => Domain(text),
            FieldType.Number => Number(text)?.ToString("0.#############################", CultureInfo.InvariantCulture) ?? text,
            FieldType.Date => Day(text)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? text,
            FieldType.DateTime => Instant(text)?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? text,
            FieldType.MultiPicklist => Set(text) is { Count: > 0 } set ? string.Join(';', set) : null,
            _ => text.Replace("\r\n", "\n", StringComparison.Ordinal),
        };
    }

    /// <summary>Whether two values of one type mean the same.</summary>
    public static bool Same(FieldType type, FieldValue one, FieldValue other) =>
        string.Equals(Of(type, one), Of(type, other), StringComparison.Ordinal);

    /// <summary>The parts of a multi-select, distinct and in ordinal order.</summary>
    internal static SortedSet<string> Set(string? text) =>
        new((text ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    internal static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    internal static DateOnly? Day(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        // HubSpot sends a date as epoch ms at UTC midnight in webhooks and some answers: facts/hubspot.md 4.1.
        return Instant(text) is { } instant ? DateOnly.FromDateTime(instant.UtcDateTime) : null;
    }

    internal static DateTimeOffset? Instant(string text)
    {
        if (text.Length is >= 11 and <= 15 && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ms))
            return ms >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && ms <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant
            : null;
    }

    internal static bool IsTrue(FieldValue value) => string.Equals(value.Text?.Trim(), "true", StringComparison.OrdinalIgnoreCase);

    // People write a web address in many ways; the organisation behind it is the host. Whatever has no host keeps its text.
    private static string Domain(string text)
    {
        var lower = text.ToLowerInvariant();
        var scheme = lower.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? lower : lower[(scheme + 3)..];
        var end = rest.AsSpan().IndexOfAny("/?#:");
        var host = (end < 0 ? rest : rest[..end]).TrimEnd('.');
        if (host.StartsWith("www.", StringComparison.Ordinal) && host.AsSpan(4).Contains('.')) host = host[4..];
        return host.Contains('.', StringComparison.Ordinal) && !host.AsSpan().ContainsAny(" @") ? host : lower;
    }

    private static string Phone(string text)
    {
        var digits = new string([.. text.Where(char.IsAsciiDigit)]);
        return digits.Length == 0 ? text : text.StartsWith('+') ? "+" + digits : digits;
    }
}

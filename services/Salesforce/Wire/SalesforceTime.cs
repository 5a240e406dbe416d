using System.Globalization;

namespace Integration.Salesforce.Wire;

/// <summary>Instants on the wire: <c>2026-11-22T09:15:02.000+0000</c>, an offset without a colon that System.Text.Json refuses.</summary>
internal static class SalesforceTime
{
    // The long way round for reading: Bulk and change events end in Z, people write +00:00 (facts/salesforce.md section 11).
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK",
    ];

    /// <summary>Reads an instant of any of the accepted spellings; an offset is required, since local time would depend on our machine.</summary>
    public static bool TryParse(string? text, out DateTimeOffset instant)
    {
        instant = default;
        if (text is null || text.Length is < 20 or > 40) return false;
        // +0000 -> +00:00
        var sign = text[^5];
        var spelled = sign is '+' or '-' && text.AsSpan(text.Length - 4).IndexOfAnyExceptInRange('0', '9') < 0
            ? string.Concat(text.AsSpan(0, text.Length - 2), ":", text.AsSpan(text.Length - 2))
            : text;
        if (!spelled.EndsWith('Z') && spelled[^6] is not ('+' or '-')) return false;
        return DateTimeOffset.TryParseExact(spelled, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);
    }

    /// <summary>Milliseconds since 1970, or 0 when the text is no instant.</summary>
    public static long Milliseconds(string? text) => TryParse(text, out var instant) ? instant.ToUnixTimeMilliseconds() : 0;

    /// <summary>The spelling that REST bodies and SOQL accept alike: UTC with <c>Z</c>, which needs no escaping in a URL as <c>+</c> would.</summary>
    public static string Text(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString(instant.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

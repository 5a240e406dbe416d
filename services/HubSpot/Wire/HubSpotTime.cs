using System.Globalization;

namespace Integration.HubSpot.Wire;

/// <summary>Instants on HubSpot's wire: ISO in reads, epoch milliseconds in webhooks and now and then in reads too (facts/hubspot.md section 4.1).</summary>
internal static class HubSpotTime
{
    /// <summary>Milliseconds since 1970; null when the text is neither form.</summary>
    public static long? Milliseconds(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (text.Length >= 19 && text[4] == '-')
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant.ToUnixTimeMilliseconds() : null;
        // Up to the year 9999.
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms <= 253_402_300_799_999 ? ms : null;
    }

    /// <summary>The instant; null when the text is neither form.</summary>
    public static DateTimeOffset? Instant(string? text) => Milliseconds(text) is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
}

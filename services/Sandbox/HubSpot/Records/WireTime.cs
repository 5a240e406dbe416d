using System.Globalization;

namespace Integration.Sandbox.HubSpot.Records;

/// <summary>Instants as HubSpot reads and writes them: facts/hubspot.md section 4.1.</summary>
internal static class WireTime
{
    /// <summary>Numbers below this are taken for epoch seconds, not milliseconds: as milliseconds they would lie before March 1973.</summary>
    public const long SecondsBelow = 100_000_000_000;

    /// <summary>ISO with milliseconds, the fraction dropped when it is zero.</summary>
    public static string Iso(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString(instant.Millisecond == 0 ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    /// <summary>The same instant without what HubSpot does not keep.</summary>
    public static DateTimeOffset ToMilliseconds(DateTimeOffset instant) => DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds());

    public static string Date(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static bool TryDate(string text, out DateTimeOffset midnight) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out midnight);

    public static bool TryIso(string text, out DateTimeOffset instant)
    {
        if (text.Length < 19 || text[4] != '-' || (text[10] != 'T' && text[10] != ' '))
        {
            instant = default;
            return false;
        }
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);
    }

    public static bool TryEpoch(string text, out DateTimeOffset instant, bool seconds = false)
    {
        instant = default;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return false;
        if (seconds && Math.Abs(number) < SecondsBelow) number *= 1000;
        // Year 1 to 9999: outside, .NET's own type ends.
        if (number is < -62_135_596_800_000 or > 253_402_300_799_999) return false;
        instant = DateTimeOffset.FromUnixTimeMilliseconds(number);
        return true;
    }

    /// <summary>Milliseconds of a stored datetime or date value; null when it is neither.</summary>
    public static long? Milliseconds(string? stored) =>
        stored is null ? null
        : TryIso(stored, out var instant) || TryDate(stored, out instant) || TryEpoch(stored, out instant) ? instant.ToUnixTimeMilliseconds() : null;
}

using System.Globalization;

namespace Integration.Config.Systems;

/// <summary>How many of a system's daily calls the service may spend.</summary>
/// <param name="Percent">Of the system's daily limit, 1 to 100; null when given as a number.</param>
/// <param name="Calls">Calls a day, 100 to 100,000,000; null when given as a percentage.</param>
public readonly record struct CallAllowance(decimal? Percent, long? Calls)
{
    /// <summary>In calls a day, for a system whose daily limit is known.</summary>
    /// <param name="dailyLimit">The system's limit; not negative.</param>
    /// <returns>Rounded down, never above the limit.</returns>
    public long Of(long dailyLimit) => Math.Min(dailyLimit, Calls ?? (long)Math.Floor(dailyLimit * Percent.GetValueOrDefault() / 100m));

    internal static CallAllowance? Parse(string text)
    {
        if (text.EndsWith('%'))
            return decimal.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is >= 1 and <= 100 ? new CallAllowance(percent, null) : null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var calls) && calls is >= 100 and <= 100_000_000 ? new CallAllowance(null, calls) : null;
    }
}

using System.Globalization;

namespace Integration.Connectors.Quotas;

/// <summary>How many calls a day the admin lets us spend: a share of the vendor's limit, or a number.</summary>
public readonly record struct Allowance
{
    private readonly double percent;
    private readonly long calls;

    private Allowance(double percent, long calls)
    {
        this.percent = percent;
        this.calls = calls;
    }

    /// <summary>A share of the vendor's daily limit.</summary>
    /// <param name="percent">More than 0, up to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public static Allowance Percent(double percent)
    {
        if (percent is not (> 0 and <= 100)) throw new ArgumentOutOfRangeException(nameof(percent), percent, "more than 0 and at most 100");
        return new Allowance(percent, 0);
    }

    /// <summary>A fixed number of calls a day, at least 1.</summary>
    public static Allowance Calls(long calls)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(calls, 1);
        return new Allowance(0, calls);
    }

    /// <summary>Reads <c>40%</c> or <c>100000</c>.</summary>
    /// <exception cref="FormatException">Neither; the message says what is.</exception>
    public static Allowance Parse(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.EndsWith('%') && double.TryParse(trimmed[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is > 0 and <= 100)
            return Percent(percent);
        if (long.TryParse(trimmed, NumberStyles.None, CultureInfo.InvariantCulture, out var calls) && calls >= 1) return Calls(calls);
        throw new FormatException($"'{text}' is no allowance: write a share such as 40%, or calls a day such as 100000");
    }

    /// <summary>The calls allowed under the vendor's limit; a fixed number is never more than that limit.</summary>
    public long Of(long limit) => calls > 0 ? Math.Min(calls, limit) : (long)Math.Floor(limit * percent / 100);

    /// <inheritdoc />
    public override string ToString() =>
        calls > 0 ? calls.ToString(CultureInfo.InvariantCulture) : percent.ToString(CultureInfo.InvariantCulture) + "%";
}

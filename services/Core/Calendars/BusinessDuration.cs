using System.Globalization;
using System.Text.Json.Serialization;

namespace Integration.Core.Calendars;

/// <summary>A length of business time: hours that are worked through, or whole business days.</summary>
/// <remarks>"15 business days" is a count of days, not 15 times the hours of one: it ends with the close of the 15th business day after the day it starts on.</remarks>
public readonly record struct BusinessDuration
{
    /// <summary>Longest duration in days.</summary>
    public const int DaysMax = 400;

    /// <summary>As stored.</summary>
    /// <param name="hours">Business time; zero when <paramref name="days"/> is set.</param>
    /// <param name="days">Business days; zero when <paramref name="hours"/> is set.</param>
    /// <exception cref="ArgumentOutOfRangeException">Negative, both set, or longer than <see cref="DaysMax"/> days (or as many times 24 hours).</exception>
    [JsonConstructor]
    public BusinessDuration(TimeSpan hours, int days)
    {
        if (hours < TimeSpan.Zero || hours > TimeSpan.FromDays(DaysMax)) throw new ArgumentOutOfRangeException(nameof(hours), hours, $"business time is 0 to {DaysMax} times 24 hours");
        if (days is < 0 or > DaysMax || (days > 0 && hours > TimeSpan.Zero)) throw new ArgumentOutOfRangeException(nameof(days), days, $"business days are 0 to {DaysMax}, and not mixed with hours");
        (Hours, Days) = (hours, days);
    }

    /// <summary>Business time; zero when it counts days.</summary>
    public TimeSpan Hours { get; }
    /// <summary>Business days; 0 when it counts time.</summary>
    public int Days { get; }

    /// <summary>A length in business hours.</summary>
    public static BusinessDuration OfHours(double hours) => new(TimeSpan.FromHours(hours), 0);

    /// <summary>A length in business minutes.</summary>
    public static BusinessDuration OfMinutes(double minutes) => new(TimeSpan.FromMinutes(minutes), 0);

    /// <summary>A number of business days.</summary>
    public static BusinessDuration OfDays(int days) => new(TimeSpan.Zero, days);

    /// <summary><c>4 business hours</c>, <c>15 business days</c>, <c>90 business minutes</c>.</summary>
    public override string ToString()
    {
        if (Days > 0) return Days == 1 ? "1 business day" : $"{Days} business days";
        if (Hours.Ticks % TimeSpan.TicksPerHour != 0) return string.Create(CultureInfo.InvariantCulture, $"{Hours.TotalMinutes:0.##} business minutes");
        return Hours == TimeSpan.FromHours(1) ? "1 business hour" : string.Create(CultureInfo.InvariantCulture, $"{Hours.TotalHours:0.##} business hours");
    }
}

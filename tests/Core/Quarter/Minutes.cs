namespace Integration.Core.Tests.Quarter;

/// <summary>The quarter's time, in minutes since its start.</summary>
internal static class Minutes
{
    public static DateTimeOffset At(int minute) => Company.Start.AddMinutes(minute);

    /// <summary>The first whole minute at or after a moment.</summary>
    public static int Of(DateTimeOffset at) => (int)Math.Ceiling((at - Company.Start).TotalMinutes);

    /// <summary>How many minutes after a deed of sales it is heard of.</summary>
    public static int Lateness(int seed, int person) => new Random(seed + 7 * person).Next(1440);
}

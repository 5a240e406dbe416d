namespace Integration.Core.Tests.Quarter;

/// <summary>What befalls one handoff of five: its clock stands still for a while, or somebody else gets it. In minutes after it was sent; null = never.</summary>
/// <param name="Moved">When the record is given to another owner in Salesforce itself.</param>
/// <param name="MovedTo">To whom; works in the other zone.</param>
/// <param name="Paused">When sales asks that the clock stand still; too late where the limit has passed by then.</param>
/// <param name="Resumed">When sales asks that it go on; null leaves it to the longest time agreed.</param>
internal sealed record Twist(int? Moved, string? MovedTo, int? Paused, int? Resumed)
{
    public const int PauseMost = 3 * 1440;
    public const string PauseReason = "asked to wait";

    private static readonly Twist None = new(null, null, null, null);

    public static Twist Of(string owner, int person, int seed)
    {
        // Who answers at once leaves no time for it. A slow one takes a day at least, so all of this is heard of before any answer.
        if (owner is not ("Slow" or "Never")) return None;
        var random = new Random((seed * 7_919) + person);
        switch (person % 5)
        {
            case 1: return None with { Moved = 30 + random.Next(870), MovedTo = owner == "Slow" ? "Never" : "Slow" };
            case 3:
                var paused = 10 + random.Next(1_000);
                return None with { Paused = paused, Resumed = random.Next(2) == 0 ? null : paused + 10 + random.Next(400) };
            default: return None;
        }
    }
}

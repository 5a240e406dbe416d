namespace Integration.Core.Scores;

/// <summary>What a point is worth after some time: half after each half-life, in 1,024 equal steps for each.</summary>
/// <remarks>
/// The steps lie on one grid for all events, so that a score moves at known moments only and can say when it could cross a threshold.
/// Reckoned in decimals: a power of doubles may differ in its last bit between machines, and two instances would then split over one lead.
/// </remarks>
internal readonly struct Decay(TimeSpan halfLife)
{
    private const int Steps = 1024;
    private static readonly decimal[] Factors = Table();

    private readonly long step = Math.Max(1, halfLife.Ticks / Steps);

    /// <summary>The share of its points that an event at <paramref name="at"/> is worth; 1 at first, never below 0.</summary>
    public decimal Worth(DateTimeOffset at, DateTimeOffset now) => Factor(Math.Max(0, Number(now) - Number(at)));

    /// <summary>The moment <paramref name="steps"/> steps after now, on the grid; null beyond the calendar's end.</summary>
    public DateTimeOffset? After(DateTimeOffset now, long steps)
    {
        var number = Number(now) + steps;
        return number > DateTimeOffset.MaxValue.UtcTicks / step ? null : new DateTimeOffset(number * step, TimeSpan.Zero);
    }

    /// <summary>The fewest steps, at least one, after which <paramref name="points"/> could have lost <paramref name="loss"/>; null when they never lose so much.</summary>
    public static long? StepsToLose(decimal points, decimal loss)
    {
        if (loss > points) return null;
        var kept = points - loss;
        if (kept <= 0) return 60L * Steps; // All of it: after sixty half-lives nothing of ten thousand points shows in two digits.
        var (low, high) = (1L, 60L * Steps);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Factor(middle) * points <= kept) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    private long Number(DateTimeOffset at) => at.UtcTicks / step;

    private static decimal Factor(long steps)
    {
        var halvings = steps / Steps;
        if (halvings >= 60) return 0;
        return Factors[steps % Steps] / (1L << (int)halvings);
    }

    private static decimal[] Table()
    {
        var root = 0.5m;
        for (var bits = 0; bits < 10; bits++) root = SquareRoot(root);
        var factors = new decimal[Steps];
        factors[0] = 1;
        for (var at = 1; at < Steps; at++) factors[at] = factors[at - 1] * root;
        return factors;
    }

    private static decimal SquareRoot(decimal number)
    {
        var root = 0.8m;
        for (var round = 0; round < 12; round++) root = (root + number / root) / 2;
        return root;
    }
}

namespace Integration.Benchmarks.Quick;

/// <summary>How fast one thing went.</summary>
/// <param name="Records">Records in one call.</param>
/// <param name="PerSecond">Records a second.</param>
internal sealed record Measure(int Records, double PerSecond)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(300);
    private const int Slices = 4;

    /// <summary>Time of one call.</summary>
    public TimeSpan Call => TimeSpan.FromSeconds(Records / PerSecond);

    /// <summary>Calls one after the other, warmed up; the best of four slices, since noise of the machine only ever slows.</summary>
    public static async Task<Measure> OfAsync(int records, Func<Task> call)
    {
        await RateAsync(call, WarmUp);
        var best = 0.0;
        for (var slice = 0; slice < Slices; slice++) best = Math.Max(best, await RateAsync(call, Slice));
        return new Measure(records, best * records);
    }

    private static async Task<double> RateAsync(Func<Task> call, TimeSpan time)
    {
        var calls = 0;
        var start = TimeProvider.System.GetTimestamp();
        TimeSpan elapsed;
        do
        {
            await call();
            calls++;
            elapsed = TimeProvider.System.GetElapsedTime(start);
        }
        while (elapsed < time);
        return calls / elapsed.TotalSeconds;
    }
}

namespace Integration.Benchmarks.Quick;

/// <summary>How fast calls of one size went: the best slice of time, and the processor time of this whole process, server and client, over all slices.</summary>
/// <remarks>Processor time is the steadier figure: what other programs take of the machine does not count in it.</remarks>
internal sealed class Measure(int records, Func<int, Task> call)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(250);
    private const int Slices = 3;
    private double bestCallsPerSecond;
    private int calls;
    private TimeSpan processor;

    /// <summary>Records a second, in the best slice.</summary>
    public double PerSecond => bestCallsPerSecond * records;

    /// <summary>Time of one call, in the best slice.</summary>
    public TimeSpan Call => TimeSpan.FromSeconds(1 / bestCallsPerSecond);

    /// <summary>Processor time for one record, in µs, on average.</summary>
    public double ProcessorMicroseconds => processor.TotalMicroseconds / ((double)calls * records);

    /// <summary>Measures several sizes in turns, warmed up, so that a busy moment of the machine falls on all of them.</summary>
    public static async Task TakeAsync(params IReadOnlyList<Measure> measures)
    {
        foreach (var measure in measures) await measure.RunAsync(WarmUp);
        foreach (var measure in measures) measure.Forget();
        for (var slice = 0; slice < Slices; slice++)
            foreach (var measure in measures) await measure.RunAsync(Slice);
    }

    private void Forget() => (bestCallsPerSecond, calls, processor) = (0, 0, TimeSpan.Zero);

    private async Task RunAsync(TimeSpan time)
    {
        var inSlice = 0;
        var before = Environment.CpuUsage.TotalTime;
        var start = TimeProvider.System.GetTimestamp();
        TimeSpan elapsed;
        do
        {
            await call(records);
            inSlice++;
            elapsed = TimeProvider.System.GetElapsedTime(start);
        }
        while (elapsed < time);
        processor += Environment.CpuUsage.TotalTime - before;
        calls += inSlice;
        bestCallsPerSecond = Math.Max(bestCallsPerSecond, inSlice / elapsed.TotalSeconds);
    }
}

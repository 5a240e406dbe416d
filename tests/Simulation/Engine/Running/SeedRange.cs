using Integration.Simulation.Tests.Engine.Oracles;

namespace Integration.Simulation.Tests.Engine.Running;

/// <summary>What all sweeps over a range of seeds have in common.</summary>
internal static class SeedRange
{
    private const int ReportsMax = 3;

    /// <summary>Runs each seed once, on two threads.</summary>
    /// <returns>Seconds.</returns>
    public static double Run(int first, int count, Action<int> one)
    {
        var started = TimeProvider.System.GetTimestamp();
        Parallel.For(first, first + count, new ParallelOptions { MaxDegreeOfParallelism = Math.Min(2, Environment.ProcessorCount) }, one);
        return TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>The first failure of each of the first rules broken.</summary>
    /// <param name="failed">By seed.</param>
    /// <param name="count">How many seeds were run.</param>
    /// <param name="finding">What a failure found.</param>
    /// <param name="report">Tells of one seed's failure.</param>
    public static string Reports<T>(IReadOnlyDictionary<int, T> failed, int count, Func<T, Finding> finding, Func<int, T, string> report) =>
        $"{failed.Count} of {count} seeds break a promise\n" + string.Join("\n\n", failed.GroupBy(each => finding(each.Value).Rule)
            .Select(group => group.MinBy(each => each.Key)).OrderBy(each => each.Key).Take(ReportsMax).Select(each => report(each.Key, each.Value)));
}

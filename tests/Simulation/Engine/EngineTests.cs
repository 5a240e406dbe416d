using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Integration.Simulation.Tests.Engine.Plans;
using Integration.Simulation.Tests.Engine.Running;

namespace Integration.Simulation.Tests.Engine;

/// <summary>Layer E: the real loop, cycle and ledger between two emulated systems, in virtual time, thousands of seeds.</summary>
public sealed class EngineTests(ITestOutputHelper output)
{
    private const int Seeds = 2_000;
    private const int LongSeeds = 50_000;
    private const int ReportsMax = 3;
    // The plan is drawn anew by this seed alone; SIM_SEED replays one, SIM_SEEDS sets how many.
    private static readonly int? Only = Number("SIM_SEED");

    [Fact]
    public void People_and_faults_of_2000_seeds_break_no_promise() => Sweep(1, Number("SIM_SEEDS") ?? Seeds);

    [Fact(Explicit = true), Trait("Category", "Long")]
    public void People_and_faults_of_50000_seeds_break_no_promise() => Sweep(1_000_000, LongSeeds);

    [Fact]
    public void The_same_plan_gives_the_same_events()
    {
        for (var seed = 1; seed <= 40; seed++)
            Assert.Equal(VirtualRun.Run(PlanDraw.Of(seed)).Hash, VirtualRun.Run(PlanDraw.Of(seed)).Hash);
    }

    [Theory, MemberData(nameof(Regressions))]
    public void What_once_broke_a_promise_breaks_none_now(string file)
    {
        var plan = JsonSerializer.Deserialize<Plan>(File.ReadAllText(Path.Combine(Folder, file)), FailureReport.Json)!;
        var outcome = VirtualRun.Run(plan);
        Assert.True(outcome.Finding is null, $"{file} ({plan.Why}): {outcome.Finding}\n{string.Join('\n', outcome.Events.TakeLast(80))}");
    }

    public static TheoryData<string> Regressions => [.. Directory.GetFiles(Folder, "*.json").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "regressions");

    private void Sweep(int first, int count)
    {
        var started = TimeProvider.System.GetTimestamp();
        var failed = new ConcurrentBag<(int Seed, Outcome Outcome)>();
        long steps = 0, writes = 0, redundant = 0, raced = 0;
        // One scheduler to a thread: runs know nothing of each other.
        Parallel.ForEach(Only is { } one ? [one] : Enumerable.Range(first, count), new ParallelOptions { MaxDegreeOfParallelism = Math.Min(2, Environment.ProcessorCount) }, seed =>
        {
            var outcome = VirtualRun.Run(PlanDraw.Of(seed));
            if (outcome.Finding is not null) failed.Add((seed, outcome));
            Interlocked.Add(ref steps, outcome.Steps);
            Interlocked.Add(ref writes, outcome.Counts.Writes);
            Interlocked.Add(ref redundant, outcome.Counts.Redundant);
            Interlocked.Add(ref raced, outcome.Counts.Raced);
        });
        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} seeds in {seconds:0.0} s = {count / seconds * 60:0} seeds/min; {steps / count} steps, {(double)writes / count:0.0} writes, {(double)redundant / count:0.00} redundant, {(double)raced / count:0.00} raced a run"));
        foreach (var rule in failed.GroupBy(each => each.Outcome.Finding!.Rule).OrderByDescending(group => group.Count()))
            output.WriteLine($"{rule.Key}: {rule.Count()} seeds, first {string.Join(", ", rule.Select(each => each.Seed).Order().Take(8))}: {rule.MinBy(each => each.Seed).Outcome.Finding!.What}");
        var reports = failed.GroupBy(each => each.Outcome.Finding!.Rule).Select(group => group.MinBy(each => each.Seed)).OrderBy(each => each.Seed).Take(ReportsMax)
            .Select(each => FailureReport.Of(PlanDraw.Of(each.Seed), each.Outcome));
        Assert.True(failed.IsEmpty, $"{failed.Count} of {count} seeds break a promise\n{string.Join("\n\n", reports)}");
        if (count < 500) return;
        Assert.True((double)redundant / count < 0.6, "writes that say what stands there already must stay rare: an echo is being written");
    }

    private static int? Number(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}

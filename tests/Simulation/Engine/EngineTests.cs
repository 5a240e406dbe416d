using System.Globalization;
using System.Text.Json;
using Integration.Simulation.Tests.Engine.Plans;
using Integration.Simulation.Tests.Engine.Running;

namespace Integration.Simulation.Tests.Engine;

/// <summary>Layer E: the real loop, cycle and ledger between two emulated systems, in virtual time, thousands of seeds.</summary>
public sealed class EngineTests(ITestOutputHelper output)
{
    private const int FreshSeeds = 50_000;
    // None is the aim. Half of those that still fail are ledgers put back to a backup from before two people swapped addresses; 50 failed when this was
    // first counted, 4 when it was last lowered. Lower it with every cause that is mended; a rule lost fails by the hundred.
    private const int FreshFailuresMax = 12;
    private static readonly DateTimeOffset FirstDay = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    // SIM_SEED replays one, SIM_FIRST says where the fresh ones begin, SIM_SEEDS how many they are; SIM_WIDER=1 has rival writers and mass deletions as well.
    private static readonly int? Only = Number("SIM_SEED");
    private static readonly bool IsWider = Number("SIM_WIDER") == 1;

    [Fact]
    public void People_and_faults_of_2000_seeds_break_no_promise() => Run(1, 2_000, failuresMax: 0);

    /// <summary>Other seeds every day (one day, so that a failure is there for all who look for it that day): what two thousand known ones have ceased to find. The first is printed, so that a failure can be run again.</summary>
    /// <remarks>About five minutes on two cores that do nothing else. One seed in a hundred has SQLite for a ledger.</remarks>
    [Fact, Trait("Category", "Long")]
    public void People_and_faults_of_50000_fresh_seeds_break_hardly_a_promise()
    {
        var days = (int)(TimeProvider.System.GetUtcNow() - FirstDay).TotalDays;
        Run(Number("SIM_FIRST") ?? (1 + (days % (int.MaxValue / FreshSeeds - 1) * FreshSeeds)), Number("SIM_SEEDS") ?? FreshSeeds, FreshFailuresMax);
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

    private void Run(int first, int count, int failuresMax)
    {
        if (Only is { } one) (first, count) = (one, 1);
        var sweep = SeedSweep.Run(first, count, IsWider);
        output.WriteLine(sweep.Figures());
        if (Only is not null) failuresMax = 0;
        Assert.True(sweep.Failed.Count <= failuresMax, sweep.Reports());
        if (sweep.Failed.Count > 0) output.WriteLine(sweep.Reports());
        if (count < 500) return;
        // Ceilings, not promises: an echo that is being written shows here before any final state is wrong.
        Assert.True(sweep.PerRun(counts => counts.Redundant) < 0.1, "writes of what stands there already must stay rare");
        Assert.True(sweep.PerRun(counts => counts.Cosmetic) < 0.1, "writes of the same in another form must stay rare");
    }

    private static int? Number(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}

using System.Globalization;
using System.Text.Json;
using Integration.Simulation.Tests.Engine.Plans;
using Integration.Simulation.Tests.Engine.Running;

namespace Integration.Simulation.Tests.Engine;

/// <summary>Layer E: the real loop, cycle and ledger between two emulated systems, in virtual time, thousands of seeds.</summary>
public sealed class EngineTests(ITestOutputHelper output)
{
    private const int SeedsOfADay = 100_000;
    private static readonly DateOnly FirstDay = new(2026, 1, 1);
    // SIM_SEED replays one, SIM_FIRST says where the fresh ones begin, SIM_SEEDS how many they are.
    private static readonly int? Only = Number("SIM_SEED");

    [Fact]
    public void People_and_faults_of_2000_seeds_break_no_promise() => Run(1, 2_000);

    /// <summary>Other seeds every day: what two thousand known ones have ceased to find.</summary>
    /// <remarks>By hand until the one fresh seed in a thousand that still fails (32502168, 32502463, 32502703) is told from a fault of the oracle.</remarks>
    [Fact(Explicit = true), Trait("Category", "Long")]
    public void People_and_faults_of_50000_fresh_seeds_break_no_promise()
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        Run(Number("SIM_FIRST") ?? (1 + ((today.DayNumber - FirstDay.DayNumber) * SeedsOfADay)), Number("SIM_SEEDS") ?? 50_000);
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

    private void Run(int first, int count)
    {
        if (Only is { } one) (first, count) = (one, 1);
        var sweep = SeedSweep.Run(first, count);
        output.WriteLine(sweep.Figures());
        Assert.True(sweep.Failed.Count == 0, sweep.Reports());
        if (count < 500) return;
        // Ceilings, not promises: an echo that is being written shows here before any final state is wrong.
        Assert.True(sweep.PerRun(counts => counts.Redundant) < 0.1, "writes of what stands there already must stay rare");
        Assert.True(sweep.PerRun(counts => counts.Cosmetic) < 0.1, "writes of the same in another form must stay rare");
    }

    private static int? Number(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}

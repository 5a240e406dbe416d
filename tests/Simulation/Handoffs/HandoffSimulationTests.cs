using System.Globalization;
using System.Text.Json;
using Integration.Core.Handoffs;
using Integration.Simulation.Tests.Engine.Plans;
using Integration.Simulation.Tests.Engine.Running;
using Integration.Simulation.Tests.Handoffs.Plans;
using Integration.Simulation.Tests.Handoffs.Running;

namespace Integration.Simulation.Tests.Handoffs;

/// <summary>The real handoff role and the real sync under people, reps and faults, in virtual time; each seed is one working day and what comes of it.</summary>
[Trait("Category", "Long")]
public sealed class HandoffSimulationTests(ITestOutputHelper output)
{
    private static readonly int? Only = Number("SIM_SEED");

    [Fact]
    public void Marketing_sales_and_faults_of_400_seeds_break_no_promise()
    {
        var (first, count) = Only is { } one ? (one, 1) : (Number("SIM_FIRST") ?? 1, Number("SIM_SEEDS") ?? 400);
        var sweep = HandoffSweep.Run(first, count);
        output.WriteLine(sweep.Figures());
        Assert.True(sweep.Failed.IsEmpty, sweep.Reports());
        // A generator that does not get there proves nothing of what is there.
        if (count >= 400) Assert.Empty(Enum.GetNames<HandoffEventKind>().Except(sweep.Kinds));
        if (count >= 400) Assert.Contains(nameof(Connectors.Ports.WriteResult.Done), sweep.Guarded);
    }

    /// <summary>A thousand handoffs are open when the next version is signed, and a process dies under it; each ends under the version that it was opened with.</summary>
    [Fact]
    public void A_new_version_with_a_thousand_open_handoffs_changes_none_of_them()
    {
        const int people = 1_000;
        var plan = new HandoffPlan(1, new Knobs { SecondWorker = true, HintDoubled = 0.2, LatencyMs = 100 }, false, true,
        [
            .. Enumerable.Range(0, people).Select(person => new WorkStep(person * 500, HandoffDeed.Arrive, person, 2 * person, "VP")),
            new WorkStep(900_000, HandoffDeed.NextVersion, 0, 60),
            new WorkStep(970_000, HandoffDeed.Crash),
            // Ready under the next version alone: they arrive before it and are judged anew when it is signed.
            .. Enumerable.Range(people, 20).Select(person => new WorkStep(700_000, HandoffDeed.Arrive, person, 2 * person, "Head")),
            .. Enumerable.Range(0, 200).Select(person => new WorkStep(1_200_000 + person * 1_000, HandoffDeed.Status, person, 0, person % 2 == 0 ? "Working - Contacted" : "Closed - Not Converted/budget")),
        ]);

        var end = HandoffRun.Run(plan);

        Assert.True(end.Finding is null, $"{end.Finding}\n{string.Join('\n', end.Events.TakeLast(60))}");
        var versions = end.Book.Handoffs.Values.GroupBy(kept => kept.Agreement).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal((people, 20), (versions[1], versions[2]));
        Assert.Contains(end.Book.Handoffs.Values, kept => kept.Agreement == 1 && kept.Events.Exists(one => one.Kind == HandoffEventKind.Breached && one.RecordedAt > end.Book.LiveSince.Values.Max()));
    }

    [Theory, MemberData(nameof(Regressions))]
    public void What_once_broke_a_promise_breaks_none_now(string file)
    {
        var plan = JsonSerializer.Deserialize<HandoffPlan>(File.ReadAllText(Path.Combine(Folder, file)), FailureReport.Json)!;
        var end = HandoffRun.Run(plan);
        Assert.True(end.Finding is null, $"{file} ({plan.Why}): {end.Finding}\n{string.Join('\n', end.Events.TakeLast(80))}");
    }

    public static TheoryData<string> Regressions => [.. Directory.GetFiles(Folder, "*.json").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "regressions", "handoffs");

    private static int? Number(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}

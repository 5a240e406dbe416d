using System.Globalization;
using System.Text.Json;
using Integration.Simulation.Tests.Engine.Running;
using Integration.Simulation.Tests.References.Plans;
using Integration.Simulation.Tests.References.Running;

namespace Integration.Simulation.Tests.References;

/// <summary>Companies with Accounts, people with their companies, and owners: the real sync under both mappings, in virtual time.</summary>
public sealed class ReferenceSimulationTests(ITestOutputHelper output)
{
    private static readonly int? Only = Number("SIM_SEED");

    [Fact]
    public void Firms_people_and_owners_of_2000_seeds_break_no_promise()
    {
        var (first, count) = Only is { } one ? (one, 1) : (Number("SIM_FIRST") ?? 1, Number("SIM_SEEDS") ?? 2_000);
        var sweep = TownSweep.Run(first, count);
        output.WriteLine(sweep.Figures());
        Assert.True(sweep.Failed.IsEmpty, sweep.Reports());
        // A generator that does not get there proves nothing of what is there.
        if (count >= 2_000) Assert.Empty(Enum.GetValues<TownDeed>().Except(sweep.Deeds.Keys));
    }

    [Theory, MemberData(nameof(Regressions))]
    public void What_once_broke_a_promise_breaks_none_now(string file)
    {
        var plan = JsonSerializer.Deserialize<TownPlan>(File.ReadAllText(Path.Combine(Folder, file)), FailureReport.Json)!;
        var end = TownRun.Run(plan);
        Assert.True(end.Finding is null, $"{file} ({plan.Why}): {end.Finding}\n{string.Join('\n', end.Events.TakeLast(80))}");
    }

    public static TheoryData<string> Regressions => [.. Directory.GetFiles(Folder, "*.json").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "regressions", "references");

    private static int? Number(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}

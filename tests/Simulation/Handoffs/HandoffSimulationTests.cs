using System.Globalization;
using Integration.Core.Handoffs;
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
    }

    private static int? Number(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}

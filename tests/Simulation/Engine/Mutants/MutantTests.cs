using System.Globalization;
using Integration.Simulation.Tests.Engine.Plans;
using Integration.Simulation.Tests.Engine.Running;

namespace Integration.Simulation.Tests.Engine.Mutants;

/// <summary>The simulator can see: with one rule taken out, some seed fails soon. docs/reference/mutants.md keeps the figures of a run.</summary>
public sealed class MutantTests(ITestOutputHelper output)
{
    [Theory, MemberData(nameof(Names))]
    public void A_rule_taken_out_is_seen(string name)
    {
        var (mutant, lacks, _, seedsMax) = MutantTable.All.Single(row => row.Mutant.ToString() == name);
        var (seed, rule) = First(mutant, seedsMax);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"MUTANT | {name} | {seed} | {rule} |"));
        Assert.True(seed is not null, $"{name} ('{lacks}' taken out) survives {seedsMax} seeds: a blind oracle, or a generator that never goes there");
    }

    public static TheoryData<string> Names => [.. MutantTable.All.Select(row => row.Mutant.ToString())];

    private static (int? Seed, string? Rule) First(Mutant mutant, int seedsMax)
    {
        for (var seed = 1; seed <= seedsMax; seed++)
            if (VirtualRun.Run(PlanDraw.Of(seed), mutant).Finding is { } finding) return (seed, finding.Rule);
        return (null, null);
    }
}

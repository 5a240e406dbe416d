using System.Globalization;
using System.Text;
using Integration.Simulation.Tests.Engine.Plans;
using Integration.Simulation.Tests.Engine.Running;

namespace Integration.Simulation.Tests.Engine.Mutants;

/// <summary>The simulator can see: with one rule taken out, some seed fails soon. docs/reference/mutants.md keeps the figures of a run.</summary>
public sealed class MutantTests(ITestOutputHelper output)
{
    [Theory, MemberData(nameof(Names))]
    public void A_rule_taken_out_is_seen(string name)
    {
        var row = MutantTable.All.Single(row => row.Mutant.ToString() == name);
        var (seed, rule) = First(row.Mutant, row.SeedsMax);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"MUTANT | {name} | {seed} | {rule} |"));
        Assert.True(seed is not null, $"{name} ('{row.Lacks}' taken out) survives {row.SeedsMax} seeds: a blind oracle, or a generator that never goes there");
    }

    /// <summary>Rival writers and mass deletions are drawn here alone as yet: of those plans one in about a thousand breaks another promise, which is not told from a fault of the oracle.</summary>
    [Theory]
    [InlineData("NoLoopBreaker", "L1")]
    [InlineData("NoDeleteBrake", "I8")]
    public void A_guard_against_rivals_and_mass_deletions_taken_out_is_seen_by_its_own_rule(string name, string rule) =>
        Assert.Contains(Enumerable.Range(1, 1_500), seed => VirtualRun.Run(PlanDraw.Of(seed, isWider: true), Enum.Parse<Mutant>(name)).Finding?.Rule == rule);

    /// <summary>The page is written anew with UPDATE_GOLDEN=1. A run elsewhere finds other first seeds as the engine changes; that a mutant is killed in time is the other test's matter.</summary>
    [Fact]
    public void The_reference_of_mutants_is_up_to_date()
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") MutantPage.Write(MutantPage.Sync, Page());
        var rows = MutantPage.Rows(MutantPage.Sync);
        Assert.Equal(MutantTable.All.Select(row => (row.Lacks, row.Rule, Max: row.SeedsMax.ToString(CultureInfo.InvariantCulture))), rows.Select(row => (row[0], row[1], row[2])));
        Assert.All(rows, row => Assert.InRange(int.Parse(row[3], CultureInfo.InvariantCulture), 1, int.Parse(row[2], CultureInfo.InvariantCulture)));
    }

    public static TheoryData<string> Names => [.. MutantTable.All.Select(row => row.Mutant.ToString())];

    private static (int? Seed, string? Rule) First(Mutant mutant, int seedsMax)
    {
        for (var seed = 1; seed <= seedsMax; seed++)
            if (VirtualRun.Run(PlanDraw.Of(seed), mutant).Finding is { } finding) return (seed, finding.Rule);
        return (null, null);
    }

    private static string Page()
    {
        var page = new StringBuilder("""
            # Mutants of the simulator

            Each mutant takes one rule out of the engine, by a decorator in the test project; some seed must then break a promise, or the
            simulator could not see the rule being lost. "Rule" is the section of the specification, "at most" the number of seeds within which
            it must be seen, "first seed" and "seen by" what a run found; the engine itself passes all of those seeds.
            This page is generated from `tests/Simulation/Engine/Mutants/MutantTable.cs`; do not edit it by hand
            (`UPDATE_GOLDEN=1 dotnet test tests/Simulation -c Release --filter MutantTests`).

            | taken out | rule | at most | first seed | seen by |
            | --- | --- | --- | --- | --- |

            """);
        foreach (var (mutant, lacks, rule, seedsMax) in MutantTable.All)
        {
            var (seed, seenBy) = First(mutant, seedsMax);
            page.Append(MutantPage.Line(lacks, rule, seedsMax, seed, seenBy));
        }
        return page.ToString();
    }
}

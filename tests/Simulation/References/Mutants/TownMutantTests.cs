using System.Globalization;
using System.Text;
using Integration.Simulation.Tests.Engine.Mutants;
using Integration.Simulation.Tests.References.Plans;
using Integration.Simulation.Tests.References.Running;

namespace Integration.Simulation.Tests.References.Mutants;

/// <summary>The simulator of references can see: with one rule taken out, some seed that passes otherwise fails soon.</summary>
public sealed class TownMutantTests(ITestOutputHelper output)
{
    [Theory, MemberData(nameof(Names))]
    public void A_rule_taken_out_is_seen(string name)
    {
        var row = TownMutants.All.Single(row => row.Mutant.ToString() == name);
        var (seed, rule) = First(row.Mutant, row.SeedsMax);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"MUTANT | {name} | {seed} | {rule} |"));
        Assert.True(seed is not null, $"{name} ('{row.Lacks}' taken out) survives {row.SeedsMax} seeds: a blind oracle, or a generator that never goes there");
        Assert.Null(TownRun.Run(TownDraw.Of(seed.Value)).Finding);
    }

    /// <summary>The part is written anew with UPDATE_GOLDEN=1; other first seeds are no failure.</summary>
    [Fact]
    public void The_reference_of_mutants_of_references_is_up_to_date()
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") MutantPage.Write(MutantPage.References, Page());
        var rows = MutantPage.Rows(MutantPage.References);
        Assert.Equal(TownMutants.All.Select(row => (row.Lacks, row.Rule, Max: row.SeedsMax.ToString(CultureInfo.InvariantCulture))), rows.Select(row => (row[0], row[1], row[2])));
        Assert.All(rows, row => Assert.InRange(int.Parse(row[3], CultureInfo.InvariantCulture), 1, int.Parse(row[2], CultureInfo.InvariantCulture)));
    }

    public static TheoryData<string> Names => [.. TownMutants.All.Select(row => row.Mutant.ToString())];

    private static (int? Seed, string? Rule) First(TownMutant mutant, int seedsMax)
    {
        for (var seed = 1; seed <= seedsMax; seed++)
            if (TownRun.Run(TownDraw.Of(seed), mutant).Finding is { } finding) return (seed, finding.Rule);
        return (null, null);
    }

    private static string Page()
    {
        var page = new StringBuilder("""

            The same for companies, people who refer to them, and owners: seeds of `tests/Simulation/References`. "Rule" is the promise that says
            it: R1 it ends, and a sweep writes nothing; R2 each record has its one counterpart or a hold, and none is made twice; R3 a company and
            an Account answer to each other, and what is held is held for a cause that is so; R4 no value is lost without a line; R5 owners;
            R6 nobody waits for a record that is linked.
            This part is generated from `tests/Simulation/References/Mutants/TownMutants.cs`
            (`UPDATE_GOLDEN=1 dotnet test tests/Simulation -c Release --filter TownMutantTests`).

            | taken out | rule | at most | first seed | seen by |
            | --- | --- | --- | --- | --- |

            """);
        foreach (var (mutant, lacks, rule, seedsMax) in TownMutants.All)
        {
            var (seed, seenBy) = First(mutant, seedsMax);
            page.Append(MutantPage.Line(lacks, rule, seedsMax, seed, seenBy));
        }
        return page.ToString();
    }
}

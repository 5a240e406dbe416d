using System.Globalization;
using System.Text;
using Integration.Simulation.Tests.Engine.Mutants;
using Integration.Simulation.Tests.Handoffs.Plans;
using Integration.Simulation.Tests.Handoffs.Running;

namespace Integration.Simulation.Tests.Handoffs.Mutants;

/// <summary>The simulator of handoffs can see: with one rule taken out, some seed fails soon.</summary>
public sealed class HandoffMutantTests(ITestOutputHelper output)
{
    [Theory, MemberData(nameof(Names))]
    public void A_rule_taken_out_is_seen(string name)
    {
        var row = HandoffMutants.All.Single(row => row.Mutant.ToString() == name);
        var (seed, rule) = First(row.Mutant, row.SeedsMax);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"MUTANT | {name} | {seed} | {rule} |"));
        Assert.True(seed is not null, $"{name} ('{row.Lacks}' taken out) survives {row.SeedsMax} seeds: a blind oracle, or a generator that never goes there");
    }

    /// <summary>The part is written anew with UPDATE_GOLDEN=1; other first seeds are no failure.</summary>
    [Fact]
    public void The_reference_of_mutants_of_the_handoff_is_up_to_date()
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") MutantPage.Write(MutantPage.Handoffs, Page());
        var rows = MutantPage.Rows(MutantPage.Handoffs);
        Assert.Equal(HandoffMutants.All.Select(row => (row.Lacks, row.Rule, Max: row.SeedsMax.ToString(CultureInfo.InvariantCulture))), rows.Select(row => (row[0], row[1], row[2])));
        Assert.All(rows, row => Assert.InRange(int.Parse(row[3], CultureInfo.InvariantCulture), 1, int.Parse(row[2], CultureInfo.InvariantCulture)));
    }

    public static TheoryData<string> Names => [.. HandoffMutants.All.Select(row => row.Mutant.ToString())];

    private static (int? Seed, string? Rule) First(HandoffMutant mutant, int seedsMax)
    {
        for (var seed = 1; seed <= seedsMax; seed++)
            if (HandoffRun.Run(HandoffDraw.Of(seed), mutant).Finding is { } finding) return (seed, finding.Rule);
        return (null, null);
    }

    private static string Page()
    {
        var page = new StringBuilder("""

            The same for the handoff role: seeds of `tests/Simulation/Handoffs`, the rule taken out between the role and its ledger, in its
            Agreement, or in a connector. "Rule" is the promise that says it: H1 one open handoff for a person and product; H2 the log has no gap,
            and a clock does what it does once and at its time; H3 receipts; H4 everybody stands in one place; H5 nothing is written but by the
            mapping or for an ask; H6 no return before the cool-down; H7 each open handoff has a clock or waits for something that has a name;
            H8 the verdict; H9 asks; H10 and H11 what each side is told; H12 requests.
            This part is generated from `tests/Simulation/Handoffs/Mutants/HandoffMutants.cs`
            (`UPDATE_GOLDEN=1 dotnet test tests/Simulation -c Release --filter HandoffMutantTests`).

            | taken out | rule | at most | first seed | seen by |
            | --- | --- | --- | --- | --- |

            """);
        foreach (var (mutant, lacks, rule, seedsMax) in HandoffMutants.All)
        {
            var (seed, seenBy) = First(mutant, seedsMax);
            page.Append(MutantPage.Line(lacks, rule, seedsMax, seed, seenBy));
        }
        return page.ToString();
    }
}

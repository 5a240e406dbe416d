using Integration.Simulation.Tests.Engine.Plans;
using Integration.Simulation.Tests.Engine.Running;

namespace Integration.Simulation.Tests.Engine.Mutants;

/// <summary>The simulator can see: with one rule taken out, some seed must fail. docs/reference/mutants.md keeps the figures of a run.</summary>
public sealed class MutantTests(ITestOutputHelper output)
{
    private const int SeedsMax = 400;

    [Theory]
    [InlineData(nameof(Mutant.DecidesOnCachedSide))]
    [InlineData(nameof(Mutant.NoKeyLookUp))]
    [InlineData(nameof(Mutant.KeyFirstMissing))]
    [InlineData(nameof(Mutant.IntentNotStored))]
    [InlineData(nameof(Mutant.NoSettleTime))]
    [InlineData(nameof(Mutant.LostAnswerIsNo))]
    [InlineData(nameof(Mutant.LosersNotJournalled))]
    [InlineData(nameof(Mutant.WritesAgainstDirection))]
    public void A_rule_taken_out_is_seen(string name)
    {
        var mutant = Enum.Parse<Mutant>(name);
        for (var seed = 1; seed <= SeedsMax; seed++)
            if (VirtualRun.Run(PlanDraw.Of(seed), mutant).Finding is { } finding)
            {
                output.WriteLine($"MUTANT | {name} | {seed} | {finding.Rule} |");
                return;
            }
        Assert.Fail($"{name} survives {SeedsMax} seeds: a blind oracle, or a generator that never goes there");
    }
}

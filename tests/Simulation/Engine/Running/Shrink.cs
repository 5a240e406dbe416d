using Integration.Simulation.Tests.Engine.Mutants;
using Integration.Simulation.Tests.Engine.Plans;

namespace Integration.Simulation.Tests.Engine.Running;

/// <summary>Cuts a failing plan down: steps in halves, quarters and so on, then knobs. What is left still breaks the same rule.</summary>
internal static class Shrink
{
    public static Plan Down(Plan plan, string rule, Mutant mutant = Mutant.None, int runsMax = 400)
    {
        var runs = 0;
        bool Fails(Plan candidate) => runs++ < runsMax && VirtualRun.Run(candidate, mutant).Finding?.Rule == rule;
        for (var size = Math.Max(1, plan.Steps.Count / 2); size >= 1; size = size == 1 ? 0 : size / 2)
            for (var at = 0; at < plan.Steps.Count;)
            {
                var candidate = plan with { Steps = [.. plan.Steps.Take(at), .. plan.Steps.Skip(at + size)] };
                if (Fails(candidate)) plan = candidate;
                else at += size;
            }
        foreach (var knobs in Calmer(plan.Knobs))
        {
            var candidate = plan with { Knobs = knobs(plan.Knobs) };
            if (candidate.Knobs != plan.Knobs && Fails(candidate)) plan = candidate;
        }
        return plan;
    }

    private static IEnumerable<Func<Knobs, Knobs>> Calmer(Knobs _) =>
    [
        knobs => knobs with { RequestLost = 0 }, knobs => knobs with { AnswerLost = 0 }, knobs => knobs with { Zombie = 0 }, knobs => knobs with { Limited = 0 },
        knobs => knobs with { HintDropped = 0 }, knobs => knobs with { HintDoubled = 0 }, knobs => knobs with { HintDelaySeconds = 0 }, knobs => knobs with { HintsClaim = false },
        knobs => knobs with { Polls = false }, knobs => knobs with { SweepsInStorm = false }, knobs => knobs with { SecondWorker = false }, knobs => knobs with { Rejects = false },
        knobs => knobs with { Formats = false }, knobs => knobs with { DeletesPropagate = false }, knobs => knobs with { SkewSeconds = 0 }, knobs => knobs with { LatencyMs = 100 }, knobs => knobs with { Sqlite = false },
    ];
}

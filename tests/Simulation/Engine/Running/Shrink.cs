using Integration.Simulation.Tests.Engine.Mutants;
using Integration.Simulation.Tests.Engine.Plans;

namespace Integration.Simulation.Tests.Engine.Running;

/// <summary>Cuts a failing plan down: whole people, steps in halves, quarters and so on, knobs, uneven times. What is left still breaks the same rule.</summary>
internal static class Shrink
{
    public static Plan Down(Plan plan, string rule, Mutant mutant = Mutant.None, int runsMax = 500)
    {
        var runs = 0;
        bool Fails(Plan candidate) => runs++ < runsMax && VirtualRun.Run(candidate, mutant).Finding?.Rule == rule;
        void Try(Plan candidate)
        {
            if (Fails(candidate)) plan = candidate;
        }
        plan = plan with { Steps = Steps(plan.Steps, step => step.Person, steps => Fails(plan with { Steps = steps })) };
        foreach (var field in plan.Steps.Select(step => step.Field).Where(field => field is not "" and not "email" and not "jobtitle").Distinct().ToList())
            Try(plan with { Steps = [.. plan.Steps.Select(step => step.Field == field ? step with { Field = "jobtitle" } : step)] });
        foreach (var knob in plan.Knobs.On.Select(knob => knob.Name).ToList()) Try(plan with { Knobs = plan.Knobs.Without(knob) });
        for (var at = 0; at < plan.Steps.Count; at++)
        {
            var rounded = plan.Steps[at] with { At = (plan.Steps[at].At + 500) / 1_000 * 1_000 };
            if (rounded != plan.Steps[at]) Try(plan with { Steps = [.. plan.Steps.Take(at), rounded, .. plan.Steps.Skip(at + 1)] });
        }
        return plan;
    }

    /// <summary>Cuts steps away, whole people first, then halves, quarters and so on, wherever what is left still fails.</summary>
    public static IReadOnlyList<T> Steps<T>(IReadOnlyList<T> steps, Func<T, int> person, Func<IReadOnlyList<T>, bool> fails)
    {
        bool Cut(IReadOnlyList<T> fewer)
        {
            if (!fails(fewer)) return false;
            steps = fewer;
            return true;
        }
        foreach (var one in steps.Select(person).Distinct().ToList()) Cut([.. steps.Where(step => person(step) != one)]);
        for (var size = Math.Max(1, steps.Count / 2); size >= 1; size = size == 1 ? 0 : size / 2)
            for (var at = 0; at < steps.Count;)
                if (!Cut([.. steps.Take(at), .. steps.Skip(at + size)])) at += size;
        return steps;
    }
}

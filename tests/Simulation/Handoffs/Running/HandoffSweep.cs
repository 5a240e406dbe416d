using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Integration.Simulation.Tests.Engine.Oracles;
using Integration.Simulation.Tests.Engine.Running;
using Integration.Simulation.Tests.Handoffs.Mutants;
using Integration.Simulation.Tests.Handoffs.Plans;

namespace Integration.Simulation.Tests.Handoffs.Running;

/// <summary>Runs a range of seeds on two threads and adds up what they tell. Every hundredth seed runs twice (Q6).</summary>
internal sealed class HandoffSweep
{
    private const int EventsShown = 120;
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, int> deeds = new(StringComparer.Ordinal), kinds = new(StringComparer.Ordinal), ends = new(StringComparer.Ordinal), guarded = new(StringComparer.Ordinal);
    private readonly int first, count;
    private double seconds;
    private long steps;

    private HandoffSweep(int first, int count) => (this.first, this.count) = (first, count);

    public ConcurrentDictionary<int, Finding> Failed { get; } = [];
    /// <summary>Kinds of events that came about in some run.</summary>
    public IReadOnlyCollection<string> Kinds => kinds.Keys;
    public IReadOnlyCollection<string> Ends => ends.Keys;
    /// <summary>How writes on condition ended, each that came about.</summary>
    public IReadOnlyCollection<string> Guarded => guarded.Keys;

    public static HandoffSweep Run(int first, int count)
    {
        var sweep = new HandoffSweep(first, count);
        sweep.seconds = SeedRange.Run(first, count, sweep.One);
        return sweep;
    }

    /// <summary>What the run is measured by, for the log.</summary>
    public string Figures()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"seeds {first} to {first + count - 1}: {seconds:0.0} s, {count / seconds * 60:0} seeds/min, {steps / count} steps a run, {Failed.Count} failed");
        text.AppendLine($"deeds: {Words(deeds)}").AppendLine($"events: {Words(kinds)}").AppendLine($"handoffs at the end: {Words(ends)}").AppendLine($"statuses opened anew: {Words(guarded)}");
        foreach (var rule in Failed.GroupBy(each => each.Value.Rule).OrderByDescending(group => group.Count()))
            text.AppendLine($"{rule.Key}: {rule.Count()} seeds, first {string.Join(", ", rule.Select(each => each.Key).Order().Take(8))}: {rule.MinBy(each => each.Key).Value.What}");
        return text.ToString().TrimEnd();
    }

    /// <summary>The first failure of each of the first rules broken, cut down.</summary>
    public string Reports() => SeedRange.Reports(Failed, count, finding => finding, (seed, finding) => Report(HandoffDraw.Of(seed), finding));

    /// <summary>A failing run as an engineer wants it: the rule, the smallest plan, its last events, how to run it again.</summary>
    public static string Report(HandoffPlan plan, Finding finding)
    {
        var small = Down(plan, finding.Rule);
        var last = HandoffRun.Run(small);
        return $"""
            seed {plan.Seed}: {last.Finding ?? finding}
            knobs: {small.Net} {(small.HoldsIncomplete ? "HoldsIncomplete" : "")} {(small.HasQueue ? "HasQueue" : "")}
            plan, as in regressions/handoffs/*.json: {JsonSerializer.Serialize(small, FailureReport.Json)}
            last events:
              {string.Join("\n  ", last.Events.TakeLast(EventsShown))}
            again: SIM_SEED={plan.Seed} dotnet run -c Release --project tests/Simulation -- -class "*HandoffSimulationTests" -showliveoutput
            """;
    }

    /// <summary>Cuts a failing plan down: whole people, steps in halves, quarters and so on, knobs. What is left still breaks the same rule.</summary>
    public static HandoffPlan Down(HandoffPlan plan, string rule, HandoffMutant mutant = HandoffMutant.None, int runsMax = 300)
    {
        var runs = 0;
        bool Fails(HandoffPlan candidate) => runs++ < runsMax && HandoffRun.Run(candidate, mutant).Finding?.Rule == rule;
        void Try(HandoffPlan candidate)
        {
            if (Fails(candidate)) plan = candidate;
        }
        plan = plan with { Steps = Shrink.Steps(plan.Steps, step => step.Person, steps => Fails(plan with { Steps = steps })) };
        foreach (var knob in plan.Net.On.Select(knob => knob.Name).ToList()) Try(plan with { Net = plan.Net.Without(knob) });
        Try(plan with { HoldsIncomplete = false });
        Try(plan with { HasQueue = false });
        return plan;
    }

    private void One(int seed)
    {
        var plan = HandoffDraw.Of(seed);
        var outcome = HandoffRun.Run(plan);
        var finding = outcome.Finding;
        if (seed % 100 == 0 && HandoffRun.Run(plan).Hash != outcome.Hash) finding = new Finding("Q6", "the same seed gave other events");
        if (finding is not null) Failed[seed] = finding;
        lock (gate)
        {
            steps += outcome.Steps;
            foreach (var (deed, times) in outcome.Done) deeds[deed.ToString()] = deeds.GetValueOrDefault(deed.ToString()) + times;
            foreach (var (result, times) in outcome.Book.Guarded) guarded[result.ToString()] = guarded.GetValueOrDefault(result.ToString()) + times;
            foreach (var kept in outcome.Book.Handoffs.Values)
            {
                ends[kept.Row.Stage] = ends.GetValueOrDefault(kept.Row.Stage) + 1;
                foreach (var one in kept.Events) kinds[one.Kind.ToString()] = kinds.GetValueOrDefault(one.Kind.ToString()) + 1;
            }
        }
    }

    private static string Words(SortedDictionary<string, int> counted) => string.Join(", ", counted.Select(each => $"{each.Key} {each.Value}"));
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Integration.Simulation.Tests.Engine.Oracles;
using Integration.Simulation.Tests.Engine.Running;
using Integration.Simulation.Tests.References.Mutants;
using Integration.Simulation.Tests.References.Plans;

namespace Integration.Simulation.Tests.References.Running;

/// <summary>Runs a range of seeds on two threads and adds up what they tell. Every hundredth seed runs twice (Q6).</summary>
internal sealed class TownSweep
{
    private const int EventsShown = 120;
    private readonly Lock gate = new();
    private readonly SortedDictionary<TownDeed, int> deeds = [];
    private readonly int first, count;
    private double seconds;
    private long steps, writes;

    private TownSweep(int first, int count) => (this.first, this.count) = (first, count);

    public ConcurrentDictionary<int, Finding> Failed { get; } = [];
    public IReadOnlyDictionary<TownDeed, int> Deeds => deeds;

    public static TownSweep Run(int first, int count)
    {
        var sweep = new TownSweep(first, count);
        sweep.seconds = SeedRange.Run(first, count, sweep.One);
        return sweep;
    }

    /// <summary>What the run is measured by, for the log.</summary>
    public string Figures()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"seeds {first} to {first + count - 1}: {seconds:0.0} s, {count / seconds * 60:0} seeds/min, {steps / count} steps and {(double)writes / count:0.0} writes a run, {Failed.Count} failed");
        text.AppendLine($"deeds done: {string.Join(", ", deeds.Select(deed => $"{deed.Key} {deed.Value}"))}");
        foreach (var rule in Failed.GroupBy(each => $"{each.Value.Rule} {Sort(each.Value.What)}").OrderByDescending(group => group.Count()))
            text.AppendLine($"{rule.Count()} seeds, first {string.Join(", ", rule.Select(each => each.Key).Order().Take(8))}: {rule.Key}");
        return text.ToString().TrimEnd();
    }

    /// <summary>The first failure of each of the first rules broken, cut down.</summary>
    public string Reports() => SeedRange.Reports(Failed, count, finding => finding, (seed, finding) => Report(TownDraw.Of(seed), finding));

    /// <summary>A failing run as an engineer wants it: the rule, the smallest plan, its last events, how to run it again.</summary>
    public static string Report(TownPlan plan, Finding finding)
    {
        var small = Down(plan, finding);
        var last = TownRun.Run(small);
        return $"""
            seed {plan.Seed}: {last.Finding ?? finding}
            plan, as in regressions/references/*.json: {JsonSerializer.Serialize(small, FailureReport.Json)}
            last events:
              {string.Join("\n  ", last.Events.Take(EventsShown))}
            again: SIM_SEED={plan.Seed} dotnet run -c Release --project tests/Simulation -- -class "*ReferenceSimulationTests" -showliveoutput
            """;
    }

    /// <summary>Cuts a failing plan down: whole people, steps in halves, quarters and so on, knobs. What is left still breaks the same rule in the same words.</summary>
    public static TownPlan Down(TownPlan plan, Finding finding, TownMutant mutant = TownMutant.None, int runsMax = 300)
    {
        var runs = 0;
        bool Fails(TownPlan candidate) => runs++ < runsMax && TownRun.Run(candidate, mutant).Finding is { } still && still.Rule == finding.Rule && Sort(still.What) == Sort(finding.What);
        void Try(TownPlan candidate)
        {
            if (Fails(candidate)) plan = candidate;
        }
        plan = plan with { Steps = Shrink.Steps(plan.Steps, step => step.Person, steps => Fails(plan with { Steps = steps })) };
        foreach (var knob in plan.Net.On.Select(knob => knob.Name).ToList()) Try(plan with { Net = plan.Net.Without(knob) });
        Try(plan with { HidesLinks = false });
        return plan;
    }

    // The words of a finding without the ids and values in it.
    private static string Sort(string what) => string.Join(' ', what.Split(' ').Where(word => !word.Any(char.IsAsciiDigit) && !word.Contains('\'', StringComparison.Ordinal)).Take(14));

    private void One(int seed)
    {
        var plan = TownDraw.Of(seed);
        var end = TownRun.Run(plan);
        var finding = end.Finding;
        if (seed % 100 == 0 && TownRun.Run(plan).Hash != end.Hash) finding = new Finding("Q6", "the same seed gave other events");
        if (finding is not null) Failed[seed] = finding;
        lock (gate)
        {
            steps += end.Steps;
            writes += end.Writes;
            foreach (var (deed, times) in end.Done) deeds[deed] = deeds.GetValueOrDefault(deed) + times;
        }
    }
}

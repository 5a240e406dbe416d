using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Integration.Simulation.Tests.Engine.Oracles;
using Integration.Simulation.Tests.References.Mutants;
using Integration.Simulation.Tests.References.Plans;

namespace Integration.Simulation.Tests.References.Running;

/// <summary>Runs a range of seeds on two threads and adds up what they tell. Every hundredth seed runs twice (Q6).</summary>
internal sealed class TownSweep
{
    private const int ReportsMax = 3, EventsShown = 120;
    private readonly Lock gate = new();
    private readonly SortedDictionary<TownDeed, int> deeds = [];
    private readonly int first, count;
    private double seconds;
    private long steps, writes;

    private TownSweep(int first, int count) => (this.first, this.count) = (first, count);

    public static JsonSerializerOptions Json { get; } = new() { Converters = { new JsonStringEnumConverter() }, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    public ConcurrentDictionary<int, Finding> Failed { get; } = [];
    public IReadOnlyDictionary<TownDeed, int> Deeds => deeds;

    public static TownSweep Run(int first, int count)
    {
        var sweep = new TownSweep(first, count);
        var started = TimeProvider.System.GetTimestamp();
        Parallel.For(first, first + count, new ParallelOptions { MaxDegreeOfParallelism = Math.Min(2, Environment.ProcessorCount) }, sweep.One);
        sweep.seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
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
    public string Reports() => $"{Failed.Count} of {count} seeds break a promise\n" + string.Join("\n\n", Failed.GroupBy(each => each.Value.Rule)
        .Select(group => group.MinBy(each => each.Key)).OrderBy(each => each.Key).Take(ReportsMax).Select(each => Report(TownDraw.Of(each.Key), each.Value)));

    /// <summary>A failing run as an engineer wants it: the rule, the smallest plan, its last events, how to run it again.</summary>
    public static string Report(TownPlan plan, Finding finding)
    {
        var small = Down(plan, finding);
        var last = TownRun.Run(small);
        return $"""
            seed {plan.Seed}: {last.Finding ?? finding}
            plan, as in regressions/references/*.json: {JsonSerializer.Serialize(small, Json)}
            last events:
              {string.Join("\n  ", last.Events.Take(EventsShown))}
            again: SIM_SEED={plan.Seed} dotnet run -c Release --project tests/Simulation -- -class "*ReferenceSimulationTests" -showliveoutput
            """;
    }

    /// <summary>Cuts a failing plan down: steps in halves, quarters and so on, knobs. What is left still breaks the same rule in the same words.</summary>
    public static TownPlan Down(TownPlan plan, Finding finding, TownMutant mutant = TownMutant.None, int runsMax = 300)
    {
        var runs = 0;
        bool Try(TownPlan candidate)
        {
            if (runs++ >= runsMax || TownRun.Run(candidate, mutant).Finding is not { } still || still.Rule != finding.Rule || Sort(still.What) != Sort(finding.What)) return false;
            plan = candidate;
            return true;
        }
        for (var size = Math.Max(1, plan.Steps.Count / 2); size >= 1; size = size == 1 ? 0 : size / 2)
            for (var at = 0; at < plan.Steps.Count;)
                if (!Try(plan with { Steps = [.. plan.Steps.Take(at), .. plan.Steps.Skip(at + size)] })) at += size;
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

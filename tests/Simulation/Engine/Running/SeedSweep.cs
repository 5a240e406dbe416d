using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Integration.Simulation.Tests.Engine.Oracles;
using Integration.Simulation.Tests.Engine.Plans;

namespace Integration.Simulation.Tests.Engine.Running;

/// <summary>Runs a range of seeds on two threads, each run with a scheduler of its own, and adds up what they tell. Every hundredth seed runs twice (Q6).</summary>
internal sealed class SeedSweep
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> knobs = new(StringComparer.Ordinal);
    private readonly Dictionary<Deed, int> deeds = [];
    private readonly Counts total = new();
    private readonly int first, count;
    private readonly bool isWider;
    private long steps;
    private double seconds;

    private SeedSweep(int first, int count, bool isWider) => (this.first, this.count, this.isWider) = (first, count, isWider);

    public ConcurrentDictionary<int, Outcome> Failed { get; } = [];

    /// <param name="first">The first seed.</param>
    /// <param name="count">How many.</param>
    /// <param name="isWider">With rival writers and mass deletions.</param>
    public static SeedSweep Run(int first, int count, bool isWider = false)
    {
        var sweep = new SeedSweep(first, count, isWider);
        sweep.seconds = SeedRange.Run(first, count, sweep.One);
        return sweep;
    }

    public double PerRun(Func<Counts, int> what) => (double)what(total) / count;

    /// <summary>What the run is measured by, for the log.</summary>
    public string Figures()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"seeds {first} to {first + count - 1}: {seconds:0.0} s, {count / seconds * 60:0} seeds/min, {steps / count} steps a run, {Failed.Count} failed");
        text.AppendLine(CultureInfo.InvariantCulture, $"a run: {PerRun(each => each.Edits):0.0} edits, {PerRun(each => each.Writes):0.0} writes, {PerRun(each => each.Rejected):0.00} refused, {PerRun(each => each.Raced):0.00} raced, {PerRun(each => each.Redundant):0.000} redundant, {PerRun(each => each.Cosmetic):0.000} cosmetic");
        text.AppendLine(CultureInfo.InvariantCulture, $"writes per human edit {(double)total.Writes / Math.Max(1, total.Edits):0.00}, calls per 1,000 changed records {1000.0 * total.Calls / Math.Max(1, total.Changed):0}");
        text.AppendLine($"knobs on, in seeds: {string.Join(", ", knobs.OrderBy(knob => knob.Key, StringComparer.Ordinal).Select(knob => $"{knob.Key} {knob.Value}"))}");
        text.AppendLine($"deeds done: {string.Join(", ", deeds.OrderBy(deed => deed.Key).Select(deed => $"{deed.Key} {deed.Value}"))}");
        foreach (var rule in Failed.GroupBy(each => each.Value.Finding!.Rule).OrderByDescending(group => group.Count()))
            text.AppendLine($"{rule.Key}: {rule.Count()} seeds, first {string.Join(", ", rule.Select(each => each.Key).Order().Take(8))}: {rule.MinBy(each => each.Key).Value.Finding!.What}");
        return text.ToString().TrimEnd();
    }

    /// <summary>The first failure of each of the first rules broken, cut down.</summary>
    public string Reports() => SeedRange.Reports(Failed, count, outcome => outcome.Finding!, (seed, outcome) => FailureReport.Of(PlanDraw.Of(seed, isWider), outcome));

    private void One(int seed)
    {
        var plan = PlanDraw.Of(seed, isWider);
        var outcome = VirtualRun.Run(plan);
        if (seed % 100 == 0 && VirtualRun.Run(plan).Hash != outcome.Hash) outcome = outcome with { Finding = new Finding("Q6", "the same seed gave other events") };
        // A passing run's events are of no use any more, and fifty thousand of them would fill the memory.
        if (outcome.Finding is not null) Failed[seed] = outcome with { Events = [] };
        lock (gate) Add(plan, outcome);
    }

    private void Add(Plan plan, Outcome outcome)
    {
        steps += outcome.Steps;
        var counts = outcome.Counts;
        total.Writes += counts.Writes;
        total.Redundant += counts.Redundant;
        total.Cosmetic += counts.Cosmetic;
        total.Raced += counts.Raced;
        total.Rejected += counts.Rejected;
        total.Calls += counts.Calls;
        total.Edits += counts.Edits;
        total.Changed += counts.Changed;
        foreach (var (name, _) in plan.Knobs.On) knobs[name] = knobs.GetValueOrDefault(name) + 1;
        foreach (var (deed, times) in outcome.Done) deeds[deed] = deeds.GetValueOrDefault(deed) + times;
    }
}

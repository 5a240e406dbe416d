using System.Globalization;
using Integration.Core.Records;
using Integration.Ledger;
using Integration.Simulation.Tests.Engine.Mutants;
using Integration.Simulation.Tests.Engine.Oracles;
using Integration.Simulation.Tests.Engine.Plans;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Systems;
using Integration.Simulation.Tests.Engine.Workers;

namespace Integration.Simulation.Tests.Engine.Running;

/// <summary>What came of a run.</summary>
internal sealed record Outcome(Finding? Finding, ulong Hash, Counts Counts, long Steps, IReadOnlyList<string> Events);

/// <summary>One run: storm, calm, a day for whatever waits, then two sweeps that must write nothing.</summary>
internal sealed class VirtualRun
{
    private static readonly TimeSpan CalmMax = TimeSpan.FromHours(6);
    private readonly Plan plan;
    private readonly Mutant mutant;
    private readonly Scheduler scheduler;
    private readonly Chance chance;
    private readonly Core.Mappings.Mapping mapping;
    private readonly Outside outside;
    private readonly WatchedLedger ledger;
    private readonly Network network;
    private readonly WriteOracle oracle;
    private readonly Feeds feeds;
    private readonly List<Worker> workers = [];
    private readonly List<string> events = [];
    private Finding? finding;
    private ulong hash = 14695981039346656037;
    private int processes;

    private VirtualRun(Plan plan, Mutant mutant)
    {
        (this.plan, this.mutant, scheduler, chance) = (plan, mutant, new Scheduler(plan.Seed), new Chance(plan.Seed));
        mapping = People.Mapping(plan.Knobs.DeletesPropagate);
        outside = new Outside(scheduler, plan, mapping) { Note = Note };
        var store = plan.Knobs.Sqlite ? WatchedLedger.Now(LedgerStore.OpenAsync("Data Source=:memory:", new WorldTime(scheduler, TimeSpan.Zero), CancellationToken.None)) : LedgerStore.InMemory();
        ledger = new WatchedLedger(store, scheduler, mutant) { Note = Note };
        network = new Network(scheduler, chance, plan.Knobs);
        oracle = new WriteOracle(scheduler, outside, ledger, Found, Note);
        ledger.Stored = oracle.Based;
        feeds = new Feeds(scheduler, chance, plan.Knobs, outside, () => workers.LastOrDefault(worker => !worker.Process.IsDead));
        outside.Changed = feeds.Changed;
    }

    /// <summary>Runs a plan to its end or to the first broken promise. The same plan gives the same hash.</summary>
    public static Outcome Run(Plan plan, Mutant mutant = Mutant.None)
    {
        var run = new VirtualRun(plan, mutant);
        try
        {
            run.Storm();
            if (run.finding is null) run.Calm();
        }
        catch (Exception error)
        {
            run.Found(new Finding("THROWN", error.ToString()));
        }
        return new Outcome(run.finding, run.hash, run.oracle.Counts, run.scheduler.Steps, run.events);
    }

    private void Storm()
    {
        var start = scheduler.Now;
        Begin(TimeSpan.FromSeconds(30));
        if (plan.Knobs.SecondWorker) Begin(TimeSpan.FromSeconds(30));
        foreach (var step in plan.Steps) scheduler.At(start.AddMilliseconds(step.At), null, () => Carry(step));
        var end = start.AddMilliseconds(plan.Steps.Count == 0 ? 0 : plan.Steps.Max(step => step.At)) + TimeSpan.FromSeconds(30);
        for (var at = start.AddSeconds(150); at < end; at += TimeSpan.FromSeconds(150))
        {
            if (plan.Knobs.Polls) scheduler.At(at, null, feeds.Poll);
            if (plan.Knobs.SweepsInStorm && (at - start).TotalSeconds % 600 == 0) scheduler.At(at, null, feeds.Sweep);
        }
        scheduler.RunUntil(end);
    }

    private void Calm()
    {
        network.HasFaults = feeds.HasFaults = false;
        if (!Quiet("L4")) return;
        feeds.Poll();
        feeds.Sweep();
        if (!Quiet("L2")) return;
        // A new process, that looks for due pairs seldom: the day passes quickly.
        foreach (var worker in workers) worker.Process.Crash();
        workers.Clear();
        Begin(TimeSpan.FromMinutes(30));
        scheduler.RunUntil(scheduler.Now + TimeSpan.FromHours(25));
        feeds.Sweep();
        if (!Quiet("L6")) return;
        var written = oracle.Counts.Writes + oracle.Counts.Rejected;
        for (var sweep = 0; sweep < 2; sweep++)
        {
            feeds.Sweep();
            if (!Quiet("Q5")) return;
            if (oracle.Counts.Writes + oracle.Counts.Rejected > written) Found(new Finding("Q4", "a sweep after the end wrote once more"));
        }
        if (finding is null) new QuietOracle(outside, ledger, Found).Judge();
    }

    /// <summary>Runs until the ledger has nothing to do and nothing is under way.</summary>
    private bool Quiet(string rule)
    {
        var cap = scheduler.Now + CalmMax;
        while (finding is null && scheduler.Now < cap)
        {
            scheduler.RunUntil(scheduler.Now + TimeSpan.FromSeconds(20));
            if (feeds.Pending == 0 && WatchedLedger.Now(ledger.StatusAsync(scheduler.Now, CancellationToken.None)).IsQuiet) return finding is null;
        }
        Found(new Finding(rule, $"not quiet {CalmMax.TotalHours} h after the last deed"));
        return false;
    }

    private void Carry(Step step)
    {
        if (step.Deed == Deed.Crash)
        {
            if (workers.FirstOrDefault(worker => !worker.Process.IsDead) is not { } victim) return;
            Note($"process {victim.Process.Number} crashes");
            victim.Process.Crash();
            workers.Remove(victim);
            scheduler.After(TimeSpan.FromSeconds(20), null, () => Begin(TimeSpan.FromSeconds(30)));
        }
        else if (step.Deed == Deed.Pause)
        {
            if (workers.FirstOrDefault() is not { } sleeper) return;
            Note($"process {sleeper.Process.Number} sleeps {step.Token} s");
            sleeper.Process.PausedUntil = scheduler.Now + TimeSpan.FromSeconds(step.Token);
        }
        else outside.Carry(step);
    }

    private void Begin(TimeSpan sweepPeriod)
    {
        var number = ++processes;
        var process = new Process(scheduler, number, TimeSpan.Zero);
        workers.Add(new Worker(process, ledger, network, outside, oracle, mapping, sweepPeriod, chance.Of(string.Create(CultureInfo.InvariantCulture, $"ids/{number}")), mutant,
            failed => Found(new Finding("L3", failed))));
    }

    private void Found(Finding broken)
    {
        finding ??= broken;
        Note($"BROKEN {broken.Rule}: {broken.What} {broken.About}");
    }

    private void Note(string what)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{scheduler.Now:HH:mm:ss.fff} {what}");
        events.Add(line);
        unchecked
        {
            foreach (var letter in line) hash = (hash ^ letter) * 1099511628211;
        }
    }
}

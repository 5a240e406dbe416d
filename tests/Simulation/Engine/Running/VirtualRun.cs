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
internal sealed record Outcome(Finding? Finding, ulong Hash, Counts Counts, long Steps, IReadOnlyList<string> Events, IReadOnlyDictionary<Deed, int> Done, RunTrace Trace);

/// <summary>What a report looks back at.</summary>
internal sealed record RunTrace(Outside Outside, Lineage Lineage);

/// <summary>One run: storm, calm, what no hint told, a day for whatever waits, then two sweeps that must write nothing.</summary>
internal sealed class VirtualRun
{
    private static readonly TimeSpan CalmMax = TimeSpan.FromHours(6);
    private readonly Plan plan;
    private readonly Scheduler scheduler;
    private readonly Outside outside;
    private readonly Network network;
    private readonly WatchedLedger ledger;
    private readonly Lineage lineage = new();
    private readonly Feeds feeds;
    private readonly Fleet fleet;
    private readonly Judges judges;
    private readonly Counts counts = new();
    private readonly RunLog log;

    private VirtualRun(Plan plan, Mutant mutant)
    {
        (this.plan, scheduler) = (plan, new Scheduler(plan.Seed));
        log = new RunLog(scheduler, "HH:mm:ss.fff");
        var chance = new Chance(plan.Seed);
        outside = new Outside(scheduler, plan, chance) { Note = log.Note };
        ILedger Open() => plan.Knobs.Sqlite ? WatchedLedger.Now(LedgerStore.OpenAsync("Data Source=:memory:", new WorldTime(scheduler, TimeSpan.Zero), CancellationToken.None)) : LedgerStore.InMemory();
        ledger = new WatchedLedger(Open, scheduler, mutant == Mutant.None ? null : new MutantCommits(mutant, outside), plan.Has(Deed.LedgerBack)) { Note = log.Note };
        network = new Network(scheduler, chance, plan.Knobs);
        judges = new Judges(scheduler, outside, ledger, lineage, counts, log.Found, log.Note);
        var around = new Surroundings(ledger, network, outside, judges.Writes, chance, plan.Knobs, mutant, failed => log.Found(new Finding("L3", failed)));
        fleet = new Fleet(scheduler, around, log.Note);
        feeds = new Feeds(scheduler, chance, plan.Knobs, outside, () => fleet.Live, ledger, log.Found, mutant);
        outside.Changed = feeds.Changed;
    }

    /// <summary>Runs a plan to its end or to the first broken promise. The same plan gives the same hash.</summary>
    public static Outcome Run(Plan plan, Mutant mutant = Mutant.None)
    {
        var run = new VirtualRun(plan, mutant);
        run.log.During(run.Storm, run.Calm);
        run.counts.Calls = run.network.Calls;
        run.counts.Edits = run.outside.Done.Where(deed => deed.Key <= Deed.Bulk).Sum(deed => deed.Value);
        run.counts.Changed = run.outside.Records.Values.Sum(record => record.PersonDeeds);
        return new Outcome(run.log.Finding, run.log.Hash, run.counts, run.scheduler.Steps, run.log.Events, run.outside.Done, new RunTrace(run.outside, run.lineage));
    }

    private void Storm()
    {
        var start = scheduler.Now;
        fleet.Begin(TimeSpan.FromSeconds(30));
        if (plan.Knobs.SecondWorker) fleet.Begin(TimeSpan.FromSeconds(30));
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
        outside.IsCalm = true;
        if (!Quiet("L4")) return;
        if (plan.TellsAll && !judges.Quiet(isBeforeDaily: true)) return;
        feeds.Poll();
        feeds.Sweep();
        if (!Quiet("L2") || !judges.Quiet(isBeforeDaily: true)) return;
        // New processes that look for due pairs seldom: the day passes quickly.
        fleet.CrashAll();
        fleet.Begin(TimeSpan.FromMinutes(30));
        scheduler.RunUntil(scheduler.Now + TimeSpan.FromHours(25));
        feeds.Sweep();
        if (!Quiet("L6")) return;
        var written = counts.Writes + counts.Rejected;
        for (var sweep = 0; sweep < 2; sweep++)
        {
            feeds.Sweep();
            if (!Quiet("Q5")) return;
            if (counts.Writes + counts.Rejected > written) log.Found(new Finding("Q4", "a sweep after the end wrote once more"));
        }
        if (log.Finding is null && judges.Quiet(isBeforeDaily: false)) judges.Losses.Judge();
    }

    /// <summary>Runs until the ledger has nothing to do and nothing is under way.</summary>
    private bool Quiet(string rule)
    {
        // What is due is due by our own clocks, of which the fastest has the most to do.
        var (cap, ahead) = (scheduler.Now + CalmMax, TimeSpan.FromSeconds(plan.Knobs.OwnSkewSeconds + plan.Knobs.ProcessSkewSeconds));
        while (log.Finding is null && scheduler.Now < cap)
        {
            scheduler.RunUntil(scheduler.Now + TimeSpan.FromSeconds(20));
            if (fleet.Escaped is { } escaped) log.Found(new Finding("L3", $"something escaped from a process: {escaped}"));
            if (feeds.Pending == 0 && WatchedLedger.Now(ledger.StatusAsync(scheduler.Now + ahead, CancellationToken.None)).IsQuiet) return log.Finding is null;
        }
        log.Found(new Finding(rule, $"not quiet {CalmMax.TotalHours} h after the last deed"));
        return false;
    }

    private void Carry(Step step)
    {
        switch (step.Deed)
        {
            case Deed.Crash: fleet.Crash(); break;
            case Deed.Pause: fleet.Pause(TimeSpan.FromSeconds(step.Token)); break;
            case Deed.QuotaGone: network.Refuse(step.System, Fate.NoQuota, TimeSpan.FromSeconds(step.Token)); break;
            case Deed.CredentialsGone: network.Refuse(step.System, Fate.NoCredentials, TimeSpan.FromSeconds(step.Token)); break;
            case Deed.Remap:
                outside.Mapping = outside.Everything;
                fleet.Renew(TimeSpan.FromSeconds(2));
                break;
            case Deed.LedgerBack:
                var to = scheduler.Now.AddSeconds(-step.Token);
                ledger.Restore(to);
                feeds.Forget(to);
                judges.Restored();
                fleet.Renew(TimeSpan.FromSeconds(2));
                break;
            default: outside.Carry(step); return;
        }
        outside.Done[step.Deed] = outside.Done.GetValueOrDefault(step.Deed) + 1;
        log.Note($"{step.Deed} {step.System} {step.Token}");
    }
}

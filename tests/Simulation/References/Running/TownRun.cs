using Integration.Core.Records;
using Integration.Ledger;
using Integration.Sandbox.Control;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Simulation.Tests.Engine.Oracles;
using Integration.Simulation.Tests.Engine.Running;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Systems;
using Integration.Simulation.Tests.Engine.Workers;
using Integration.Simulation.Tests.References.Mutants;
using Integration.Simulation.Tests.References.Oracles;
using Integration.Simulation.Tests.References.Plans;
using Integration.Simulation.Tests.References.Town;
using Integration.Simulation.Tests.References.Workers;

namespace Integration.Simulation.Tests.References.Running;

/// <summary>What came of a run.</summary>
internal sealed record TownRunEnd(Finding? Finding, ulong Hash, long Steps, int Writes, IReadOnlyList<string> Events, IReadOnlyDictionary<TownDeed, int> Done);

/// <summary>One run: storm, calm, what no hint told, a day for whatever waits, then two sweeps that must write nothing.</summary>
internal sealed class TownRun
{
    private static readonly TimeSpan CalmMax = TimeSpan.FromHours(6);
    private readonly TownPlan plan;
    private readonly Scheduler scheduler;
    private readonly BothSystems town;
    private readonly Network network;
    private readonly WatchedLedger ledger;
    private readonly TownWitness witness;
    private readonly TownFleet fleet;
    private readonly TownFeeds feeds;
    private readonly TownOracle oracle;
    private readonly TownDeeds deeds;
    private readonly Dictionary<TownDeed, int> done = [];
    private readonly RunLog log;

    private TownRun(TownPlan plan, TownMutant mutant)
    {
        (this.plan, scheduler) = (plan, new Scheduler(plan.Seed));
        log = new RunLog(scheduler, "dd HH:mm:ss.fff");
        var chance = new Chance(plan.Seed);
        town = new BothSystems(scheduler, plan, chance);
        ILedger Open() => plan.Net.Sqlite ? WatchedLedger.Now(LedgerStore.OpenAsync("Data Source=:memory:", new WorldTime(scheduler, TimeSpan.Zero), CancellationToken.None)) : LedgerStore.InMemory();
        ledger = new WatchedLedger(Open, scheduler, null, plan.Has(TownDeed.LedgerBack)) { Note = log.Note };
        var book = new TownBook(scheduler);
        ledger.Witness = book;
        network = new Network(scheduler, chance, plan.Net);
        witness = new TownWitness(town, ledger, scheduler, TimeSpan.FromSeconds(plan.Net.SearchLagSeconds), log.Found, log.Note);
        var around = new TownSurroundings(mutant == TownMutant.None ? ledger : new TownMutantLedger(ledger, mutant), network, town, witness, chance, plan.Net, mutant, failed => log.Found(new Finding("L3", failed)));
        fleet = new TownFleet(scheduler, around, log.Note);
        feeds = new TownFeeds(scheduler, chance, plan.Net, town, () => fleet.Live, mutant);
        town.Changed = feeds.Changed;
        oracle = new TownOracle(town, ledger, book, log.Found);
        deeds = new TownDeeds(town, scheduler);
    }

    /// <summary>Runs a plan to its end or to the first broken promise. The same plan gives the same hash.</summary>
    public static TownRunEnd Run(TownPlan plan, TownMutant mutant = TownMutant.None)
    {
        var run = new TownRun(plan, mutant);
        run.log.During(run.Storm, run.Calm);
        return new TownRunEnd(run.log.Finding, run.log.Hash, run.scheduler.Steps, run.witness.Writes, run.log.Events, run.done);
    }

    private void Storm()
    {
        var start = scheduler.Now;
        fleet.Begin();
        if (plan.Net.SecondWorker) fleet.Begin();
        foreach (var step in plan.Steps) scheduler.At(start.AddMilliseconds(step.At), null, () => Carry(step));
        var end = start.AddMilliseconds(plan.Steps.Count == 0 ? 0 : plan.Steps.Max(step => step.At)) + TimeSpan.FromSeconds(30);
        for (var at = start.AddMinutes(10); plan.Net.SweepsInStorm && at < end; at += TimeSpan.FromMinutes(10)) scheduler.At(at, null, feeds.Sweep);
        for (var at = start.AddSeconds(150); plan.Net.Polls && at < end; at += TimeSpan.FromSeconds(150)) scheduler.At(at, null, feeds.Poll);
        scheduler.RunUntil(end);
    }

    private void Calm()
    {
        network.HasFaults = feeds.HasFaults = false;
        town.Outside.IsCalm = true;
        if (!Quiet("R1")) return;
        if (!plan.Rolls) oracle.Waiting();
        if (plan.TellsAll && !plan.Rolls && !IsKept(isBeforeDaily: true)) return;
        // Owners are believed for five minutes.
        scheduler.RunUntil(scheduler.Now + TimeSpan.FromMinutes(6));
        feeds.Poll();
        feeds.Deleted();
        if (!Quiet("R1")) return;
        if (!plan.Rolls) oracle.Waiting();
        if (plan.PollsTellAll && !plan.Rolls && !IsKept(isBeforeDaily: true)) return;
        // New processes that look for due pairs seldom: the day passes quickly.
        fleet.CrashAll();
        fleet.Begin(TimeSpan.FromMinutes(30));
        scheduler.RunUntil(scheduler.Now + TimeSpan.FromHours(25));
        if (!Quiet("R1") || !IsKept(isBeforeDaily: false)) return;
        var written = witness.Writes;
        for (var sweep = 0; sweep < 2; sweep++)
        {
            feeds.Sweep();
            if (!Quiet("R1")) return;
            if (witness.Writes > written) log.Found(new Finding("R1", "a sweep after the end wrote once more"));
        }
        _ = IsKept(isBeforeDaily: false);
    }

    /// <summary>Judges the quiet. Before the day is over, what nobody tells of may stand.</summary>
    private bool IsKept(bool isBeforeDaily)
    {
        // The longest wait between two attempts, and the second look of a lagging index.
        scheduler.RunUntil(scheduler.Now + TimeSpan.FromMinutes(6));
        if (!Quiet("R1")) return false;
        if (log.Finding is null) oracle.Judge(isBeforeDaily);
        return log.Finding is null;
    }

    /// <summary>Runs until the ledger has nothing to do and nothing is under way.</summary>
    private bool Quiet(string rule)
    {
        // What is due is due by our own clocks, of which the fastest has the most to do.
        var (cap, ahead) = (scheduler.Now + CalmMax, TimeSpan.FromSeconds(plan.Net.OwnSkewSeconds + plan.Net.ProcessSkewSeconds));
        while (log.Finding is null && scheduler.Now < cap)
        {
            scheduler.RunUntil(scheduler.Now + TimeSpan.FromSeconds(20));
            if (fleet.Escaped is { } escaped) log.Found(new Finding("L3", $"something escaped from a process: {escaped}"));
            if (feeds.Pending == 0 && WatchedLedger.Now(ledger.StatusAsync(scheduler.Now + ahead, CancellationToken.None)).IsQuiet) return log.Finding is null;
        }
        log.Found(new Finding(rule, $"not quiet {CalmMax.TotalHours} h after the last deed"));
        return false;
    }

    private void Carry(TownStep step)
    {
        switch (step.Deed)
        {
            case TownDeed.Crash: fleet.Crash(); break;
            case TownDeed.Sleep: fleet.Sleep(TimeSpan.FromSeconds(step.Token)); break;
            case TownDeed.QuotaGone: network.Refuse(step.System, Fate.NoQuota, TimeSpan.FromSeconds(step.Token)); break;
            // An index that lags by this very clock would hide records until it is where it was.
            case TownDeed.ClockBack when step.System == SystemName.HubSpot && plan.Net.SearchLagSeconds > 0: return;
            case TownDeed.ClockBack: (step.System == SystemName.HubSpot ? town.Outside.HubSpot.Clock : town.Outside.Salesforce.Clock).Advance(TimeSpan.FromSeconds(-step.Token)); break;
            case TownDeed.LedgerBack:
                ledger.Restore(scheduler.Now.AddSeconds(-step.Token));
                fleet.Renew(TimeSpan.FromSeconds(2));
                break;
            case TownDeed.Remap:
                town.Remap((RowsOut)step.Other);
                fleet.Renew(step.Token % 2 == 1 ? null : TimeSpan.FromSeconds(2));
                break;
            default: Act(step); return;
        }
        log.Note($"{step.Deed} {step.System} {step.Token} {step.Other}");
        Count(step);
    }

    private void Act(TownStep step)
    {
        try
        {
            var about = deeds.Do(step);
            log.Note($"{step.Deed} {step.System} person {step.Person} firm {step.Firm} {step.Token} {step.Other} -> {about}");
            if (about is null && step.Deed is not (TownDeed.Dismiss or TownDeed.Hire)) return;
            Count(step);
            // What a merge or a conversion copies was typed by nobody.
            var by = step.Deed is TownDeed.MergeFirms or TownDeed.MergePeople or TownDeed.Convert ? Actor.Vendor : Actor.Person;
            town.Look(by, about, key => BothSystems.IsFirm(key) ? step.Firm : step.Person);
        }
        catch (Exception refused) when (refused is HubSpotRefusedException or RefusedException or SandboxRefusedException)
        {
            log.Note($"{step.Deed} {step.System} person {step.Person} firm {step.Firm} refused: {refused.Message}");
        }
    }

    private void Count(TownStep step) => done[step.Deed] = done.GetValueOrDefault(step.Deed) + 1;
}

using Integration.Core.Records;
using Integration.Ledger;
using Integration.Sandbox.Control;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Simulation.Tests.Engine.Oracles;
using Integration.Simulation.Tests.Engine.Running;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Workers;
using Integration.Simulation.Tests.Handoffs.Company;
using Integration.Simulation.Tests.Handoffs.Mutants;
using Integration.Simulation.Tests.Handoffs.Oracles;
using Integration.Simulation.Tests.Handoffs.Plans;
using Integration.Simulation.Tests.Handoffs.Workers;

namespace Integration.Simulation.Tests.Handoffs.Running;

/// <summary>What came of a run.</summary>
internal sealed record HandoffRunEnd(Finding? Finding, ulong Hash, long Steps, IReadOnlyList<string> Events, IReadOnlyDictionary<HandoffDeed, int> Done, HandoffBook Book);

/// <summary>One run: a day of work and faults, the calm, and three more days in which every clock that is left runs out.</summary>
internal sealed class HandoffRun
{
    private static readonly TimeSpan CalmMax = TimeSpan.FromHours(8);
    private readonly HandoffPlan plan;
    private readonly Scheduler scheduler;
    private readonly Office office;
    private readonly Network network;
    private readonly ILedger ledger;
    private readonly HandoffSurroundings around;
    private readonly HandoffFleet fleet;
    private readonly OfficeFeeds feeds;
    private readonly HandoffJudges judges;
    private readonly OfficeDeeds deeds;
    private readonly OwnDeeds own;
    private readonly HandoffBook book = new();
    private readonly Dictionary<HandoffDeed, int> done = [];
    private readonly RunLog log;
    // A version that is configured and will be signed: what is quiet before that is judged by the wrong one.
    private int unsigned;

    private HandoffRun(HandoffPlan plan, HandoffMutant mutant)
    {
        (this.plan, scheduler) = (plan, new Scheduler(plan.Seed));
        log = new RunLog(scheduler, "dd HH:mm:ss.fff");
        var chance = new Chance(plan.Seed);
        office = new Office(scheduler, plan, chance);
        office.Outside.Note = log.Note;
        var store = plan.Net.Sqlite ? WatchedLedger.Now(LedgerStore.OpenAsync("Data Source=:memory:", new WorldTime(scheduler, TimeSpan.Zero), CancellationToken.None)) : LedgerStore.InMemory();
        var watched = new WatchedHandoffs(store, mutant);
        ledger = watched;
        network = new Network(scheduler, chance, plan.Net);
        around = new HandoffSurroundings(watched, new LedgerOutage(scheduler, chance), network, office, new OfficeWitness(office, book, () => store, scheduler, log.Found, log.Note), chance, plan, mutant, reason => log.Found(new Finding("L3", $"a round of ours failed: {reason}")));
        fleet = new HandoffFleet(scheduler, around, log.Note);
        feeds = new OfficeFeeds(scheduler, chance, plan.Net, office, () => fleet.Live);
        judges = new HandoffJudges(office, book, store, scheduler, log.Found, log.Note);
        watched.Watch.Witness = judges;
        office.Outside.Changed = feeds.Changed;
        deeds = new OfficeDeeds(office, scheduler);
        own = new OwnDeeds(office, book, feeds, scheduler, store, log.Note);
    }

    /// <summary>Runs a plan to its end or to the first broken promise. The same plan gives the same hash.</summary>
    public static HandoffRunEnd Run(HandoffPlan plan, HandoffMutant mutant = HandoffMutant.None)
    {
        var run = new HandoffRun(plan, mutant);
        run.log.During(run.Storm, run.Calm);
        return new HandoffRunEnd(run.log.Finding, run.log.Hash, run.scheduler.Steps, run.log.Events, run.done, run.book);
    }

    private void Storm()
    {
        var start = scheduler.Now;
        fleet.Begin(plan.Net.SecondWorker ? 2 : 1);
        own.Sign(1);
        foreach (var step in plan.Steps) scheduler.At(start.AddSeconds(30).AddMilliseconds(step.At), null, () => Carry(step));
        var end = start.AddMilliseconds(plan.Steps.Count == 0 ? 0 : plan.Steps.Max(step => step.At)) + TimeSpan.FromMinutes(2);
        for (var at = start.AddHours(1); at < end; at += TimeSpan.FromHours(1)) scheduler.At(at, null, feeds.Sweep);
        scheduler.RunUntil(end);
    }

    private void Calm()
    {
        network.HasFaults = feeds.HasFaults = false;
        office.Outside.IsCalm = true;
        feeds.Sweep();
        if (!Quiet("L2")) return;
        judges.Quiet(around.Configured);
        if (log.Finding is not null) return;
        // New processes that look for due work seldom: the days pass quickly.
        fleet.CrashAll();
        fleet.Begin(1, TimeSpan.FromMinutes(20));
        scheduler.RunUntil(scheduler.Now + TimeSpan.FromDays(3));
        if (log.Finding is null && Quiet("L6")) judges.Quiet(around.Configured);
    }

    /// <summary>Runs until the ledger has nothing to do and nothing is under way.</summary>
    private bool Quiet(string rule)
    {
        var cap = scheduler.Now + CalmMax;
        while (log.Finding is null && scheduler.Now < cap)
        {
            scheduler.RunUntil(scheduler.Now + TimeSpan.FromSeconds(30));
            if (fleet.Escaped is { } escaped) log.Found(new Finding("L3", $"something escaped from a process: {escaped}"));
            if (feeds.Pending > 0 || unsigned > 0 || !WatchedLedger.Now(ledger.StatusAsync(scheduler.Now, CancellationToken.None)).IsQuiet) continue;
            var status = WatchedLedger.Now(ledger.Handoffs.StatusAsync(office.Mapping.Name, scheduler.Now, CancellationToken.None));
            if (status is { Unjudged: 0, ReviewsDue: 0, TimersDue: 0, RequestsOpen: 0 }) return log.Finding is null;
        }
        log.Found(new Finding(rule, $"not quiet {CalmMax.TotalHours} h after the last deed: {WatchedLedger.Now(ledger.Handoffs.StatusAsync(office.Mapping.Name, scheduler.Now, CancellationToken.None))}"));
        return false;
    }

    private void Carry(WorkStep step)
    {
        done[step.Deed] = done.GetValueOrDefault(step.Deed) + 1;
        log.Note($"person {step.Person}: {step.Deed} {step.Text} {step.Token} {step.Other}");
        switch (step.Deed)
        {
            case HandoffDeed.Crash: fleet.Crash(); break;
            case HandoffDeed.Sleep: fleet.Sleep(TimeSpan.FromSeconds(step.Token)); break;
            case HandoffDeed.LedgerGone: around.Outage.Until = scheduler.Now.AddSeconds(step.Token); break;
            case HandoffDeed.QuotaGone: network.Refuse(SystemName.Salesforce, Fate.NoQuota, TimeSpan.FromSeconds(step.Token)); break;
            case HandoffDeed.RepLeaves: office.Staff.Leaves(step.Other); break;
            case HandoffDeed.NextVersion:
                around.Configured = 2;
                fleet.Renew();
                unsigned++;
                scheduler.After(TimeSpan.FromSeconds(5 + step.Token), null, () =>
                {
                    own.Sign(2);
                    // Every process has looked by then, and judges everybody anew.
                    scheduler.After(TimeSpan.FromMinutes(3), null, () => unsigned--);
                });
                break;
            default:
                if (own.Do(step)) break;
                try
                {
                    deeds.Do(step);
                }
                catch (Exception refused) when (refused is HubSpotRefusedException or RefusedException or SandboxRefusedException)
                {
                    log.Note($"refused: {refused.Message}");
                }
                break;
        }
    }
}

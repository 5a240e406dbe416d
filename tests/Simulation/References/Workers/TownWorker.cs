using Integration.Connectors.Bells;
using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Hosting.Hints;
using Integration.Ledger;
using Integration.Simulation.Tests.Engine.Plans;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Workers;
using Integration.Simulation.Tests.References.Mutants;
using Integration.Simulation.Tests.References.Town;
using Integration.Sync;
using Integration.Sync.Cycles;
using Integration.Sync.Recalls;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.Simulation.Tests.References.Workers;

/// <summary>What all processes of a run share.</summary>
internal sealed record TownSurroundings(ILedger Ledger, Network Network, BothSystems Town, IWitness Witness, Chance Chance, Knobs Knobs, TownMutant Mutant, Action<string> Failed);

/// <summary>One life of our program: the real loop and the real cycle over both mappings, between the simulated ports.</summary>
internal sealed class TownWorker
{
    private readonly LedgerHintSink sink;
    private readonly List<TownPoll> polls;

    public TownWorker(Process process, TownSurroundings around, TimeSpan sweepPeriod)
    {
        Process = process;
        var (time, entropy) = (new ProcessTime(process), new SeededEntropy(around.Chance.Of($"ids/{process.Number}")));
        var bell = new Bell(time);
        ILedger ledger = around.Knobs.LedgerMs == 0 ? around.Ledger : new LedgerLine(around.Ledger, process, around.Chance, around.Knobs.LedgerMs);
        var parts = new Surroundings(null!, around.Network, around.Town.Outside, around.Witness, around.Chance, around.Knobs, Engine.Mutants.Mutant.None, around.Failed);
        IConnector hubSpot = new TownHubSpot(process, parts, around.Town), salesforce = new TownSalesforce(process, parts, around.Town);
        if (around.Mutant != TownMutant.None) (hubSpot, salesforce) = (new TownMutantConnector(hubSpot, around.Mutant), new TownMutantConnector(salesforce, around.Mutant));
        var options = new SyncOptions { SweepPeriod = sweepPeriod, FullSweepStep = sweepPeriod, BatchMax = 50, Owner = $"sync{process.Number}" };
        var mappings = new MappingSet(around.Town.Mappings);
        var cycle = new PairCycle(ledger, hubSpot, salesforce, mappings, options, time, entropy);
        var loop = new SyncLoop(ledger, cycle, bell, options, time, new Complaints<SyncLoop>(around.Failed, LogLevel.Warning));
        sink = new LedgerHintSink(ledger, around.Town.Mappings, new LocalDoorbell(touched => bell.Ring(touched.Count)), time, entropy, NullLogger<LedgerHintSink>.Instance);
        polls = [.. from system in Enum.GetValues<SystemName>() from mapping in mappings.All from name in mapping.ObjectsIn(system) select new TownPoll(process, around, mappings.All, sink, time, system, name)];
        var recalls = new RecallLoop(new MappingRecall(ledger, mappings, time), new FullSweep(ledger, options, time), options, time, new Complaints<RecallLoop>(around.Failed, LogLevel.Warning));
        process.Start(() => loop.RunAsync(CancellationToken.None));
        process.Start(() => recalls.RunAsync(CancellationToken.None));
    }

    public Process Process { get; }

    /// <summary>Takes what a vendor tells, and acknowledges once it is stored.</summary>
    public void Take(IReadOnlyList<Hint> hints, Action taken) => Process.Start(async () =>
    {
        await sink.StoreAsync(new HintBatch(hints), CancellationToken.None);
        taken();
    });

    /// <summary>Polls every object.</summary>
    /// <param name="ended">Told once all of it is stored; never, when no answer came or the process died.</param>
    public void Poll(Action ended) => Process.Start(async () =>
    {
        var answered = true;
        foreach (var poll in polls) answered &= await poll.LookAsync(CancellationToken.None);
        if (answered) ended();
    });
}

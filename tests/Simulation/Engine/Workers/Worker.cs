using Integration.Connectors.Bells;
using Integration.Connectors.Ports;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Hosting.Hints;
using Integration.Ledger;
using Integration.Simulation.Tests.Engine.Mutants;
using Integration.Simulation.Tests.Engine.Plans;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Systems;
using Integration.Sync;
using Integration.Sync.Cycles;
using Integration.Sync.Recalls;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.Simulation.Tests.Engine.Workers;

/// <summary>What all processes of a run share.</summary>
internal sealed record Surroundings(WatchedLedger Ledger, Network Network, Outside Outside, IWitness Witness, Chance Chance, Knobs Knobs, Mutant Mutant, Action<string> Failed);

/// <summary>One life of our program: the real loop and the real cycle, between the simulated ports.</summary>
internal sealed class Worker
{
    private readonly LedgerHintSink sink;
    private readonly bool acksFirst;

    public Worker(Process process, Surroundings around, Mapping mapping, TimeSpan sweepPeriod)
    {
        Process = process;
        acksFirst = around.Mutant == Mutant.AcksBeforeStored;
        var (time, entropy) = (new ProcessTime(process), new SeededEntropy(around.Chance.Of($"ids/{process.Number}")));
        var bell = new Bell(time);
        ILedger ledger = around.Knobs.LedgerMs == 0 ? around.Ledger : new LedgerLine(around.Ledger, process, around.Chance, around.Knobs.LedgerMs);
        IConnector hubSpot = new SimulatedHubSpot(process, around), salesforce = new SimulatedSalesforce(process, around);
        if (around.Mutant != Mutant.None)
            (hubSpot, salesforce) = (new MutantConnector(hubSpot, around.Mutant, process, around.Outside), new MutantConnector(salesforce, around.Mutant, process, around.Outside));
        var options = new SyncOptions { SweepPeriod = sweepPeriod, BatchMax = 50, Owner = $"sync{process.Number}" };
        if (around.Mutant == Mutant.NoSettleTime) options = options with { Limits = options.Limits with { SettleTime = TimeSpan.Zero } };
        if (around.Knobs.DeletesPerHour > 0) options = options with { DeletesPerHourMin = around.Mutant == Mutant.NoDeleteBrake ? int.MaxValue : around.Knobs.DeletesPerHour, DeletesPerHourShare = 0 };
        var mappings = new MappingSet([mapping]);
        var cycle = new PairCycle(ledger, hubSpot, salesforce, mappings, options, time, entropy);
        var loop = new SyncLoop(ledger, cycle, bell, options, time, new Complaints<SyncLoop>(around.Failed, LogLevel.Warning));
        sink = new LedgerHintSink(ledger, [mapping], new LocalDoorbell(touched => bell.Ring(touched.Count)), time, entropy, NullLogger<LedgerHintSink>.Instance);
        process.Start(() => loop.RunAsync(CancellationToken.None));
        process.Start(() => new MappingRecall(ledger, mappings, time).RunAsync(CancellationToken.None));
    }

    public Process Process { get; }

    /// <summary>Takes what a vendor tells, and acknowledges once it is stored.</summary>
    public void Take(IReadOnlyList<Hint> hints, Action taken)
    {
        if (acksFirst) taken();
        Process.Start(async () =>
        {
            await sink.StoreAsync(new HintBatch(hints), CancellationToken.None);
            taken();
        });
    }
}

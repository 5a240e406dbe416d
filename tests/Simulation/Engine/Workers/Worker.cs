using Integration.Connectors.Ports;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Hosting.Hints;
using Integration.Simulation.Tests.Engine.Mutants;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Systems;
using Integration.Sync;
using Integration.Sync.Cycles;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.Simulation.Tests.Engine.Workers;

/// <summary>One life of our program: the real loop and the real cycle, between the simulated ports.</summary>
internal sealed class Worker
{
    private readonly Bell bell;
    private readonly LedgerHintSink sink;

    public Worker(Process process, WatchedLedger ledger, Network network, Outside outside, IWriteWitness witness, Mapping mapping, TimeSpan sweepPeriod, Random ids, Mutant mutant, Action<string> failed)
    {
        Process = process;
        var (time, entropy) = (new ProcessTime(process), new SeededEntropy(ids));
        bell = new Bell(time);
        IConnector hubSpot = new SimulatedHubSpot(process, network, outside, witness), salesforce = new SimulatedSalesforce(process, network, outside, witness);
        if (mutant != Mutant.None) (hubSpot, salesforce) = (new MutantConnector(hubSpot, mutant, process), new MutantConnector(salesforce, mutant, process));
        var options = new SyncOptions { SweepPeriod = sweepPeriod, BatchMax = 50, Owner = $"sync{process.Number}" };
        if (mutant == Mutant.NoSettleTime) options = options with { Limits = options.Limits with { SettleTime = TimeSpan.Zero } };
        var cycle = new PairCycle(ledger, hubSpot, salesforce, new MappingSet([mapping]), options, time, entropy);
        var loop = new SyncLoop(ledger, cycle, bell, options, time, new Complaints(failed));
        sink = new LedgerHintSink(ledger, [mapping], new LocalDoorbell(touched => bell.Ring(touched.Count)), time, entropy, NullLogger<LedgerHintSink>.Instance);
        process.Start(() => loop.RunAsync(CancellationToken.None));
    }

    public Process Process { get; }

    public void Take(IReadOnlyList<Hint> hints) => Process.Start(() => sink.StoreAsync(new HintBatch(hints), CancellationToken.None));

    /// <summary>The loop survives a failed cycle by design; here none may fail.</summary>
    private sealed class Complaints(Action<string> failed) : ILogger<SyncLoop>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            failed($"{formatter(state, exception)}: {exception}");
    }
}

using Integration.Core.Asks;
using Integration.Core.Journals;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.Sightings;
using Integration.Ledger;
using Integration.Ledger.Asks;
using Integration.Ledger.Erasures;
using Integration.Ledger.Handoffs;
using Integration.Ledger.Runs;
using Integration.Ledger.Sightings;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Tests.Shared;

namespace Integration.Simulation.Tests.Engine.Workers;

/// <summary>The way of one process to its ledger. A call that was sent is carried out even when the process dies meanwhile, so that every answer is a place to crash.</summary>
internal sealed class LedgerLine(ILedger ledger, Process process, Chance chance, int latencyMs) : ForwardingLedger
{
    protected override ILedger Inner => ledger;

    /// <summary>What all processes share stays when one of them goes.</summary>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override Task<T> Call<T>(Func<ILedger, Task<T>> call)
    {
        var answer = new TaskCompletionSource<T>();
        process.Scheduler.After(Latency(), null, () =>
        {
            // A ledger that refuses a call is a mistake of ours, and ends the run from here.
            var value = WatchedLedger.Now(call(ledger));
            process.Scheduler.After(Latency(), process, () => answer.TrySetResult(value));
        });
        return answer.Task;
    }

    private TimeSpan Latency() => TimeSpan.FromMilliseconds(1 + chance.Of("ledger").Next(latencyMs));
}

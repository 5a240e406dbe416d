using Integration.Ledger;
using Integration.Ledger.Handoffs;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Workers;
using Integration.Tests.Shared;

namespace Integration.Simulation.Tests.Handoffs.Workers;

/// <summary>The way of one process to the ledger and back. What was sent is carried out even when the process dies meanwhile, so that every answer is a place to crash.</summary>
internal sealed class LedgerWay(Process process, Chance chance, int latencyMs, LedgerOutage outage)
{
    public Task<T> Go<T>(Func<Task<T>> call)
    {
        if (latencyMs == 0) return outage.Serve(call);
        var answer = new TaskCompletionSource<T>();
        process.Scheduler.After(Latency(), null, () =>
        {
            try
            {
                // A ledger that refuses a call is a mistake of ours, and ends the run from here.
                var value = WatchedLedger.Now(outage.Serve(call));
                process.Scheduler.After(Latency(), process, () => answer.TrySetResult(value));
            }
            catch (LedgerUnavailableException gone)
            {
                process.Scheduler.After(Latency(), process, () => answer.TrySetException(gone));
            }
        });
        return answer.Task;
    }

    private TimeSpan Latency() => TimeSpan.FromMilliseconds(1 + chance.Of("ledger").Next(latencyMs));
}

/// <summary>A time in which the ledger answers nobody.</summary>
internal sealed class LedgerOutage(Scheduler scheduler, Chance chance)
{
    public DateTimeOffset Until { get; set; }

    public async Task<T> Serve<T>(Func<Task<T>> call)
    {
        if (Until <= scheduler.Now) return await call();
        // The connection breaks before the transaction or after it; nobody on this side can tell which.
        if (chance.Of("outage").Next(2) == 0) await call();
        throw new LedgerUnavailableException("The ledger is away.");
    }
}

/// <summary>The pairs' ledger at the end of a way.</summary>
internal sealed class FarLedger(ILedger ledger, LedgerWay way) : ForwardingLedger
{
    protected override ILedger Inner => ledger;

    public override IHandoffLedger Handoffs { get; } = new FarHandoffs(ledger.Handoffs, way);

    /// <summary>What all processes share stays when one of them goes.</summary>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override Task<T> Call<T>(Func<ILedger, Task<T>> call) => way.Go(() => call(ledger));

    private sealed class FarHandoffs(IHandoffLedger handoffs, LedgerWay way) : ForwardingHandoffs
    {
        protected override IHandoffLedger Inner => handoffs;

        protected override Task<T> Call<T>(Func<IHandoffLedger, Task<T>> call) => way.Go(() => call(handoffs));
    }
}

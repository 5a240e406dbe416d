using Integration.Core.Sightings;
using Integration.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Integration.Sync.Sightings;

/// <summary>Looks at watched records as long as it runs: every sweep period, in full batches under load. Without a plan it ends at once.</summary>
/// <remarks>Apart from the pairs' loop, so that ten thousand tasks of an import do not stand before one edit.</remarks>
public sealed class SightingLoop(SightingCycle cycle, SightingPlan plan, SyncOptions options, TimeProvider time, ILogger<SightingLoop> log) : BackgroundService
{
    /// <summary>Runs until stopped.</summary>
    public Task RunAsync(CancellationToken stop) =>
        plan.Objects.IsEmpty ? Task.CompletedTask : Rounds.EveryAsync(options.SweepPeriod, "The look at watched records", WorkAsync, time, log, stop);

    private async Task WorkAsync(CancellationToken stop)
    {
        while (await cycle.WorkAsync(stop) >= options.SightingsMax && !stop.IsCancellationRequested)
        {
        }
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync(stoppingToken);
}

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
    public async Task RunAsync(CancellationToken stop)
    {
        if (plan.Objects.IsEmpty) return;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                while (await cycle.WorkAsync(stop) >= options.SightingsMax && !stop.IsCancellationRequested)
                {
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (LedgerUnavailableException unavailable)
            {
                log.LogWarning("Looking at watched records waits for the ledger: {Reason}", unavailable.Message);
            }
            catch (Exception failure)
            {
                // What was claimed comes up again by itself; one bad batch must not end the loop.
                log.LogError(failure, "A look at watched records failed; they are looked at again");
            }
            await Task.Delay(options.SweepPeriod, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync(stoppingToken);
}

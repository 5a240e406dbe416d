using Integration.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Integration.Sync.Recalls;

/// <summary>Runs the recalls while the process runs: outdated pairs at the start and once a period, the full sweep step by step.</summary>
public sealed class RecallLoop(MappingRecall mappings, FullSweep sweep, SyncOptions options, TimeProvider time, ILogger<RecallLoop> log) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var mappingsDueAt = DateTimeOffset.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = AfterFailure;
            try
            {
                if (time.GetUtcNow() >= mappingsDueAt)
                {
                    if (await mappings.RunAsync(stoppingToken) is var recalled and > 0) log.LogInformation("{Recalled} pairs were decided under other mappings and are looked at again", recalled);
                    mappingsDueAt = time.GetUtcNow() + options.FullSweepPeriod;
                }
                wait = await sweep.StepAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (LedgerUnavailableException unavailable)
            {
                log.LogWarning("The sweep waits for the ledger: {Reason}", unavailable.Message);
            }
            catch (Exception failure)
            {
                // It heals what else was lost; it may not end for good on an error that nobody foresaw.
                log.LogError(failure, "The sweep failed; it goes on where it stood");
            }
            await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

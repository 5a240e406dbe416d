using Integration.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Integration.Sync.Recalls;

/// <summary>Runs the recalls while the process runs: outdated pairs at the start and once a period, the full sweep step by step.</summary>
public sealed class RecallLoop(MappingRecall mappings, FullSweep sweep, SyncOptions options, TimeProvider time, ILogger<RecallLoop> log) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);

    private DateTimeOffset mappingsDueAt = DateTimeOffset.MinValue;

    /// <summary>Recalls until stopped.</summary>
    public Task RunAsync(CancellationToken stop) => Rounds.RepeatAsync("The full sweep", StepAsync, AfterFailure, time, log, stop);

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync(stoppingToken);

    private async Task<TimeSpan> StepAsync(CancellationToken stop)
    {
        if (time.GetUtcNow() >= mappingsDueAt)
        {
            if (await mappings.RunAsync(stop) is var recalled and > 0) log.LogInformation("{Recalled} pairs were decided under other mappings and are looked at again", recalled);
            mappingsDueAt = time.GetUtcNow() + options.FullSweepPeriod;
        }
        return await sweep.StepAsync(stop);
    }
}

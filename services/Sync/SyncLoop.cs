using Integration.Connectors.Bells;
using Integration.Core.Records;
using Integration.Ledger;
using Integration.Sync.Cycles;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Integration.Sync;

/// <summary>Claims due pairs and works them off, as long as it runs: at once when idle, in full batches under load.</summary>
/// <remarks>The bell only saves time. What is due is found by claiming, every sweep period, whatever was rung or lost.</remarks>
public sealed class SyncLoop(ILedger ledger, PairCycle cycle, Bell bell, SyncOptions options, TimeProvider time, ILogger<SyncLoop> log) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private DateTimeOffset lastWork = DateTimeOffset.MinValue;

    /// <summary>Runs until stopped. Leases of a cycle that was under way end by themselves.</summary>
    public Task RunAsync(CancellationToken stop) => Rounds.RepeatAsync("The sync cycle", RoundAsync, AfterFailure, time, log, stop);

    private async Task<TimeSpan> RoundAsync(CancellationToken stop)
    {
        var rung = await bell.WaitAsync(1, options.SweepPeriod, stop);
        // A ring right after a cycle means that more is coming: the batch may fill. Nobody waits for an edit that comes alone.
        if (rung && time.GetUtcNow() - lastWork < options.BusyFor && options.LingerMax > TimeSpan.Zero)
            await bell.WaitAsync(options.BatchMax, options.LingerMax, stop);
        bell.Take();
        while (await WorkAsync(stop) is { } worked && worked > 0)
        {
            lastWork = time.GetUtcNow();
            if (worked < options.BatchMax) break;
        }
        return TimeSpan.Zero;
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync(stoppingToken);

    /// <summary>Claims one batch and carries it through.</summary>
    /// <returns>How many pairs were claimed.</returns>
    public async Task<int> WorkAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var claimed = await ledger.ClaimAsync(new ClaimRequest(options.Owner, options.BatchMax, now, now + options.LeaseTime), stop);
        // Lane by lane: an edit that came with a thousand pairs of a sweep must not wait for them, nor they spend what is kept for edits.
        foreach (var lane in claimed.GroupBy(pair => pair.Lane).OrderBy(lane => lane.Key))
            // A handoff is a chain of steps (release, create, owner, task), and each would wait for the sweep.
            if (await cycle.RunAsync([.. lane], now, stop) is > 0 and var again) bell.Ring(again, Lane.Hot);
        return claimed.Count;
    }
}

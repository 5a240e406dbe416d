using Integration.Connectors.Bells;
using Integration.Handoff.Agreements;
using Integration.Handoff.Clocks;
using Integration.Handoff.Judging;
using Integration.Handoff.Requests;
using Integration.Handoff.Rosters;
using Integration.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Integration.Handoff;

/// <summary>Answers requests, judges people, fires clocks, as long as it runs. Any number of processes may: what one has claimed no other gets.</summary>
public sealed class HandoffLoop : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly KnownAgreements agreements;
    private readonly NewVersion newVersion;
    private readonly GoneOwners goneOwners;
    private readonly RequestRound requests;
    private readonly JudgeRound judging;
    private readonly ClockRound clocks;
    private readonly Bell bell;
    private readonly HandoffOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<HandoffLoop> log;
    private DateTimeOffset lookAgainAt = DateTimeOffset.MinValue;

    internal HandoffLoop(KnownAgreements agreements, NewVersion newVersion, GoneOwners goneOwners, RequestRound requests, JudgeRound judging, ClockRound clocks, Bell bell, HandoffOptions options, TimeProvider time, ILogger<HandoffLoop> log) =>
        (this.agreements, this.newVersion, this.goneOwners, this.requests, this.judging, this.clocks, this.bell, this.options, this.time, this.log) = (agreements, newVersion, goneOwners, requests, judging, clocks, bell, options, time, log);

    /// <summary>Runs until stopped. What was claimed and not stored is claimed again when its lease ends.</summary>
    public Task RunAsync(CancellationToken stop) => Rounds.RepeatAsync("The round of handoffs", RoundAsync, AfterFailure, time, log, stop);

    /// <summary>One round of everything.</summary>
    /// <returns>How much was claimed; 0 when nothing waits at this moment.</returns>
    public async Task<int> WorkAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (now >= lookAgainAt)
        {
            await agreements.RefreshAsync(stop);
            lookAgainAt = now + options.AgreementsPeriod;
        }
        var woken = await newVersion.WorkAsync(stop) + await goneOwners.WorkAsync(stop);
        // What somebody asked for goes before what the verdict finds, and both before the clocks that count against sales.
        return woken + await requests.WorkAsync(stop) + await judging.WorkAsync(stop) + await clocks.WorkAsync(stop);
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync(stoppingToken);

    private async Task<TimeSpan> RoundAsync(CancellationToken stop)
    {
        // The bell only saves time: what is due is found by claiming, every sweep period, whatever was rung or lost.
        bell.Take();
        while (await WorkAsync(stop) > 0 && !stop.IsCancellationRequested) { }
        await bell.WaitAsync(1, options.SweepPeriod, stop);
        return TimeSpan.Zero;
    }
}

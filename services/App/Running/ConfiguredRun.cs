using Integration.App.Commands;
using Integration.App.Configuration;
using Integration.Config;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.HubSpot;
using Integration.Sync;

namespace Integration.App.Running;

/// <summary>The service on an admin's own systems.</summary>
internal static class ConfiguredRun
{
    /// <summary>Runs until stopped.</summary>
    /// <exception cref="StopsHereException">The configuration is refused, or something that the start needs is not there.</exception>
    public static async Task<ExitCode> RunAsync(CommandContext context, RunSettings settings, string directory, CancellationToken stop)
    {
        using var nextStart = new NextStart();
        var plan = await PlanAsync(context, settings, directory, nextStart, stop);
        while (true)
        {
            await using var service = await Service.StartAsync(plan, context.Time, context.Environment, new TerminalLog(context.Terminal.Error.WriteLine), stop);
            context.Terminal.Out.WriteLine($"integration runs {string.Join(", ", plan.Roles)} on {service.Url}; Ctrl-C stops it.");
            if (await UntilNextAsync(context, settings, directory, service, nextStart, stop) is not { } next) return ExitCode.Done;
            plan = next;
        }
    }

    /// <summary>Shows the service until it is to end.</summary>
    /// <returns>What it is to begin anew with; null when it is to end for good.</returns>
    private static async Task<ServicePlan?> UntilNextAsync(CommandContext context, RunSettings settings, string directory, Service service, NextStart nextStart, CancellationToken stop)
    {
        while (true)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, nextStart.Asked);
            await LiveStatus.PlainAsync(context, service, demo: null, either.Token);
            if (stop.IsCancellationRequested || service.Stopping.IsCancellationRequested) return null;
            nextStart.Refused();
            try
            {
                // Made before the old one ends: what cannot be started with leaves running what runs.
                return await PlanAsync(context, settings, directory, nextStart, stop);
            }
            catch (StopsHereException refused)
            {
                service.Board.Degraded(ConfigWatch.Role, $"the changed configuration cannot be started with, and the last good one stays in force: {refused.Message}; 'integration check --config {directory} --online' lists all");
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return null;
            }
        }
    }

    private static async Task<ServicePlan> PlanAsync(CommandContext context, RunSettings settings, string directory, NextStart nextStart, CancellationToken stop)
    {
        var bus = settings.Bus(context.Environment);
        var config = RunningConfig.Load(context, directory);
        var (checkedConfig, lacks) = await AgainstLiveAsync(context, directory, config, stop);
        var ledger = LedgerAddress.Of(context.Environment, settings.Data);
        if (ledger.Contains(settings.Data, StringComparison.Ordinal)) Directories.Make(settings.Data);
        return new ServicePlan
        {
            Roles = settings.Roles,
            Urls = settings.Urls,
            Bus = bus,
            Ledger = ledger,
            Lacks = lacks,
            SettleTime = SecondsVariable.Of("INTEGRATION_SETTLE_SECONDS", context.Environment) ?? new SyncLimits().SettleTime,
            SweepPeriod = ConnectionOptions.SweepPeriod(context.Environment),
            LeaseTime = SecondsVariable.Of("INTEGRATION_LEASE_SECONDS", context.Environment) ?? new SyncOptions().LeaseTime,
            Mappings = checkedConfig.Mappings,
            HubSpot = checkedConfig.HubSpot,
            Salesforce = checkedConfig.Salesforce,
            Extra = HandoffSettings.Extra(checkedConfig.Agreements, checkedConfig.Mappings),
            Sightings = HandoffSettings.Sightings(checkedConfig.Agreements),
            Handoff = checkedConfig.Terms,
            Directory = directory,
            NextStart = nextStart,
            Schemas = checkedConfig.Live,
            Callers = HandoffSettings.Callers(context.Environment, checkedConfig.HubSpot.WebhookSecret, checkedConfig.HubSpot.WebhookUrl),
        };
    }

    // A system that is away at the start must not keep the other one waiting: what only it knows is checked at the next start.
    private static async Task<(RunningConfig Config, IReadOnlyDictionary<SystemName, string> Lacks)> AgainstLiveAsync(CommandContext context, string directory, RunningConfig config, CancellationToken stop)
    {
        using var outside = new OutsideSystems(config.HubSpot, config.Salesforce, context.Time);
        var live = await LiveSchemas.ReadAsync(outside, config.Mappings, config.Agreements.Count > 0, stop);
        // An OAuth grant of another account gets no token at all, so no number to compare: the fault says it.
        if (live.Silent.Values.FirstOrDefault(fault => fault.Code == HubSpotWorker.OtherAccountCode) is { } other)
            throw new StopsHereException(ExitCode.NotInOrder, other.Reason, other.Mend);
        var lacks = live.Silent.ToDictionary(entry => entry.Key, entry => $"{entry.Key}'s schema could not be checked at the start ({entry.Value.Code}: {entry.Value.Reason} {entry.Value.Mend}); the next start checks it");
        foreach (var lack in lacks.Values) context.Terminal.Error.WriteLine($"warning: {lack}");
        var again = ConfigLoader.Load(directory, context.Environment, live.Catalog);
        return (RunningConfig.Of(context, directory, again) with { Live = live.Catalog }, lacks);
    }
}

using Integration.App.Commands;
using Integration.App.Configuration;
using Integration.App.Roles;
using Integration.App.Running;
using Integration.Config.Mappings;
using Integration.Core.Records;

namespace Integration.App.Demo;

/// <summary>The service on the Sandbox: both systems, every role, people at work, in one process.</summary>
internal static class DemoRun
{
    // The Sandbox answers within milliseconds; what a killed demo left open need not wait for a slow server.
    private static readonly TimeSpan SandboxSettles = TimeSpan.FromSeconds(5);

    /// <summary>Runs until stopped; the next start continues where this one ended.</summary>
    /// <exception cref="StopsHereException">A port is in use, or the data directory cannot be used.</exception>
    public static async Task<ExitCode> RunAsync(CommandContext context, RunSettings settings, DemoOptions options, bool isQuiet, CancellationToken stop)
    {
        var bus = settings.Bus(context.Environment);
        if (settings.Roles.Count < RoleNames.All.Count)
            throw new StopsHereException(ExitCode.Usage, "without --config every role runs in one process", "leave --roles out, or run 'integration sandbox' and name it in a configuration");
        await using var systems = await DemoSystems.StartAsync(options, context.Time);
        var news = new DemoNews();
        var webhook = new Uri(settings.Urls[0], "/webhooks/hubspot");
        var plan = new ServicePlan
        {
            Roles = settings.Roles,
            Urls = settings.Urls,
            Bus = bus,
            Ledger = LedgerAddress.Of(context.Environment, settings.Data),
            Mappings = DefaultMapping.All,
            SettleTime = SandboxSettles,
            HubSpot = DemoConnections.HubSpot(systems.HubSpotUrl, webhook),
            Salesforce = DemoConnections.Salesforce(systems.SalesforceUrl),
        };
        await PrepareAsync(context, plan, stop);
        var log = new TerminalLog(context.Terminal.IsInteractive ? news.Tell : context.Terminal.Error.WriteLine);
        await using var service = await Service.StartAsync(plan, context.Time, context.Environment, log, stop);
        await systems.SubscribeAsync(webhook, stop);
        Greet(context, systems, service);

        using var edits = new DemoEdits(systems, news, context.Time);
        if (!isQuiet) await edits.StartAsync(stop);
        var demo = new DemoView(systems, news);
        if (context.Terminal.IsInteractive) await LiveStatus.TableAsync(context, service, demo, stop);
        else await LiveStatus.PlainAsync(context, service, demo, stop);
        await edits.StopAsync(CancellationToken.None);
        context.Terminal.Out.WriteLine($"stopped; 'integration run' continues from {settings.Data}");
        return ExitCode.Done;
    }

    private static async Task PrepareAsync(CommandContext context, ServicePlan plan, CancellationToken stop)
    {
        using var outside = new OutsideSystems(plan.HubSpot, plan.Salesforce, context.Time);
        foreach (var system in Enum.GetValues<SystemName>()) await outside.Setup(system).ApplyAsync(WatchedObjects.Of(plan.Mappings, system), stop);
    }

    private static void Greet(CommandContext context, DemoSystems systems, Service service)
    {
        var output = context.Terminal.Out;
        output.WriteLine($"HubSpot (emulated)     {systems.HubSpotUrl}");
        output.WriteLine($"Salesforce (emulated)  {systems.SalesforceUrl}");
        output.WriteLine($"the service            {new Uri(service.Url, "/api/sync/status")}");
        output.WriteLine("Ctrl-C stops; start again continues.");
    }
}

/// <summary>What the live status shows of a demo beside the service's own numbers.</summary>
internal sealed record DemoView(DemoSystems Systems, DemoNews News);

using Integration.App.Commands;
using Integration.App.Configuration;
using Integration.App.Roles;
using Integration.App.Running;
using Integration.Core.Records;
using Integration.Core.Stages;
using Integration.Handoff.Agreements;
using Integration.Handoff.Api;

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
        await DemoConfig.WriteAsync(settings.Data, systems, stop);
        var config = DemoConfig.Read(context, settings.Data)!;
        var news = new DemoNews();
        var webhook = new Uri(settings.Urls[0], "/webhooks/hubspot");
        var plan = new ServicePlan
        {
            Roles = settings.Roles,
            Urls = settings.Urls,
            Bus = bus,
            Ledger = LedgerAddress.Of(context.Environment, settings.Data),
            Mappings = config.Mappings,
            Extra = HandoffSettings.Extra(config.Agreements, config.Mappings),
            Sightings = HandoffSettings.Sightings(config.Agreements),
            Handoff = HandoffSettings.Terms(config.Agreements, config.Roster, null),
            Callers = new Callers(new Dictionary<string, string> { ["demo"] = DemoConfig.Token }, DemoConnections.WebhookSecret, new Uri(settings.Urls[0], "/api/handoffs")),
            Directory = DemoConfig.DirectoryOf(settings.Data),
            SettleTime = SandboxSettles,
            HubSpot = DemoConnections.HubSpot(systems.HubSpotUrl, webhook),
            Salesforce = DemoConnections.Salesforce(systems.SalesforceUrl),
        };
        await PrepareAsync(context, plan, stop);
        var log = new TerminalLog(context.Terminal.IsInteractive ? news.Tell : context.Terminal.Error.WriteLine);
        await using var service = await Service.StartAsync(plan, context.Time, context.Environment, log, stop);
        await systems.SubscribeAsync(webhook, stop);
        var isSigned = await SignAsync(plan, service, context.Time, stop);
        Greet(context, systems, service, settings.Data, isSigned);

        using var edits = new DemoEdits(systems, service.Url, news, context.Time);
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
        foreach (var system in Enum.GetValues<SystemName>()) await outside.Setup(system).ApplyAsync(WatchedObjects.Of(plan.Mappings, system, plan.Extra, plan.Sightings), stop);
    }

    /// <summary>Signs the first version for both sides, once: what somebody changes afterwards is a shadow until it is signed, as anywhere.</summary>
    /// <returns>Whether it signed now.</returns>
    private static async Task<bool> SignAsync(ServicePlan plan, Service service, TimeProvider time, CancellationToken stop)
    {
        var agreements = new KnownAgreements(plan.Handoff, service.Ledger, time);
        await agreements.RefreshAsync(stop);
        if (agreements.Live is not null || agreements.Shadow is not { } sample || agreements.All.Any(version => version.Signatures.Count > 0)) return false;
        await agreements.SignAsync(sample.Hash, TeamSide.Marketing, sample.Signatories.Marketing, stop);
        await agreements.SignAsync(sample.Hash, TeamSide.Sales, sample.Signatories.Sales, stop);
        return agreements.Live is not null;
    }

    private static void Greet(CommandContext context, DemoSystems systems, Service service, string data, bool isSigned)
    {
        var output = context.Terminal.Out;
        output.WriteLine($"HubSpot (emulated)     {systems.HubSpotUrl}");
        output.WriteLine($"Salesforce (emulated)  {systems.SalesforceUrl}");
        output.WriteLine($"the service            {new Uri(service.Url, "/api/sync/status")}");
        output.WriteLine($"handoffs               {new Uri(service.Url, "/api/handoffs")}");
        output.WriteLine($"configuration          {DemoConfig.DirectoryOf(data)}{(isSigned ? "; the demo has signed the sample Agreement for both teams" : "")}");
        output.WriteLine("Ctrl-C stops; start again continues. 'integration handoffs' and 'integration kpis' tell of the Agreement at work.");
    }
}

/// <summary>What the live status shows of a demo beside the service's own numbers.</summary>
internal sealed record DemoView(DemoSystems Systems, DemoNews News);

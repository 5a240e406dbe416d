using Integration.App.Commands;
using Integration.App.Configuration;
using Integration.App.Roles;
using Integration.Connectors.Ports;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Handoff;
using Integration.Handoff.Api;
using Integration.Hosting.Buses;
using Integration.Hosting.Chance;
using Integration.Hosting.Exchanges;
using Integration.Hosting.Health;
using Integration.Hosting.Hints;
using Integration.Hosting.Telemetry;
using Integration.HubSpot;
using Integration.HubSpot.Feeds;
using Integration.Ledger;
using Integration.Messages;
using Integration.Salesforce;
using Integration.Sync;
using Integration.Sync.Owners;
using Integration.Sync.Status;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Integration.App.Running;

/// <summary>One process of the service with its roles, its part of the bus and its HTTP.</summary>
internal sealed class Service : IAsyncDisposable
{
    private const long BodyMax = 1024 * 1024; // HubSpot's largest webhook holds 100 events, a tenth of this.
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(8);

    private readonly WebApplication app;

    private Service(WebApplication app, ILedger ledger) => (this.app, Ledger) = (app, ledger);

    /// <summary>The ledger that it writes.</summary>
    public ILedger Ledger { get; }
    /// <summary>The first address that it listens on.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1");
    /// <summary>How its roles do.</summary>
    public RoleBoard Board => app.Services.GetRequiredService<RoleBoard>();
    /// <summary>Counts its open handoffs; null where nobody judges.</summary>
    public HandoffCount? Handoffs => app.Services.GetService<HandoffCount>();
    /// <summary>Ends when something within asked the process to stop.</summary>
    public CancellationToken Stopping => app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;

    /// <summary>Opens the ledger, wires everything and starts it.</summary>
    /// <exception cref="StopsHereException">A port is in use, or the bus does not answer: nothing is left running.</exception>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be opened.</exception>
    public static async Task<Service> StartAsync(ServicePlan plan, TimeProvider time, Func<string, string?> environment, ILoggerProvider logs, CancellationToken stop)
    {
        var ledger = await LedgerStore.OpenAsync(plan.Ledger, time, stop);
        if (plan.Has(Role.Sync)) await ledger.Runs.BeginAsync(MappingSet.RunOf(plan.Mappings), time.GetUtcNow(), stop);
        var service = new Service(Build(plan, ledger, time, environment, logs), ledger);
        try
        {
            await service.app.StartAsync(stop);
        }
        catch (Exception failure)
        {
            await service.DisposeAsync();
            if (PortFaults.IsInUse(failure)) throw PortFaults.InUse(plan.Urls[0].Port, "the service", "--port PORT or INTEGRATION_URLS");
            if (plan.Bus.Broker is not null && failure is MassTransitException or OperationCanceledException && !stop.IsCancellationRequested)
                throw new StopsHereException(ExitCode.OutsideFailed, $"the bus at {plan.Bus.Broker} did not answer within {plan.Bus.StartTimeout.TotalSeconds:0} s", "start the broker, or mend INTEGRATION_BUS");
            throw;
        }
        var addresses = service.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        service.Url = new Uri(addresses.First());
        if (plan.Handoff.Agreements.Count > 0) service.app.Services.GetService<OwnerWatch>()?.Watch(HandoffSettings.UsersOf(plan.Handoff.Roster));
        var feeds = service.app.Services.GetRequiredService<FeedHealth>();
        foreach (var role in plan.Roles) feeds.Started(role.Word());
        return service;
    }

    /// <summary>Stops taking work, waits for what is on its way, closes the ledger.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(StopsWithin);
        try
        {
            await app.StopAsync(patience.Token);
        }
        catch (Exception unfinished) when (unfinished is OperationCanceledException or AggregateException)
        {
            // The ledger has to be closed all the same, and a failed start must name its own fault and not this one.
            app.Services.GetRequiredService<ILogger<Service>>().LogWarning(unfinished, "Not everything stopped within {Patience}: leases end by themselves, and open intents are looked up at the next start.", StopsWithin);
        }
        await app.DisposeAsync();
        await Ledger.DisposeAsync();
    }

    private static WebApplication Build(ServicePlan plan, ILedger ledger, TimeProvider time, Func<string, string?> environment, ILoggerProvider logs)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = BodyMax);
        builder.WebHost.UseUrls([.. plan.Urls.Select(url => url.GetLeftPart(UriPartial.Authority))]);
        var services = builder.Services;
        services.Configure<HostOptions>(host => host.ShutdownTimeout = StopsWithin - TimeSpan.FromSeconds(2));
        services.AddSingleton(time).AddSingleton<IEntropy, SystemEntropy>().AddSingleton(ledger);
        services.AddSingleton(plan.Mappings).AddSingleton(plan.Sightings).AddSingleton(new MappingSet(plan.Mappings, plan.Extra));
        services.AddHostedService(_ => new TelemetryHost(environment, [.. plan.Roles.Select(role => role.Word())]));
        services.AddSingleton(provider => new FeedHealth(provider.GetRequiredService<RoleBoard>(), plan.Lacks.ToDictionary(lack => lack.Key.ToString().ToLowerInvariant(), lack => lack.Value)));
        services.AddSingleton<LedgerHintSink>().AddSingleton<IHintSink>(provider => new WatchedHintSink(provider.GetRequiredService<LedgerHintSink>(), provider.GetRequiredService<FeedHealth>()));
        services.AddOpenApi("v1", document => document.AddDocumentTransformer((made, _, _) =>
        {
            made.Info.Title = "integration";
            return Task.CompletedTask;
        }));
        var board = new RoleBoard();
        foreach (var role in plan.Roles) board.Expect(role.Word());
        services.AddHealth(board);
        services.AddRoles(plan, environment);

        var app = builder.Build();
        if (plan.Has(Role.HubSpot) && plan.HubSpot.WebhookSecret is not null) app.Services.GetRequiredService<HubSpotWebhookEndpoint>().Map(app);
        app.MapStatus();
        WholeStatus.Map(app);
        if (app.Services.GetService<HandoffLoop>() is not null) app.MapHandoff();
        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json");
        return app;
    }
}

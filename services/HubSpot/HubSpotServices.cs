using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.HubSpot.Feeds;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Integration.HubSpot;

/// <summary>Registers the HubSpot worker.</summary>
public static class HubSpotServices
{
    /// <summary>Adds the connector, schema reader and setup (keyed by <see cref="SystemName.HubSpot"/>, and the connector also plain), the webhook endpoint, and the feeds as a hosted service.</summary>
    /// <param name="services">Must also hold <see cref="TimeProvider"/>, <see cref="IEntropy"/>, <see cref="IHintSink"/> and logging.</param>
    /// <param name="options">Validated when the worker is first resolved.</param>
    /// <param name="watched">What mappings look at.</param>
    public static IServiceCollection AddHubSpot(this IServiceCollection services, HubSpotOptions options, IReadOnlyList<WatchedObject> watched)
    {
        services.AddSingleton(provider => new HubSpotWorker(options, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IEntropy>(), provider.GetRequiredService<ILoggerFactory>()));
        services.AddKeyedSingleton<IConnector>(SystemName.HubSpot, (provider, _) => provider.GetRequiredService<HubSpotWorker>().Connector);
        services.AddKeyedSingleton<ISchemaReader>(SystemName.HubSpot, (provider, _) => provider.GetRequiredService<HubSpotWorker>().Schema);
        services.AddKeyedSingleton<ISystemSetup>(SystemName.HubSpot, (provider, _) => provider.GetRequiredService<HubSpotWorker>().Setup);
        services.AddSingleton<IConnector>(provider => provider.GetRequiredService<HubSpotWorker>().Connector);
        services.AddSingleton(provider => new HubSpotWebhookEndpoint(options, watched, provider.GetRequiredService<IHintSink>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<HubSpotWebhookEndpoint>>()));
        services.AddSingleton<IHostedService>(provider => new HubSpotFeeds(provider.GetRequiredService<HubSpotWorker>(), watched, provider.GetRequiredService<IHintSink>()));
        return services;
    }
}

/// <summary>Runs the feeds while the host runs.</summary>
internal sealed class HubSpotFeeds(HubSpotWorker worker, IReadOnlyList<WatchedObject> watched, IHintSink sink) : BackgroundService
{
    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => worker.RunFeedsAsync(watched, sink, stoppingToken);
}

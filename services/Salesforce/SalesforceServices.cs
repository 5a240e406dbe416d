using Integration.Connectors.Ports;
using Integration.Core.Records;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Integration.Salesforce;

/// <summary>Registers the Salesforce worker.</summary>
public static class SalesforceServices
{
    /// <summary>Adds the connector, schema reader and setup (keyed by <see cref="SystemName.Salesforce"/>, and the connector also plain), and the feeds as a hosted service.</summary>
    /// <param name="services">Must also hold <see cref="TimeProvider"/>, <see cref="IEntropy"/>, <see cref="IHintSink"/> and logging.</param>
    /// <param name="options">Validated when the worker is first resolved.</param>
    /// <param name="watched">What mappings look at.</param>
    public static IServiceCollection AddSalesforce(this IServiceCollection services, SalesforceOptions options, IReadOnlyList<WatchedObject> watched)
    {
        services.AddSingleton(provider => new SalesforceWorker(options, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IEntropy>(), provider.GetRequiredService<ILoggerFactory>()));
        services.AddKeyedSingleton<IConnector>(SystemName.Salesforce, (provider, _) => provider.GetRequiredService<SalesforceWorker>().Connector);
        services.AddKeyedSingleton<ISchemaReader>(SystemName.Salesforce, (provider, _) => provider.GetRequiredService<SalesforceWorker>().Schema);
        services.AddKeyedSingleton<ISystemSetup>(SystemName.Salesforce, (provider, _) => provider.GetRequiredService<SalesforceWorker>().Setup);
        services.AddSingleton<IConnector>(provider => provider.GetRequiredService<SalesforceWorker>().Connector);
        services.AddSingleton<IHostedService>(provider => new SalesforceFeeds(provider.GetRequiredService<SalesforceWorker>(), watched, provider.GetRequiredService<IHintSink>()));
        return services;
    }
}

/// <summary>Runs the feeds while the host runs.</summary>
internal sealed class SalesforceFeeds(SalesforceWorker worker, IReadOnlyList<WatchedObject> watched, IHintSink sink) : BackgroundService
{
    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => worker.RunFeedsAsync(watched, sink, stoppingToken);
}

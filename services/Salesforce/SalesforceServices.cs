using Integration.Connectors.Ports;
using Integration.Core.Records;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Integration.Salesforce;

/// <summary>Registers the Salesforce side in a container.</summary>
public static class SalesforceServices
{
    /// <summary>
    /// Registers <see cref="SalesforceWorker"/>, its <see cref="IConnector"/>, <see cref="ISchemaReader"/> and <see cref="ISystemSetup"/>
    /// (keyed by <see cref="SystemName.Salesforce"/>, the connector unkeyed as well), and its polls as a hosted service. Needs
    /// <see cref="IHintSink"/>, <see cref="TimeProvider"/>, <see cref="IEntropy"/> and logging.
    /// </summary>
    /// <exception cref="ArgumentException">Options are out of range; the message names all of them.</exception>
    public static IServiceCollection AddSalesforce(this IServiceCollection services, SalesforceOptions options, IReadOnlyList<WatchedObject> watched)
    {
        if (options.Problems() is { Count: > 0 } problems) throw new ArgumentException(string.Join(Environment.NewLine, problems), nameof(options));
        services.AddSingleton(provider => new SalesforceWorker(options, watched, provider.GetRequiredService<IHintSink>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IEntropy>(), provider.GetService<ILoggerFactory>()));
        services.AddSingleton<IConnector>(provider => provider.GetRequiredService<SalesforceWorker>().Connector);
        services.AddKeyedSingleton<IConnector>(SystemName.Salesforce, (provider, _) => provider.GetRequiredService<SalesforceWorker>().Connector);
        services.AddKeyedSingleton<ISchemaReader>(SystemName.Salesforce, (provider, _) => provider.GetRequiredService<SalesforceWorker>().SchemaReader);
        services.AddKeyedSingleton<ISystemSetup>(SystemName.Salesforce, (provider, _) => provider.GetRequiredService<SalesforceWorker>().Setup);
        return services.AddHostedService<Running>();
    }

    private sealed class Running(SalesforceWorker worker) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => worker.RunAsync(stoppingToken);
    }
}

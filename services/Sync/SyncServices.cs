using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Ledger;
using Integration.Sync.Cycles;
using Integration.Sync.Recalls;
using Microsoft.Extensions.DependencyInjection;

namespace Integration.Sync;

/// <summary>Wires Sync into a host that has the ledger, the mappings, both connectors, the clock and the entropy.</summary>
public static class SyncServices
{
    /// <summary>Adds the loop and all it is made of. Needs ILedger, MappingSet, IEntropy, TimeProvider and one keyed IConnector per <see cref="SystemName"/>.</summary>
    public static IServiceCollection AddSync(this IServiceCollection services, SyncOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<Bell>();
        services.AddSingleton(provider => new PairCycle(
            provider.GetRequiredService<ILedger>(),
            provider.GetRequiredKeyedService<IConnector>(SystemName.HubSpot),
            provider.GetRequiredKeyedService<IConnector>(SystemName.Salesforce),
            provider.GetRequiredService<MappingSet>(),
            options,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IEntropy>()));
        services.AddSingleton<SyncLoop>().AddSingleton<MappingRecall>().AddSingleton<FullSweep>();
        services.AddHostedService<RecallLoop>();
        services.AddHostedService(provider => provider.GetRequiredService<SyncLoop>());
        return services;
    }
}

using Integration.Connectors.Bells;
using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Core.Sightings;
using Integration.Ledger;
using Integration.Sync.Cycles;
using Integration.Sync.Erasing;
using Integration.Sync.Owners;
using Integration.Sync.Recalls;
using Integration.Sync.Sightings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Integration.Sync;

/// <summary>Wires Sync into a host that has the ledger, the mappings, both connectors, the clock and the entropy.</summary>
public static class SyncServices
{
    /// <summary>Adds the loop and all it is made of. Needs ILedger, MappingSet, SightingPlan, IEntropy, TimeProvider and one keyed IConnector per <see cref="SystemName"/>.</summary>
    /// <param name="services">Where.</param>
    /// <param name="options">How.</param>
    /// <param name="ringHandoff">Gives what is told how many pairs went around or were seen at something; it must return at once. Null = nobody judges.</param>
    public static IServiceCollection AddSync(this IServiceCollection services, SyncOptions options, Func<IServiceProvider, Action<int>>? ringHandoff = null)
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
            provider.GetRequiredService<IEntropy>(),
            ringHandoff?.Invoke(provider)));
        services.AddSingleton(provider => new SightingCycle(
            provider.GetRequiredService<ILedger>(),
            provider.GetRequiredKeyedService<IConnector>(SystemName.HubSpot),
            provider.GetRequiredKeyedService<IConnector>(SystemName.Salesforce),
            provider.GetRequiredService<SightingPlan>(),
            options,
            provider.GetRequiredService<TimeProvider>(),
            ringHandoff?.Invoke(provider)));
        services.AddHostedService(provider => new SightingLoop(
            provider.GetRequiredService<SightingCycle>(), provider.GetRequiredService<SightingPlan>(), options, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SightingLoop>>()));
        services.AddSingleton(provider => new OwnerWatch(
            provider.GetRequiredService<ILedger>(),
            provider.GetRequiredKeyedService<IConnector>(SystemName.Salesforce),
            provider.GetRequiredService<TimeProvider>(),
            ringHandoff?.Invoke(provider),
            provider.GetRequiredService<ILogger<OwnerWatch>>()));
        services.AddHostedService(provider => provider.GetRequiredService<OwnerWatch>());
        services.AddSingleton<SyncLoop>().AddSingleton<MappingRecall>().AddSingleton<FullSweep>();
        services.AddHostedService<RecallLoop>();
        services.AddHostedService(provider => provider.GetRequiredService<SyncLoop>());
        services.AddSingleton<Eraser>();
        services.AddHostedService(provider => new ErasureLoop(
            provider.GetRequiredService<ILedger>(),
            provider.GetRequiredKeyedService<IConnector>(SystemName.HubSpot),
            provider.GetRequiredKeyedService<IConnector>(SystemName.Salesforce),
            provider.GetRequiredService<MappingSet>(),
            provider.GetRequiredService<Eraser>(),
            options,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IEntropy>(),
            provider.GetRequiredService<ILogger<ErasureLoop>>()));
        return services;
    }
}

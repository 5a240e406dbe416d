using Integration.App.Configuration;
using Integration.App.Roles;
using Integration.Connectors.Bells;
using Integration.Connectors.Ports;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Handoff;
using Integration.Handoff.Agreements;
using Integration.Hosting.Buses;
using Integration.Hosting.Exchanges;
using Integration.Hosting.Health;
using Integration.Hosting.Hints;
using Integration.HubSpot;
using Integration.Messages;
using Integration.Salesforce;
using Integration.Sync;
using Integration.Sync.Owners;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Integration.App.Running;

/// <summary>Wires the roles of one process, and the bells between them.</summary>
internal static class HostedRoles
{
    /// <summary>Adds the roles, the bus between them, and what watches the configuration.</summary>
    public static void AddRoles(this IServiceCollection services, ServicePlan plan, Func<string, string?> environment)
    {
        var hasSync = plan.Has(Role.Sync);
        if (plan.Has(Role.HubSpot)) services.AddHubSpot(plan.HubSpot, WatchedObjects.Of(plan.Mappings, SystemName.HubSpot, plan.Extra, plan.Sightings));
        if (plan.Has(Role.Salesforce)) services.AddSalesforce(plan.Salesforce, WatchedObjects.Of(plan.Mappings, SystemName.Salesforce, plan.Extra, plan.Sightings));
        foreach (var system in Enum.GetValues<SystemName>())
        {
            var isHere = plan.Has(system == SystemName.HubSpot ? Role.HubSpot : Role.Salesforce);
            if (isHere && plan.Bus.Broker is not null) services.OfferConnector(plan.Bus, system, provider => Local(provider, system));
            if (hasSync && (!isHere || plan.Bus.IsAlwaysRemote)) services.AddKeyedSingleton(system, (provider, _) => provider.Remote(system));
        }
        // Without an Agreement the role is there and has nothing to do.
        var judged = plan.Handoff.Agreements.Count > 0 ? HandoffSettings.PeopleOf(plan.Mappings) : null;
        var judgesHere = plan.Has(Role.Handoff) && judged is not null;
        if (hasSync && judged is not null && !judgesHere && plan.Bus.Broker is not null) services.AddSingleton<BusHandoffDoorbell>().AddHostedService(provider => provider.GetRequiredService<BusHandoffDoorbell>());
        // In one process the bell is rung directly; Sync of other processes finds the same pairs by its sweep.
        if (hasSync) services.AddSync(new SyncOptions { Owner = $"{Environment.MachineName}/{Environment.ProcessId}", LeaseTime = plan.LeaseTime, FullSweepPeriod = plan.SweepPeriod, Limits = new SyncLimits { SettleTime = plan.SettleTime } }, RingsHandoff(judgesHere, judged is not null && plan.Bus.Broker is not null))
            .AddSingleton<IDoorbell>(provider => new LocalDoorbell(touched => provider.GetRequiredService<Bell>().Ring(touched.Count, touched.Lane)));
        else services.AddSingleton<BusDoorbell>().AddSingleton<IDoorbell>(provider => provider.GetRequiredService<BusDoorbell>()).AddHostedService(provider => provider.GetRequiredService<BusDoorbell>());
        if (judgesHere)
            services.AddHandoff(new HandoffOptions { Mapping = judged!.Name, Owner = $"{Environment.MachineName}/{Environment.ProcessId}/handoff" }, judged, plan.Handoff, plan.Callers,
                provider => count => provider.GetRequiredService<IDoorbell>().Ring(new RecordsTouched(SystemName.HubSpot, Lane.Hot, count)));
        if (plan.Directory is { } directory)
            services.AddHostedService(provider => new ConfigWatch(
                directory, environment, plan.Schemas, plan.Mappings, plan.Sightings, provider.GetRequiredService<MappingSet>(), provider.GetService<OwnerWatch>(), provider.GetService<KnownAgreements>(), plan.NextStart,
                provider.GetRequiredService<RoleBoard>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ConfigWatch>>()));
        services.AddBus(plan.Bus, bus =>
        {
            if (hasSync) bus.AddConsumer<RecordsTouchedConsumer>();
            if (judgesHere) bus.AddConsumer<PairsChangedConsumer>();
        });
    }

    // As with Sync's own bell, in one process; a role that is only elsewhere is rung over the bus, where there is one, and else finds the same people by its sweep.
    private static Func<IServiceProvider, Action<int>>? RingsHandoff(bool isHere, bool isElsewhere) =>
        isHere ? provider => count => provider.GetRequiredKeyedService<Bell>(HandoffServices.BellKey).Ring(count)
        : isElsewhere ? provider => count => provider.GetRequiredService<BusHandoffDoorbell>().Ring(new PairsChanged(count))
        : null;

    private static IConnector Local(IServiceProvider provider, SystemName system) =>
        system == SystemName.HubSpot ? provider.GetRequiredService<HubSpotWorker>().Connector : provider.GetRequiredService<SalesforceWorker>().Connector;
}

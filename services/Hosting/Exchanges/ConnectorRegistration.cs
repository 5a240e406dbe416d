using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Hosting.Buses;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Integration.Hosting.Exchanges;

/// <summary>Offers a worker on the bus, and reaches one that is elsewhere.</summary>
public static class ConnectorRegistration
{
    /// <summary>Lets this process answer for a system: requests on the system's queue go to the given connector. Any number of processes may.</summary>
    /// <param name="services">Where to; <see cref="BusRegistration.AddBus"/> may come before or after.</param>
    /// <param name="options">The bus's options.</param>
    /// <param name="system">Which system.</param>
    /// <param name="connector">Finds the local connector.</param>
    public static IServiceCollection OfferConnector(this IServiceCollection services, BusOptions options, SystemName system, Func<IServiceProvider, IConnector> connector) =>
        services.AddSingleton(provider => new BusEndpoint(options.QueueOf(system), endpoint =>
        {
            var local = connector(provider);
            var time = provider.GetRequiredService<TimeProvider>();
            endpoint.Consumer(() => new ReadConsumer(local));
            endpoint.Consumer(() => new FindConsumer(local));
            endpoint.Consumer(() => new OwnersConsumer(local));
            endpoint.Consumer(() => new WriteConsumer(local, time));
        }));

    /// <summary>A connector that asks whichever process answers for the system.</summary>
    public static IConnector Remote(this IServiceProvider provider, SystemName system) => ActivatorUtilities.CreateInstance<RemoteConnector>(provider, system);
}

using MassTransit;
using MassTransit.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Integration.Hosting.Buses;

/// <summary>A receive endpoint beside those of registered consumers: a worker's request queue.</summary>
/// <param name="Queue">Full name, with the prefix.</param>
/// <param name="Configure">Adds its consumers.</param>
public sealed record BusEndpoint(string Queue, Action<IReceiveEndpointConfigurator> Configure);

/// <summary>Wires the bus once, in memory or on RabbitMQ.</summary>
/// <remarks>
/// Messages are doorbells and requests: nothing on the bus is the only copy of anything (P7). So queues keep no failed or
/// skipped message, a doorbell is tried three times and then left to the sweeper, and a request is never tried again by the bus:
/// its asker learns of the failure and decides. A lost broker is found again by MassTransit itself; meanwhile sends fail or
/// time out and the sweeper carries on.
/// </remarks>
public static class BusRegistration
{
    /// <summary>Adds the bus and its hosted service.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="options">Which bus.</param>
    /// <param name="register">Adds consumers of doorbells; each gets a queue named after it.</param>
    public static IServiceCollection AddBus(this IServiceCollection services, BusOptions options, Action<IBusRegistrationConfigurator>? register = null)
    {
        // Ambient, and kept from the first host of an async flow: a second one there would log to a disposed factory and throw (caveat 2).
        LogContext.Current = null;
        services.AddSingleton(options);
        services.AddMassTransit(bus =>
        {
            bus.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter(options.Prefix, false));
            bus.ConfigureHealthCheckOptions(health =>
            {
                health.Name = "bus";
                // The sweeper works without the bus, so its loss is a slower service and not a dead one.
                health.MinimalFailureStatus = HealthStatus.Degraded;
            });
            bus.DisableUsageTelemetry(); // MassTransit reports its use to its makers by default; a customer data service calls nobody it was not told to.
            register?.Invoke(bus);
            bus.AddConfigureEndpointsCallback((_, _, endpoint) => Doorbell(endpoint));
            if (options.Broker is { } broker)
            {
                // Answers by direct reply-to (rabbitmq.com/docs/direct-reply-to): one to an asker that died is dropped by the broker. By default they go to
                // an exchange of the asker's that dies with it: the broker then closes the worker's channel, and the worker hears no more questions from anyone.
                bus.SetRabbitMqReplyToRequestClientFactory();
                bus.UsingRabbitMq((context, rabbit) => OnRabbitMq(context, rabbit, options, broker));
            }
            else bus.UsingInMemory((context, memory) => Common(context, memory, options));
        });
        services.Configure<MassTransitHostOptions>(host =>
        {
            // Without it messages published right after the start go to an exchange that no queue is bound to yet, and are lost (performance.md section 2, caveat 1).
            host.WaitUntilStarted = true;
            host.StartTimeout = options.StartTimeout;
            host.StopTimeout = TimeSpan.FromSeconds(5);
        });
        return services;
    }

    private static void OnRabbitMq(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator rabbit, BusOptions options, BusAddress broker)
    {
        rabbit.Host(broker.Host, broker.Port, broker.VirtualHost, host =>
        {
            host.Username(broker.User);
            host.Password(broker.Password);
            host.Heartbeat(TimeSpan.FromSeconds(10));
            if (broker.IsTls) host.UseSsl(tls => tls.ServerName = broker.Host);
        });
        Common(context, rabbit, options);
    }

    private static void Common<TEndpoint>(IBusRegistrationContext context, IBusFactoryConfigurator<TEndpoint> bus, BusOptions options)
        where TEndpoint : IReceiveEndpointConfigurator
    {
        bus.ConfigureJsonSerializerOptions(json =>
        {
            json.WriteIndented = false; // Indented by default: a third of a full batch would be blanks.
            json.Converters.Insert(0, new RulesJson());
            return json;
        });
        if (options.Prefix.Length > 0)
            bus.MessageTopology.SetEntityNameFormatter(new PrefixEntityNameFormatter(bus.MessageTopology.EntityNameFormatter, options.Prefix));
        foreach (var extra in context.GetServices<BusEndpoint>())
        {
            bus.ReceiveEndpoint(extra.Queue, endpoint =>
            {
                endpoint.PrefetchCount = options.ExchangesMax;
                endpoint.ConcurrentMessageLimit = options.ExchangesMax;
                Forgetful(endpoint);
                extra.Configure(endpoint);
            });
        }
        bus.ConfigureEndpoints(context);
    }

    private static void Doorbell(IReceiveEndpointConfigurator endpoint)
    {
        endpoint.PrefetchCount = 64;
        endpoint.ConcurrentMessageLimit = 4;
        endpoint.UseMessageRetry(retry => retry.Intervals(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(500)));
        // Bells that nobody answered while the role was down say nothing that the first sweep after the start does not find.
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit) rabbit.SetQueueArgument("x-message-ttl", (int)TimeSpan.FromMinutes(1).TotalMilliseconds);
        Forgetful(endpoint);
    }

    private static void Forgetful(IReceiveEndpointConfigurator endpoint)
    {
        endpoint.DiscardFaultedMessages();
        endpoint.DiscardSkippedMessages();
    }
}

using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Hosting.Buses;
using Integration.Hosting.Exchanges;
using Integration.Hosting.Hints;
using Integration.Messages;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Integration.Hosting.Tests.Buses;

/// <summary>Processes on one bus: in memory a single one, on RabbitMQ an asker and a worker.</summary>
internal sealed class BusWorld(BusOptions options) : IAsyncDisposable
{
    private readonly List<IHost> hosts = [];

    public Bells Bells { get; } = new();

    public static IHost Build(BusOptions options, Action<IServiceCollection> services, Action<IBusRegistrationConfigurator>? register = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        services(builder.Services);
        builder.Services.AddBus(options, register);
        return builder.Build();
    }

    /// <summary>Starts worker and asker; answers with the asker's connector.</summary>
    public async Task<IConnector> StartAsync(IConnector worker)
    {
        if (options.Broker is not null) await AddAsync(services => Offer(services, worker));
        var asker = await AddAsync(services =>
        {
            if (options.Broker is null) Offer(services, worker);
            services.AddSingleton<BusDoorbell>().AddHostedService(provider => provider.GetRequiredService<BusDoorbell>());
            services.AddSingleton(Bells);
        }, bus => bus.AddConsumer<BellConsumer>());
        Doorbell = asker.Services.GetRequiredService<BusDoorbell>();
        return asker.Services.Remote(worker.System);
    }

    public IDoorbell Doorbell { get; private set; } = null!;

    /// <summary>Ends the first process, as a deployment would.</summary>
    public Task StopWorkerAsync() => hosts[0].StopAsync();

    public async Task<IHost> AddAsync(Action<IServiceCollection> services, Action<IBusRegistrationConfigurator>? register = null)
    {
        var host = Build(options, services, register);
        hosts.Add(host);
        await host.StartAsync();
        return host;
    }

    public void Offer(IServiceCollection services, IConnector worker) => services.OfferConnector(options, worker.System, _ => worker);

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Enumerable.Reverse(hosts))
        {
            await host.StopAsync();
            host.Dispose();
        }
        if (options.Broker is { } broker) await TestBroker.DropAsync(broker, options.Prefix);
    }
}

/// <summary>The doorbells that came.</summary>
internal sealed class Bells
{
    private readonly System.Threading.Channels.Channel<RecordsTouched> heard = System.Threading.Channels.Channel.CreateUnbounded<RecordsTouched>();

    public void Hear(RecordsTouched bell) => heard.Writer.TryWrite(bell);

    public async Task<RecordsTouched> NextAsync(int seconds = 20) => await heard.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(seconds));
}

internal sealed class BellConsumer(Bells bells) : IConsumer<RecordsTouched>
{
    public Task Consume(ConsumeContext<RecordsTouched> context)
    {
        bells.Hear(context.Message);
        return Task.CompletedTask;
    }
}

using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Salesforce.Tests.Worlds;
using Integration.Salesforce.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Integration.Salesforce.Tests;

public class SalesforceRegistrationTests
{
    [Fact]
    public async Task A_host_with_the_worker_tells_the_orgs_records_and_stops_cleanly()
    {
        await using var world = await OrgWorld.StartAsync();
        var ada = world.Lead("Byron");
        var sink = new MemorySink();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<IEntropy>(new SeededEntropy()).AddSingleton<IHintSink>(sink)
            .AddSalesforce(new SalesforceOptions { Url = world.Server.Url, Login = new ClientCredentialsLogin("sandbox", "sandbox"), PollPeriod = TimeSpan.FromSeconds(1) }, [new WatchedObject("Lead", ["Email"], "Email")]);
        using var host = builder.Build();

        await host.StartAsync();
        for (var wait = 0; wait < 200 && !sink.Hints.Any(); wait++) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        await host.StopAsync();

        Assert.Equal(ada, Assert.Single(sink.Hints).Key);
        Assert.Equal(SystemName.Salesforce, host.Services.GetRequiredKeyedService<IConnector>(SystemName.Salesforce).System);
        Assert.NotNull(host.Services.GetRequiredKeyedService<ISystemSetup>(SystemName.Salesforce));
        Assert.NotNull(host.Services.GetRequiredKeyedService<ISchemaReader>(SystemName.Salesforce));
    }

    [Fact]
    public void Options_out_of_range_are_refused_all_at_once()
    {
        var options = new SalesforceOptions { Url = new Uri("http://acme.my.salesforce.com"), Login = new ClientCredentialsLogin("", " "), ApiVersion = "45.0", CallsInFlightMax = 0, PollPeriod = TimeSpan.Zero, PollPageMax = 2_001 };

        Assert.Equal(7, options.Problems().Count);
        Assert.Throws<ArgumentException>(() => new SalesforceWorker(options, TimeProvider.System, new SeededEntropy(), Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance));
    }
}

using Integration.Hosting.Buses;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Integration.Hosting.Tests.Buses;

/// <summary>The RabbitMQ that <c>tests/run</c> starts. Tests share it under prefixes of their own and leave nothing behind.</summary>
internal static class TestBroker
{
    private const string Variable = "INTEGRATION_TEST_RABBITMQ";
    private static int worlds;

    public static BusOptions Options(BusAddress? address = null) => new()
    {
        Broker = address ?? Address(),
        Prefix = $"t{Environment.ProcessId}-{Interlocked.Increment(ref worlds)}-",
        StartTimeout = TimeSpan.FromSeconds(30),
    };

    public static BusAddress Address()
    {
        var text = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(text)) Assert.Skip($"set {Variable}, or run tests/run, which starts a broker");
        return BusAddress.Parse(text);
    }

    public static async Task DropAsync(BusAddress broker, string prefix)
    {
        var factory = new ConnectionFactory { HostName = broker.Host, Port = broker.Port, UserName = broker.User, Password = broker.Password, VirtualHost = broker.VirtualHost };
        await using var connection = await factory.CreateConnectionAsync();
        foreach (var queue in new[] { "hubspot", "salesforce", "bell" })
        {
            await using var channel = await connection.CreateChannelAsync();
            await channel.QueueDeleteAsync(prefix + queue);
            await channel.ExchangeDeleteAsync(prefix + queue);
        }
        foreach (var message in new[] { "ReadRecords", "RecordsRead", "FindRecords", "RecordsFound", "WriteRecords", "RecordsWritten", "RecordsTouched" })
        {
            await using var channel = await connection.CreateChannelAsync();
            await channel.ExchangeDeleteAsync($"{prefix}Integration.Messages:{message}");
        }
    }
}

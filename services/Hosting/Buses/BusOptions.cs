using Integration.Core.Records;

namespace Integration.Hosting.Buses;

/// <summary>Which bus carries the messages, and how patiently.</summary>
public sealed record BusOptions
{
    private const string InMemory = "memory";

    /// <summary>The broker; null (the default) = in memory, for roles of one process only.</summary>
    public BusAddress? Broker { get; init; }
    /// <summary>Put before every queue and exchange, so that two installations can share a broker. Letters, digits, <c>-</c> and <c>_</c>, at most 40; default none.</summary>
    public string Prefix { get; init; } = "";
    /// <summary>Whether connectors in the same process are called over the bus all the same. Default false: called directly.</summary>
    public bool IsAlwaysRemote { get; init; }
    /// <summary>How long to wait for the answer to a read or a look-up. 1 s to 10 min; default 60 s, room for retries within the worker.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(60);
    /// <summary>
    /// How long to wait for the answer to a write; afterwards its outcome is unknown and must be looked up. 1 s to 10 min; default 60 s.
    /// A worker does not begin a write that waited longer than half of this.
    /// </summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(60);
    /// <summary>How long the start waits for the broker before it gives up. 1 s to 10 min; default 30 s.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>Requests to one worker process on their way at the same time. 1 to 200; default 16: each may carry 2,000 records.</summary>
    public int ExchangesMax { get; init; } = 16;

    /// <summary>The queue that a system's worker answers on.</summary>
    public string QueueOf(SystemName system) => Prefix + (system == SystemName.HubSpot ? "hubspot" : "salesforce");

    /// <summary>Reads <c>INTEGRATION_BUS</c> (an AMQP address, or <c>memory</c> as without it) and <c>INTEGRATION_BUS_PREFIX</c>.</summary>
    /// <param name="environment">The value of a variable, or null.</param>
    /// <exception cref="FormatException">A variable's text is not what it should be; the message says where, what and how to mend it, and shows no password.</exception>
    public static BusOptions Of(Func<string, string?> environment)
    {
        var prefix = environment("INTEGRATION_BUS_PREFIX") ?? "";
        if (prefix.Length > 40 || !prefix.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
            throw new FormatException("INTEGRATION_BUS_PREFIX: only letters, digits, '-' and '_', at most 40 of them");
        var broker = environment("INTEGRATION_BUS");
        return new BusOptions { Prefix = prefix, Broker = string.IsNullOrWhiteSpace(broker) || broker == InMemory ? null : BusAddress.Parse(broker) };
    }
}

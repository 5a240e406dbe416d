using Integration.Connectors.Feeds;
using Integration.Connectors.Http;
using Integration.Connectors.Ports;
using Integration.Connectors.Quotas;
using Integration.HubSpot.Client;
using Integration.HubSpot.Faults;
using Integration.HubSpot.Feeds;
using Integration.HubSpot.Schemas;
using Integration.HubSpot.Setup;
using Integration.HubSpot.Tokens;
using Microsoft.Extensions.Logging;

namespace Integration.HubSpot;

/// <summary>The HubSpot side put together, without a container: connector, schema, setup, quota, feeds.</summary>
public sealed class HubSpotWorker : IDisposable
{
    private readonly HubSpotClient client;
    private readonly HubSpotOptions options;
    private readonly TimeProvider clock;
    private readonly IEntropy entropy;
    private readonly HttpClient http;
    private readonly ILogger log;

    /// <summary>Puts it together; calls nobody yet.</summary>
    /// <exception cref="ArgumentException">An option is out of range; the message lists all that are.</exception>
    public HubSpotWorker(HubSpotOptions options, TimeProvider clock, IEntropy entropy, ILoggerFactory logs)
    {
        if (options.Problems() is { Count: > 0 } problems) throw new ArgumentException(string.Join("; ", problems), nameof(options));
        this.options = options;
        this.clock = clock;
        this.entropy = entropy;
        log = logs.CreateLogger("Integration.HubSpot");
        http = OutsideHttp.NewClient();
        // 250,000 is the smallest edition's day (facts/hubspot.md section 6).
        Quota = new QuotaGate(new QuotaOptions { System = HubSpotClient.System, Daily = options.DailyCalls, LimitUntilTold = 250_000, Day = QuotaDay.FromMidnight, BurstMax = options.BurstMax }, clock);
        var outside = new OutsideHttp(http, new OutsideOptions { System = HubSpotClient.System, BaseUrl = options.Url, AttemptTimeout = options.CallTimeout }, new HubSpotDialect(clock), TokenEndpoint.SourceFor(http, options, clock), Quota, clock, entropy);
        // An OAuth token names its account itself, and TokenEndpoint compares it; a private app's token names nothing.
        client = new HubSpotClient(outside, options.ApiVersion, clock, new AccountCheck(options.Login is RefreshTokenLogin ? 0 : options.PortalId));
        Connector = new HubSpotConnector(client, options);
        Schema = new HubSpotSchemaReader(client);
        Setup = new HubSpotSetup(client, options);
    }

    /// <summary>Reads, finds, writes.</summary>
    public HubSpotConnector Connector { get; }
    /// <summary>Describes objects.</summary>
    public HubSpotSchemaReader Schema { get; }
    /// <summary>Makes what we need in the portal.</summary>
    public HubSpotSetup Setup { get; }
    /// <summary>What was spent of the allowance.</summary>
    public QuotaGate Quota { get; }

    /// <summary>Code of the fault by which every call is refused while the credential belongs to another account than <see cref="HubSpotOptions.PortalId"/>.</summary>
    public const string OtherAccountCode = HubSpotFaults.OtherAccountCode;

    internal HubSpotClient Client => client;

    /// <summary>Number of the account that the credential belongs to; null when HubSpot does not tell us.</summary>
    public async Task<long?> AccountAsync(CancellationToken stop) => (await client.AccountAsync(stop)).Value?.PortalId;

    /// <summary>Everything that tells of changes: per watched object the poll, the first load and the sweep of its deletions, and the quota's count. Rounds may be driven by hand.</summary>
    public IReadOnlyList<IFeed> Feeds(IReadOnlyList<WatchedObject> watched, IHintSink sink) =>
    [
        // The poll first: a load begins only once the poll's first cursor is stored.
        .. watched.Select(each => new HubSpotPoller(client, options, each, sink, clock, log)),
        .. watched.Where(each => !each.IsSighted).Select(each => new HubSpotBackfill(client, options, each, sink)),
        .. watched.Where(each => !each.IsSighted).Select(each => new HubSpotSweep(client, options, each, sink, clock, log)),
        new QuotaFeed("hubspot", Quota, sink, new AccountZone(client, Quota, warning => log.LogWarning("{Warning}", warning)).LearnAsync),
    ];

    /// <summary>Runs all feeds until stopped.</summary>
    public Task RunFeedsAsync(IReadOnlyList<WatchedObject> watched, IHintSink sink, CancellationToken stop) =>
        Task.WhenAll(Feeds(watched, sink).Select(feed => new FeedLoop(feed, sink, clock, entropy, Failed).RunAsync(stop)));

    /// <summary>Closes connections; calls under way end with CONNECTION_LOST.</summary>
    public void Dispose() => http.Dispose();

    private void Failed(string feed, Exception error)
    {
        // A fault is told in a line; the trace of anything else is needed to mend it.
        if (error is ConnectorHaltException halt) log.LogWarning("Feed {Feed} failed: {Code}: {Reason} {Mend}", feed, halt.Fault.Code, halt.Fault.Reason, halt.Fault.Mend);
        else log.LogError(error, "Feed {Feed} failed.", feed);
    }
}

using Integration.Connectors.Feeds;
using Integration.Connectors.Http;
using Integration.Connectors.Ports;
using Integration.Connectors.Quotas;
using Integration.Salesforce.Client;
using Integration.Salesforce.Feeds;
using Integration.Salesforce.Schemas;
using Integration.Salesforce.Setup;
using Integration.Salesforce.Tokens;
using Microsoft.Extensions.Logging;

namespace Integration.Salesforce;

/// <summary>The Salesforce side put together, without a container: connector, schema, setup, quota, feeds.</summary>
public sealed class SalesforceWorker : IDisposable
{
    private readonly SalesforceClient client;
    private readonly SchemaCache schemas;
    private readonly SalesforceOptions options;
    private readonly TimeProvider clock;
    private readonly IEntropy entropy;
    private readonly HttpClient http;
    private readonly bool ownsHttp;
    private readonly ILogger log;

    /// <summary>Puts it together; calls nobody yet.</summary>
    /// <param name="options">What the admin set.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="entropy">Spreads repetitions and polls.</param>
    /// <param name="logs">Where warnings go.</param>
    /// <param name="http">Another way out than the network, for tests; stays the caller's. Null = a client of our own.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message lists all that are.</exception>
    public SalesforceWorker(SalesforceOptions options, TimeProvider clock, IEntropy entropy, ILoggerFactory logs, HttpClient? http = null)
    {
        if (options.Problems() is { Count: > 0 } problems) throw new ArgumentException(string.Join("; ", problems), nameof(options));
        this.options = options;
        this.clock = clock;
        this.entropy = entropy;
        log = logs.CreateLogger("Integration.Salesforce");
        ownsHttp = http is null;
        this.http = http ?? OutsideHttp.NewClient();
        // 15,000 is the smallest edition's day (facts/salesforce.md section 6). Salesforce has no burst limit; ours only stops a runaway loop.
        Quota = new QuotaGate(new QuotaOptions { System = SalesforceClient.System, Daily = options.DailyCalls, LimitUntilTold = 15_000, Day = QuotaDay.Rolling, BurstMax = 1_000 }, clock);
        var tokens = TokenEndpoint.SourceFor(this.http, options, clock, warning => log.LogWarning("{Warning}", warning));
        var outside = new OutsideHttp(this.http, new OutsideOptions { System = SalesforceClient.System, BaseUrl = options.Url, AttemptTimeout = options.CallTimeout }, new SalesforceDialect(), tokens, Quota, clock, entropy);
        client = new SalesforceClient(outside, Quota, clock, options.ApiVersion);
        schemas = new SchemaCache(client, options.SchemaAge, clock);
        Connector = new SalesforceConnector(client, schemas, options, log);
        Schema = new SalesforceSchemaReader(client);
        Setup = new SalesforceSetup(client, schemas, clock);
    }

    /// <summary>Reads, finds, writes.</summary>
    public SalesforceConnector Connector { get; }
    /// <summary>Describes objects.</summary>
    public SalesforceSchemaReader Schema { get; }
    /// <summary>Makes what we need in the org.</summary>
    public SalesforceSetup Setup { get; }
    /// <summary>What was spent of the allowance.</summary>
    public QuotaGate Quota { get; }

    /// <summary>Everything that tells of changes: the poll of each watched object, whose first round is the first load, the sweep of its deletions, and the quota's count. Rounds may be driven by hand.</summary>
    public IReadOnlyList<IFeed> Feeds(IReadOnlyList<WatchedObject> watched, IHintSink sink) =>
    [
        .. watched.Select(each => new SalesforcePoller(client, schemas, sink, each, options, clock, log)),
        .. watched.Where(each => !each.IsSighted).Select(each => new SalesforceSweep(client, schemas, sink, each, options, clock, log)),
        new QuotaFeed("salesforce", Quota, sink),
    ];

    /// <summary>Runs all feeds until stopped.</summary>
    public Task RunFeedsAsync(IReadOnlyList<WatchedObject> watched, IHintSink sink, CancellationToken stop) =>
        Task.WhenAll(Feeds(watched, sink).Select(feed => new FeedLoop(feed, sink, clock, entropy, Failed).RunAsync(stop)));

    /// <summary>Closes connections; calls under way end with CONNECTION_LOST.</summary>
    public void Dispose()
    {
        if (ownsHttp) http.Dispose();
    }

    private void Failed(string feed, Exception error)
    {
        // A fault is told in a line; the trace of anything else is needed to mend it.
        if (error is ConnectorHaltException halt) log.LogWarning("Feed {Feed} failed: {Code}: {Reason} {Mend}", feed, halt.Fault.Code, halt.Fault.Reason, halt.Fault.Mend);
        else log.LogError(error, "Feed {Feed} failed.", feed);
    }
}

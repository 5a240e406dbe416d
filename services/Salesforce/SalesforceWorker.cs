using Integration.Connectors.Feeds;
using Integration.Connectors.Http;
using Integration.Connectors.Ports;
using Integration.Connectors.Quotas;
using Integration.Salesforce.Client;
using Integration.Salesforce.Feeds;
using Integration.Salesforce.Schemas;
using Integration.Salesforce.Tokens;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.Salesforce;

/// <summary>The Salesforce side, put together without a container: one client, one token, one quota for all of its parts.</summary>
public sealed class SalesforceWorker : IDisposable
{
    private readonly HttpClient http;
    private readonly bool ownsHttp;

    /// <summary>Puts it together; nothing is sent yet.</summary>
    /// <param name="options">What the admin set.</param>
    /// <param name="watched">The objects that mappings look at, distinct; one poll each.</param>
    /// <param name="sink">Where hints and cursors go.</param>
    /// <param name="time">The clock.</param>
    /// <param name="entropy">Spreads repetitions and polls.</param>
    /// <param name="logs">Where warnings go; null = nowhere.</param>
    /// <param name="http">Another way out than the network, for tests; stays the caller's. Null = <see cref="OutsideHttp.NewClient"/>.</param>
    /// <exception cref="ArgumentException">Options are out of range; the message names all of them.</exception>
    public SalesforceWorker(SalesforceOptions options, IReadOnlyList<WatchedObject> watched, IHintSink sink, TimeProvider time, IEntropy entropy, ILoggerFactory? logs = null, HttpClient? http = null)
    {
        if (options.Problems() is { Count: > 0 } problems) throw new ArgumentException(string.Join(Environment.NewLine, problems), nameof(options));
        var log = (logs ?? NullLoggerFactory.Instance).CreateLogger<SalesforceWorker>();
        ownsHttp = http is null;
        this.http = http ?? OutsideHttp.NewClient();
        // The smallest edition's limit until an answer tells the org's own. No burst limit exists; the window only stops a runaway loop.
        Quota = new QuotaGate(new QuotaOptions { System = "salesforce", Daily = options.DailyCalls, LimitUntilTold = 15_000, Day = QuotaDay.Rolling, BurstMax = 1_000 }, time);
        var tokens = TokenEndpoint.SourceFor(this.http, options, time, warning => log.LogWarning("{Warning}", warning));
        var outside = new OutsideHttp(this.http, new OutsideOptions { System = "salesforce", BaseUrl = options.Url, AttemptTimeout = options.CallTimeout }, new SalesforceDialect(), tokens, Quota, time, entropy);
        var client = new SalesforceClient(outside, Quota, time, options.ApiVersion);
        var schemas = new SchemaCache(client, options.SchemaAge, time);
        Connector = new SalesforceConnector(client, schemas, options, log);
        SchemaReader = new SalesforceSchemaReader(client);
        Setup = new SalesforceSetup(client, schemas, time);
        Feeds =
        [
            .. watched.DistinctBy(target => target.Object).Select(target => new SalesforcePoller(client, schemas, sink, target, options, time)),
            new QuotaFeed(Quota, sink),
        ];
        Loops = [.. Feeds.Select(feed => new FeedLoop(feed, sink, time, entropy, (name, error) => log.LogWarning("{Feed} failed and is tried again: {Reason}", name, Said(error))))];
    }

    /// <summary>Reads, finds and writes.</summary>
    public SalesforceConnector Connector { get; }
    /// <summary>Describes objects.</summary>
    public SalesforceSchemaReader SchemaReader { get; }
    /// <summary>Makes what the service needs in the org.</summary>
    public SalesforceSetup Setup { get; }
    /// <summary>The allowance of API calls.</summary>
    public QuotaGate Quota { get; }
    /// <summary>The polls, for those who drive rounds themselves.</summary>
    public IReadOnlyList<IFeed> Feeds { get; }
    /// <summary>The polls with their periods and backoff, for those who let them run.</summary>
    public IReadOnlyList<FeedLoop> Loops { get; }

    /// <summary>Runs all feeds until stopped.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(Loops.Select(loop => loop.RunAsync(stop)));

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        if (ownsHttp) http.Dispose();
    }

    // Reasons of faults are free of values; the texts of other errors may not be, and their type and place serve as well.
    private static string Said(Exception error) => error switch
    {
        ConnectorHaltException or HintsNotStoredException => error.Message,
        _ => $"{error.GetType().Name} in {error.TargetSite?.DeclaringType?.Name}.{error.TargetSite?.Name}",
    };
}

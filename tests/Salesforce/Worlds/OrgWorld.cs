using System.Text.Json.Nodes;
using Integration.Connectors.Feeds;
using Integration.Connectors.Ports;
using Integration.Connectors.Quotas;
using Integration.Core.Intents;
using Integration.Core.Records;
using Integration.Salesforce.Schemas;
using Integration.Salesforce.Tokens;
using Integration.Salesforce.Wire;
using Integration.Sandbox.Control;
using Integration.Sandbox.Salesforce;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.Salesforce.Tests.Worlds;

/// <summary>A Sandbox org on loopback, our key field set up in it, and a worker that talks to it over HTTP.</summary>
internal sealed class OrgWorld : IAsyncDisposable
{
    public static readonly FieldSelection Fields = new(new Dictionary<string, IReadOnlyList<string>>
    {
        ["Lead"] = ["Email", "LastName", "Company", "Title", "NumberOfEmployees", "AnnualRevenue", "DoNotCall"],
        ["Contact"] = ["Email", "LastName", "Title"],
    });

    private static readonly JsonObject KeyMetadata = new() { ["type"] = "Text", ["label"] = "Integration Key", ["length"] = 64, ["externalId"] = true, ["unique"] = true };
    private static readonly WatchedObject[] Watched = [new("Lead", Fields.ByObject["Lead"], "Email"), new("Contact", Fields.ByObject["Contact"], "Email")];
    private readonly SalesforceOptions tuned;
    private IReadOnlyList<IFeed> feeds;
    private int intents;

    private readonly TimeProvider time;

    private OrgWorld(SalesforceOrg org, SandboxServer server, Func<SalesforceOptions, SalesforceOptions>? tuned, TimeProvider time)
    {
        this.time = time;
        Org = org;
        Server = server;
        var plain = new SalesforceOptions { Url = server.Url, Login = new ClientCredentialsLogin("sandbox", "sandbox"), DailyCalls = Allowance.Percent(100) };
        this.tuned = tuned?.Invoke(plain) ?? plain;
        Worker = NewWorker();
        feeds = Worker.Feeds(Watched, Sink);
    }

    public SalesforceOrg Org { get; }
    public SalesforceOptions Options => tuned;
    public SandboxServer Server { get; }
    public SalesforceWorker Worker { get; private set; }
    public MemorySink Sink { get; } = new();

    public static async Task<OrgWorld> StartAsync(Action<SalesforceOrgOptions>? with = null, bool withKey = true, Func<SalesforceOptions, SalesforceOptions>? tuned = null, TimeProvider? time = null)
    {
        var options = new SalesforceOrgOptions();
        with?.Invoke(options);
        var org = new SalesforceOrg(new SandboxClock(TimeProvider.System), options: options);
        if (withKey)
        {
            org.AddCustomField("Lead", KeyField.Name, KeyMetadata);
            org.AddCustomField("Contact", KeyField.Name, KeyMetadata);
        }
        var server = await SandboxServer.StartAsync(org, new Uri("http://127.0.0.1:0"));
        return new OrgWorld(org, server, tuned, time ?? TimeProvider.System);
    }

    /// <summary>The worker dies and another one starts on the same org and ledger.</summary>
    public void Restart()
    {
        Worker.Dispose();
        Worker = NewWorker();
        feeds = Worker.Feeds(Watched, Sink);
    }

    private SalesforceWorker NewWorker() => new(tuned, time, new SeededEntropy(), NullLoggerFactory.Instance);

    public RecordKey Lead(string lastName, params (string Field, string? Value)[] more) => Made("Lead", [("LastName", lastName), ("Company", "Acme"), .. more]);

    public RecordKey Contact(string lastName, params (string Field, string? Value)[] more) => Made("Contact", [("LastName", lastName), .. more]);

    public IReadOnlyList<RecordKey> Leads(int count) =>
        [.. Org.Seed("Lead", [.. Enumerable.Range(0, count).Select(number => new Dictionary<string, string?> { ["LastName"] = $"L{number}", ["Company"] = "Acme", ["Email"] = $"l{number}@acme.example" })])["ids"]!
            .AsArray().Select(id => Key("Lead", id!.GetValue<string>()))];

    /// <summary>A person does something in the org's pages.</summary>
    public JsonObject Act(string action, RecordKey key, JsonObject? with = null)
    {
        var request = with ?? [];
        request["action"] = action;
        request["object"] = key.Object;
        request["id"] = key.Id;
        return Org.Act(request);
    }

    public JsonObject Edit(RecordKey key, string field, string? value) => Act("edit", key, new() { ["fields"] = new JsonObject { [field] = value } });

    public async Task<Observation> SeenAsync(RecordKey key)
    {
        var outcome = Assert.Single((await Worker.Connector.ReadAsync(new ReadRequest(Lane.Normal, [key], Fields), CancellationToken.None)).Outcomes);
        Assert.Null(outcome.Fault);
        return outcome.Seen!;
    }

    public async Task<WriteOutcome> WriteAsync(RecordWrite write) => Assert.Single(await WriteAllAsync(write));

    public async Task<IReadOnlyList<WriteOutcome>> WriteAllAsync(params RecordWrite[] writes) =>
        (await Worker.Connector.WriteAsync(new WriteRequest(Lane.Normal, writes, Fields), CancellationToken.None)).Outcomes;

    public RecordWrite Update(RecordKey key, params (string Field, string? Value)[] values) => Write(IntentKind.Update, key.Object, key, Guid.Empty, values);

    public RecordWrite Create(string objectName, Guid pairKey, params (string Field, string? Value)[] values) => Write(IntentKind.Create, objectName, null, pairKey, values);

    public RecordWrite Delete(RecordKey key) => Write(IntentKind.Delete, key.Object, key, Guid.Empty);

    public async Task<FindOutcome> FindAsync(FindKind kind, string value, params string[] objects) => Assert.Single((await Worker.Connector.FindAsync(
        new FindRequest(Lane.Normal, objects.Length > 0 ? objects : ["Lead", "Contact"], "Email", [new Find(1, kind, value)], Fields), CancellationToken.None)).Outcomes);

    /// <summary>Runs the poll of an object until it has no more.</summary>
    public async Task PollAsync(string objectName = "Lead")
    {
        while ((await RoundAsync(objectName)).HasMore) { }
    }

    /// <summary>What was done so far is told, its second is over, and the poll knows so; what it told is forgotten.</summary>
    public async Task QuietAsync()
    {
        await PollAsync();
        await Task.Delay(TimeSpan.FromSeconds(1.1), TimeProvider.System);
        await PollAsync();
        Sink.Batches.Clear();
    }

    /// <summary>One round of the poll of an object.</summary>
    public Task<FeedRound> RoundAsync(string objectName = "Lead") => feeds.Single(feed => feed.Name == $"salesforce.poll.{objectName}").RoundAsync(CancellationToken.None);

    /// <summary>One round of the sweep of an object's deletions.</summary>
    public Task<FeedRound> SweepAsync(string objectName = "Lead") => feeds.Single(feed => feed.Name == $"salesforce.sweep.{objectName}").RoundAsync(CancellationToken.None);

    /// <summary>One round of the quota's count.</summary>
    public Task<FeedRound> CountQuotaAsync() => feeds.Single(feed => feed.Name == "salesforce.quota-count").RoundAsync(CancellationToken.None);

    public void Fault(string on, FaultKind kind, int? times = 1, int after = 0) => Org.Faults.Set([new Integration.Sandbox.Control.Fault { On = on, Do = kind, Times = times, After = after }]);

    public long Calls(string endpointPart) => Server.Calls.Report().Endpoints.Where(entry => entry.Key.Contains(endpointPart, StringComparison.OrdinalIgnoreCase)).Sum(entry => entry.Value.Calls);

    public static RecordKey Key(string objectName, string id) => new(SystemName.Salesforce, objectName, SalesforceIds.Normalise(id));

    public static Guid Pair(int number) => new(number, 1, 2, [3, 4, 5, 6, 7, 8, 9, 10]);

    public async ValueTask DisposeAsync()
    {
        Worker.Dispose();
        await Server.DisposeAsync();
    }

    private RecordKey Made(string objectName, (string Field, string? Value)[] fields) =>
        Key(objectName, Org.Seed(objectName, [fields.ToDictionary(field => field.Field, field => field.Value)])["ids"]![0]!.GetValue<string>());

    private RecordWrite Write(IntentKind kind, string objectName, RecordKey? target, Guid pairKey, params (string Field, string? Value)[] values) => new(pairKey, new Intent
    {
        Id = new Guid(++intents, 0, 0, new byte[8]),
        System = SystemName.Salesforce,
        Kind = kind,
        Object = objectName,
        Target = target,
        Values = FieldValues.Of(values),
        SentAt = DateTimeOffset.UnixEpoch,
        NotBefore = DateTimeOffset.UnixEpoch,
    });
}

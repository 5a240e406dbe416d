using System.Text.Json.Nodes;
using Integration.Connectors.Ports;
using Integration.Connectors.Tests;
using Integration.Core.Intents;
using Integration.Core.Records;
using Integration.HubSpot.Tokens;
using Integration.Sandbox.Control;
using Integration.Sandbox.HubSpot;
using Integration.Sandbox.HubSpot.Records;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.HubSpot.Tests;

/// <summary>A portal of the Sandbox on loopback with our worker in front of it, set up as an admin would.</summary>
internal sealed class ServedPortal : IAsyncDisposable
{
    public static readonly string[] Fields = ["email", "firstname", "lastname", "jobtitle", "lifecyclestage", "hs_lead_status", "phone"];
    public static readonly IReadOnlyList<WatchedObject> Watched = [new("contacts", Fields, "email")];
    private static readonly Caller Human = Caller.User(4455);
    private readonly SandboxServer server;

    private ServedPortal(HubSpotPortal portal, SandboxServer server, HubSpotOptions options)
    {
        (Portal, this.server, Options) = (portal, server, options);
        Worker = new HubSpotWorker(options, TimeProvider.System, new Seeded(7), NullLoggerFactory.Instance);
    }

    public HubSpotPortal Portal { get; }
    public HubSpotOptions Options { get; }
    public HubSpotWorker Worker { get; }
    public CallLog Calls => server.Calls;
    public Uri Url => server.Url;
    public HubSpotConnector Connector => Worker.Connector;
    public MemorySink Sink { get; } = new();

    public static async Task<ServedPortal> StartAsync(Func<HubSpotPortalOptions, HubSpotPortalOptions>? portal = null, Func<HubSpotOptions, HubSpotOptions>? worker = null, bool isSetUp = true)
    {
        // Search sees a write at once: the lag has its own tests.
        var options = new HubSpotPortalOptions { SearchLag = TimeSpan.Zero, SearchLagJitter = TimeSpan.Zero };
        var made = new HubSpotPortal(new SandboxClock(TimeProvider.System), seed: 1, portal?.Invoke(options) ?? options);
        var server = await SandboxServer.StartAsync(made, new Uri("http://127.0.0.1:0"));
        var ours = new HubSpotOptions { Url = server.Url, Login = new BearerLogin("pat-sandbox"), BurstMax = 150, CallTimeout = TimeSpan.FromSeconds(10) };
        var served = new ServedPortal(made, server, worker?.Invoke(ours) ?? ours);
        if (isSetUp) await served.Worker.Setup.ApplyAsync(Watched, default);
        return served;
    }

    /// <summary>A person makes a contact in HubSpot's pages.</summary>
    public RecordKey Has(params (string Name, string? Value)[] values) =>
        Key(Portal.Create(Human, "contacts", [new RecordInput(values.ToDictionary(each => each.Name, each => each.Value))]).Results[0].Record.Id);

    /// <summary>A person logs a call, a meeting, a note or a task on a contact.</summary>
    public RecordKey Logs(string objectName, RecordKey person, params (string Name, string? Value)[] values)
    {
        var made = new RecordKey(SystemName.HubSpot, objectName, Portal.Create(Human, objectName, [new RecordInput(values.ToDictionary(each => each.Name, each => each.Value))]).Results[0].Record.Id.ToString());
        Associates(made, person);
        return made;
    }

    /// <summary>A person puts another contact on a record.</summary>
    public void Associates(RecordKey from, RecordKey person) =>
        Act($$"""{"action":"associate","object":"{{from.Object}}","id":"{{from.Id}}","toObject":"contacts","toId":"{{person.Id}}"}""");

    /// <summary>A person edits a contact.</summary>
    public void Edits(RecordKey key, params (string Name, string? Value)[] values) =>
        Portal.UpdateOne(Human, "contacts", new RecordInput(values.ToDictionary(each => each.Name, each => each.Value)) { Id = key.Id });

    public RecordKey Merges(RecordKey primary, RecordKey other) => Key(Portal.Merge(Human, "contacts", long.Parse(primary.Id), long.Parse(other.Id)).Id);

    public void Deletes(RecordKey key) => Portal.Archive(Human, "contacts", [long.Parse(key.Id)]);

    public string? Value(RecordKey key, string property) => Portal.ReadOne("contacts", key.Id)[property];

    public void Faults(params Integration.Sandbox.Control.Fault[] faults) => Portal.Faults.Set(faults);

    public JsonObject Act(string json) => Portal.Act((JsonObject)JsonNode.Parse(json)!);

    /// <summary>Calls so far to the endpoints whose name contains the text.</summary>
    public async Task<long> CallsOfAsync(string part)
    {
        // The Sandbox counts a call after its answer has left.
        await Task.Delay(TimeSpan.FromMilliseconds(60), TimeProvider.System);
        return Calls.Report().Endpoints.Where(each => each.Key.Contains(part, StringComparison.Ordinal)).Sum(each => each.Value.Calls);
    }

    public async Task<ReadOutcome> ReadAsync(RecordKey key) => Assert.Single((await ReadAsync([key])).Outcomes);

    public Task<ReadAnswer> ReadAsync(IReadOnlyList<RecordKey> keys, params string[] fields) =>
        Connector.ReadAsync(new ReadRequest(Lane.Normal, keys, Selection(fields.Length == 0 ? Fields : fields)), default);

    public async Task<WriteOutcome> WriteAsync(RecordWrite write) => Assert.Single(await WriteAsync([write]));

    public async Task<IReadOnlyList<WriteOutcome>> WriteAsync(IReadOnlyList<RecordWrite> writes, Lane lane = Lane.Normal) =>
        (await Connector.WriteAsync(new WriteRequest(lane, writes, Selection(Fields)), default)).Outcomes;

    public static FieldSelection Selection(params IReadOnlyList<string> fields) => new(new Dictionary<string, IReadOnlyList<string>> { ["contacts"] = fields });

    public static RecordKey Key(long id) => new(SystemName.HubSpot, "contacts", id.ToString());

    public static RecordWrite Update(RecordKey key, params (string Name, string? Text)[] values) => Of(IntentKind.Update, key, Next(), values);

    public static RecordWrite Create(Guid pairKey, params (string Name, string? Text)[] values) => Of(IntentKind.Create, null, pairKey, values);

    public static RecordWrite Delete(RecordKey key) => Of(IntentKind.Delete, key, Next(), []);

    public static Guid Next() => Ids.NextId(default);

    public async ValueTask DisposeAsync()
    {
        Worker.Dispose();
        await server.DisposeAsync();
    }

    private static readonly SharedIds Ids = new();

    private static RecordWrite Of(IntentKind kind, RecordKey? target, Guid pairKey, (string, string?)[] values) => new(pairKey, new Intent
    {
        Id = Next(),
        System = SystemName.HubSpot,
        Kind = kind,
        Object = "contacts",
        Target = target,
        Values = FieldValues.Of(values),
        SentAt = default,
        NotBefore = default,
    });

    private sealed class SharedIds
    {
        private readonly Lock gate = new();
        private readonly Seeded entropy = new(99);
        public Guid NextId(DateTimeOffset now) { lock (gate) return entropy.NextId(now); }
    }
}

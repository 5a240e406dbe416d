using System.Text.Json.Nodes;
using Integration.Config.Mappings;
using Integration.Connectors.Feeds;
using Integration.Connectors.Ports;
using Integration.Connectors.Quotas;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Hosting.Hints;
using Integration.HubSpot;
using Integration.Ledger;
using Integration.Messages;
using Integration.Salesforce;
using Integration.Salesforce.Tokens;
using Integration.Sandbox.Control;
using Integration.Sandbox.HubSpot;
using Integration.Sandbox.Salesforce;
using Integration.Sync;
using Integration.Sync.Cycles;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.App.Tests.References;

/// <summary>Both emulated systems on loopback, both real workers, the shipped mappings and the real cycle over a ledger in memory. Polls and cycles go round by hand.</summary>
internal sealed class ReferenceWorld : IAsyncDisposable, IDoorbell
{
    private readonly SandboxServer hubSpotServer;
    private readonly SandboxServer salesforceServer;
    private readonly HubSpotWorker hubSpotWorker;
    private readonly SalesforceWorker salesforceWorker;
    private readonly IReadOnlyList<IFeed> feeds;
    private readonly PairCycle cycle;
    private readonly IHintSink sink;
    private readonly Ahead time = new();

    private ReferenceWorld(HubSpotPortal portal, SandboxServer hubSpotServer, SalesforceOrg org, SandboxServer salesforceServer, IReadOnlyList<Mapping> mappings, int batchMax)
    {
        (Portal, this.hubSpotServer, Org, this.salesforceServer, BatchMax) = (portal, hubSpotServer, org, salesforceServer, batchMax);
        var ids = new CountedIds();
        hubSpotWorker = new HubSpotWorker(new HubSpotOptions { Url = hubSpotServer.Url, Login = new HubSpot.Tokens.BearerLogin("pat-sandbox"), BurstMax = 250, DailyCalls = Allowance.Percent(100) }, TimeProvider.System, ids, NullLoggerFactory.Instance);
        salesforceWorker = new SalesforceWorker(new SalesforceOptions { Url = salesforceServer.Url, Login = new ClientCredentialsLogin("sandbox", "sandbox"), DailyCalls = Allowance.Percent(100) }, TimeProvider.System, ids, NullLoggerFactory.Instance);
        sink = new LedgerHintSink(Ledger, mappings, this, time, ids, NullLogger<LedgerHintSink>.Instance);
        var set = new MappingSet(mappings);
        cycle = new PairCycle(Ledger, hubSpotWorker.Connector, salesforceWorker.Connector, set, new SyncOptions(), time, ids);
        feeds = [.. hubSpotWorker.Feeds(Configuration.WatchedObjects.Of(mappings, SystemName.HubSpot), sink), .. salesforceWorker.Feeds(Configuration.WatchedObjects.Of(mappings, SystemName.Salesforce), sink)];
    }

    public HubSpotPortal Portal { get; }
    public SalesforceOrg Org { get; }
    public int BatchMax { get; }
    public ILedger Ledger { get; } = LedgerStore.InMemory();
    public CallReport HubSpotCalls => hubSpotServer.Calls.Report();
    public CallReport SalesforceCalls => salesforceServer.Calls.Report();
    /// <summary>How many pairs each cycle worked on.</summary>
    public List<int> Claimed { get; } = [];

    public static async Task<ReferenceWorld> StartAsync(Func<Mapping, Mapping>? with = null, int batchMax = 1_000)
    {
        var portal = new HubSpotPortal(new SandboxClock(TimeProvider.System), seed: 1, new HubSpotPortalOptions { SearchLag = TimeSpan.Zero, SearchLagJitter = TimeSpan.Zero });
        var org = new SalesforceOrg(new SandboxClock(TimeProvider.System));
        var world = new ReferenceWorld(portal, await SandboxServer.StartAsync(portal, new Uri("http://127.0.0.1:0")), org, await SandboxServer.StartAsync(org, new Uri("http://127.0.0.1:0")),
            [.. DefaultMapping.All.Select(mapping => with?.Invoke(mapping) ?? mapping)], batchMax);
        await world.hubSpotWorker.Setup.ApplyAsync(Configuration.WatchedObjects.Of(DefaultMapping.All, SystemName.HubSpot), default);
        await world.salesforceWorker.Setup.ApplyAsync(Configuration.WatchedObjects.Of(DefaultMapping.All, SystemName.Salesforce), default);
        return world;
    }

    public RecordKey Contact(string email, params (string, string?)[] more) => Seed(Portal, SystemName.HubSpot, "contacts", [("email", email), ("lastname", email), .. more]);

    public RecordKey Company(string domain, params (string, string?)[] more) => Seed(Portal, SystemName.HubSpot, "companies", [("domain", domain), ("name", domain), .. more]);

    public RecordKey Lead(string email, params (string, string?)[] more) => Seed(Org, SystemName.Salesforce, "Lead", [("Email", email), ("LastName", email), ("Company", "Acme"), .. more]);

    public RecordKey Account(string website, params (string, string?)[] more) => Seed(Org, SystemName.Salesforce, "Account", [("Website", website.Length == 0 ? null : website), ("Name", website.Length == 0 ? "Acme" : website), .. more]);

    public RecordKey Person(string email, RecordKey? account, params (string, string?)[] more) =>
        Seed(Org, SystemName.Salesforce, "Contact", [("Email", email), ("LastName", email), ("AccountId", account?.Id), .. more]);

    /// <summary>A marketer makes a company the contact's primary one, and HubSpot tells of it by webhook.</summary>
    public async Task AssociateAsync(RecordKey contact, RecordKey company)
    {
        Portal.Act(new JsonObject { ["action"] = "associate", ["object"] = "contacts", ["id"] = contact.Id, ["toObject"] = "companies", ["toId"] = company.Id, ["primary"] = true });
        await HintAsync(contact);
    }

    /// <summary>A rep edits a record.</summary>
    public JsonObject InSalesforce(string action, RecordKey key, params (string Field, string? Value)[] fields) => Org.Act(new JsonObject
    {
        ["action"] = action,
        ["object"] = key.Object,
        ["id"] = key.Id,
        ["fields"] = new JsonObject(fields.Select(field => KeyValuePair.Create(field.Field, (JsonNode?)field.Value))),
    });

    public JsonObject InHubSpot(string action, RecordKey key, params (string Name, JsonNode? Value)[] more)
    {
        var act = new JsonObject { ["action"] = action, ["object"] = key.Object, ["id"] = key.Id };
        foreach (var (name, value) in more) act[name] = value;
        return Portal.Act(act);
    }

    /// <summary>What a webhook would bring.</summary>
    public Task HintAsync(params RecordKey[] keys) => sink.StoreAsync(new HintBatch([.. keys.Select(key => new Hint(key, Lane.Normal))]), default);

    public async Task HintLifeAsync(RecordKey key) => await sink.StoreAsync(new HintBatch([new Hint(key, Lane.Normal) { IsLifeChange = true }]), default);

    /// <summary>Polls and first loads once around.</summary>
    public async Task PollAsync()
    {
        foreach (var feed in feeds)
            for (var round = 0; (await feed.RoundAsync(default)).HasMore; round++) Assert.True(round < 50, $"{feed.Name} comes to an end");
    }

    /// <summary>Cycles until nothing is due at this moment.</summary>
    public async Task WorkAsync()
    {
        for (var round = 0; round < 40; round++)
        {
            var now = time.GetUtcNow();
            var claimed = await Ledger.ClaimAsync(new ClaimRequest("test", BatchMax, now, now + TimeSpan.FromMinutes(5)), default);
            if (claimed.Count == 0) return;
            Claimed.Add(claimed.Count);
            await cycle.RunAsync(claimed, now, default);
        }
        Assert.Fail("what is due does not settle within 40 cycles");
    }

    /// <summary>Polls and works until nothing moves, over the waits of seconds and minutes in between.</summary>
    public async Task SettleAsync()
    {
        for (var round = 0; round < 4; round++)
        {
            await PollAsync();
            await WorkAsync();
            time.Move(TimeSpan.FromMinutes(2));
        }
    }

    /// <summary>Time goes by without anybody working.</summary>
    public void Wait(TimeSpan by) => time.Move(by);

    public async Task<Pair> PairOfAsync(RecordKey key) => (await Ledger.PairsOfAsync([key], default))[key];

    public async Task<string?> PartnerAsync(RecordKey key) => (await PairOfAsync(key)).Link() is var (inHubSpot, inSalesforce) ? (key.System == SystemName.HubSpot ? inSalesforce : inHubSpot).Id : null;

    public string? Value(RecordKey key, string field) => key.System == SystemName.HubSpot
        ? Portal.ReadOne(key.Object, key.Id)[field]
        : Record(key)[field]?.ToString();

    /// <summary>The contact's primary company.</summary>
    public async Task<string?> CompanyOfAsync(RecordKey contact) => (await hubSpotWorker.Connector.ReadAsync(new ReadRequest(Lane.Normal, [contact],
        new FieldSelection(new Dictionary<string, IReadOnlyList<string>> { ["contacts"] = [Mapping.HubSpotPrimaryCompany] })), default)).Outcomes.Single().Seen!.Values[Mapping.HubSpotPrimaryCompany].Text;

    public async Task<Hold?> HoldOfAsync(RecordKey key, string field) => (await PairOfAsync(key)).Field(field).Hold;

    public async ValueTask DisposeAsync()
    {
        hubSpotWorker.Dispose();
        salesforceWorker.Dispose();
        await hubSpotServer.DisposeAsync();
        await salesforceServer.DisposeAsync();
    }

    void IDoorbell.Ring(RecordsTouched touched)
    {
    }

    // An edit of nothing shows the record as it is.
    private JsonNode Record(RecordKey key) => Org.Act(new JsonObject { ["action"] = "edit", ["object"] = key.Object, ["id"] = key.Id, ["fields"] = new JsonObject() })["record"]!;

    private static RecordKey Seed(ISandboxSystem system, SystemName name, string objectName, (string Field, string? Value)[] fields) =>
        new(name, objectName, system.Seed(objectName, [fields.Where(field => field.Value is not null).ToDictionary(field => field.Field, field => field.Value)])["ids"]![0]!.GetValue<string>());

    /// <summary>The real time and what was skipped of it.</summary>
    private sealed class Ahead : TimeProvider
    {
        private TimeSpan skipped;

        public void Move(TimeSpan by) => skipped += by;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + skipped;
    }

    private sealed class CountedIds : IEntropy
    {
        private int last;

        public Guid NextId(DateTimeOffset now) => new(Interlocked.Increment(ref last), 0, 0x7000, new byte[8]);

        public double NextDouble() => 0.5;
    }
}

using System.Text.Json.Nodes;
using Integration.App.Configuration;
using Integration.Config.Mappings;
using Integration.Connectors.Feeds;
using Integration.Connectors.Ports;
using Integration.Connectors.Quotas;
using Integration.Core.Asks;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.Sightings;
using Integration.Hosting.Chance;
using Integration.Hosting.Hints;
using Integration.HubSpot;
using Integration.Ledger;
using Integration.Salesforce;
using Integration.Salesforce.Tokens;
using Integration.Sandbox.Control;
using Integration.Sandbox.HubSpot;
using Integration.Sandbox.Salesforce;
using Integration.Sync;
using Integration.Sync.Cycles;
using Integration.Sync.Sightings;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.App.Tests.Asks;

/// <summary>Both emulated systems on loopback, both real workers, a mapping that waits for handoffs, everything a handoff watches. Polls and cycles go round by hand.</summary>
internal sealed class AskWorld : IAsyncDisposable
{
    private static readonly ExtraFields Extra = new([(SystemName.HubSpot, "contacts", "hs_lead_status"), (SystemName.Salesforce, "Lead", "Rating")]);
    private readonly SandboxServer hubSpotServer;
    private readonly SandboxServer salesforceServer;
    private readonly HubSpotWorker hubSpot;
    private readonly SalesforceWorker salesforce;
    private readonly SystemEntropy ids = new();
    private readonly PairCycle cycle;
    private readonly SightingCycle sightings;
    private readonly LedgerHintSink sink;
    private readonly IReadOnlyList<IFeed> feeds;

    private AskWorld(HubSpotPortal portal, SandboxServer hubSpotServer, SalesforceOrg org, SandboxServer salesforceServer)
    {
        (Portal, this.hubSpotServer, Org, this.salesforceServer) = (portal, hubSpotServer, org, salesforceServer);
        hubSpot = new HubSpotWorker(new HubSpotOptions { Url = hubSpotServer.Url, Login = new HubSpot.Tokens.BearerLogin("pat-sandbox"), BurstMax = 250, DailyCalls = Allowance.Percent(100) }, TimeProvider.System, ids, NullLoggerFactory.Instance);
        salesforce = new SalesforceWorker(new SalesforceOptions { Url = salesforceServer.Url, Login = new ClientCredentialsLogin("sandbox", "sandbox"), DailyCalls = Allowance.Percent(100) }, TimeProvider.System, ids, NullLoggerFactory.Instance);
        sink = new LedgerHintSink(Ledger, Mappings, new LocalDoorbell(_ => { }), TimeProvider.System, ids, NullLogger<LedgerHintSink>.Instance, SightingPlan.Standard);
        cycle = new PairCycle(Ledger, hubSpot.Connector, salesforce.Connector, new MappingSet(Mappings, Extra), new SyncOptions(), TimeProvider.System, ids);
        sightings = new SightingCycle(Ledger, hubSpot.Connector, salesforce.Connector, SightingPlan.Standard, new SyncOptions(), TimeProvider.System);
        feeds = [.. hubSpot.Feeds(Watched(SystemName.HubSpot), sink), .. salesforce.Feeds(Watched(SystemName.Salesforce), sink)];
    }

    private static IReadOnlyList<Mapping> Mappings { get; } = [.. DefaultMapping.All.Select(mapping => mapping.Name == "people" ? mapping with { CreateInSalesforce = CreateRule.WhenHandedOff } : mapping)];

    public HubSpotPortal Portal { get; }
    public SalesforceOrg Org { get; }
    public ILedger Ledger { get; } = LedgerStore.InMemory();

    public static async Task<AskWorld> StartAsync()
    {
        var portal = new HubSpotPortal(new SandboxClock(TimeProvider.System), seed: 1, new HubSpotPortalOptions { SearchLag = TimeSpan.Zero, SearchLagJitter = TimeSpan.Zero });
        var org = new SalesforceOrg(new SandboxClock(TimeProvider.System));
        var world = new AskWorld(portal, await SandboxServer.StartAsync(portal, new Uri("http://127.0.0.1:0")), org, await SandboxServer.StartAsync(org, new Uri("http://127.0.0.1:0")));
        await world.hubSpot.Setup.ApplyAsync(Watched(SystemName.HubSpot), default);
        await world.salesforce.Setup.ApplyAsync(Watched(SystemName.Salesforce), default);
        await world.GoRoundAsync();
        return world;
    }

    public RecordKey Contact(string email) => Seeded(Portal.Act(new JsonObject
    {
        ["action"] = "create",
        ["object"] = "contacts",
        ["fields"] = new JsonObject { ["email"] = email, ["lastname"] = "Byron", ["company"] = "Acme", ["lifecyclestage"] = "customer" },
    }), SystemName.HubSpot, "contacts");

    public async Task<Guid> AskAsync(RecordKey person, AskKind kind)
    {
        var now = TimeProvider.System.GetUtcNow();
        var ask = new Ask { Id = ids.NextId(now), PairId = (await PairOfAsync(person)).Id, Cause = "handoff 1: accepted", AskedAt = now, Kind = kind };
        await Ledger.AskAsync([ask], now, default);
        return ask.Id;
    }

    public async Task<AskEnd?> EndAsync(Guid ask) => (await Ledger.AsksAsync([ask], default))[ask].End;

    public async Task<Pair> PairOfAsync(RecordKey key) => (await Ledger.PairsOfAsync([key], default))[key];

    public async Task<IReadOnlyList<Sighting>> SightingsOfAsync(RecordKey person)
    {
        var pair = (await PairOfAsync(person)).Id;
        return (await Ledger.SightingsOfAsync([pair], default)).GetValueOrDefault(pair, []);
    }

    public string? InHubSpot(RecordKey key, string property) => Portal.ReadOne(key.Object, key.Id)[property];

    public JsonNode InSalesforce(RecordKey key) => Org.Dump(key.Object).Single(row => row!["Id"]!.ToString() == key.Id)!;

    /// <summary>Polls, looks and cycles until nothing is left to do.</summary>
    public async Task GoRoundAsync()
    {
        foreach (var feed in feeds)
            for (var round = 0; (await feed.RoundAsync(default)).HasMore; round++) Assert.True(round < 50, $"{feed.Name} comes to an end");
        await SettleAsync();
        while (await sightings.WorkAsync(default) > 0) { }
    }

    /// <summary>Cycles until nothing is due.</summary>
    public async Task SettleAsync()
    {
        for (var round = 0; round < 30; round++)
        {
            var now = TimeProvider.System.GetUtcNow();
            var claimed = await Ledger.ClaimAsync(new ClaimRequest("test", 100, now, now + TimeSpan.FromSeconds(30)), default);
            if (claimed.Count == 0) return;
            await cycle.RunAsync(claimed, now, default);
        }
        Assert.Fail("what is due settles within 30 cycles");
    }

    public async ValueTask DisposeAsync()
    {
        hubSpot.Dispose();
        salesforce.Dispose();
        await hubSpotServer.DisposeAsync();
        await salesforceServer.DisposeAsync();
        await Ledger.DisposeAsync();
    }

    private static IReadOnlyList<WatchedObject> Watched(SystemName system) => WatchedObjects.Of(Mappings, system, Extra, SightingPlan.Standard);

    private static RecordKey Seeded(JsonObject made, SystemName system, string objectName) => new(system, objectName, made["id"]?.ToString() ?? made["record"]!["id"]!.ToString());
}

using Integration.Connectors.Ports;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger;
using Integration.Sync.Cycles;
using Integration.Tests.Shared;

namespace Integration.Sync.Tests.Rigs;

/// <summary>One mapping of people, two scripted systems, the ledger in memory and a clock that stands; the cycle is the real one.</summary>
internal sealed class Rig
{
    private readonly CountedIds ids = new();

    public Rig(SyncOptions? options = null, bool isMapped = true, Mapping? mapping = null, ILedger? ledger = null)
    {
        Options = options ?? new SyncOptions();
        Ledger = new WatchedLedger(ledger ?? LedgerStore.InMemory());
        HubSpot = new ScriptedConnector(SystemName.HubSpot, Time, People);
        Salesforce = new ScriptedConnector(SystemName.Salesforce, Time, People);
        Cycle = CycleUnder(isMapped ? [mapping ?? People] : []);
    }

    public static Mapping People { get; } = new()
    {
        Name = "people",
        HubSpotObject = "contacts",
        SalesforceObjects = ["Lead", "Contact"],
        MatchField = "email",
        Version = "1",
        Fields =
        [
            new FieldMapping { HubSpot = "email", Salesforce = "Email", Type = FieldType.Email },
            new FieldMapping { HubSpot = "jobtitle", Salesforce = "Title" },
        ],
    };

    public Clock Time { get; } = new();
    public WatchedLedger Ledger { get; set; }
    public ScriptedConnector HubSpot { get; }
    public ScriptedConnector Salesforce { get; }
    public SyncOptions Options { get; }
    public PairCycle Cycle { get; private set; }

    /// <summary>The process is started anew under other mappings; ledger and systems stay.</summary>
    public void RestartUnder(params Mapping[] mappings) => Cycle = CycleUnder(mappings);

    private PairCycle CycleUnder(IReadOnlyList<Mapping> mappings) => new(Ledger, HubSpot, Salesforce, new MappingSet(mappings), Options, Time, ids);

    /// <summary>A contact that somebody told of.</summary>
    public async Task<RecordKey> ContactAsync(string email, string? title = null)
    {
        var key = HubSpot.Add("contacts", null, FieldValues.Of(("email", email), ("jobtitle", title)));
        await HintAsync(key);
        return key;
    }

    /// <summary>A contact and a lead of one person, linked and in step.</summary>
    public async Task<(RecordKey Contact, RecordKey Lead)> LinkedAsync(string email, string title)
    {
        var lead = Salesforce.Add("Lead", null, FieldValues.Of(("Email", email), ("Title", title)));
        var contact = await ContactAsync(email, title);
        await WorkAsync();
        Assert.Equal(lead, (await PairOfAsync(contact)).Salesforce.Ref);
        return (contact, lead);
    }

    /// <summary>A person edits a contact, a second later, and HubSpot tells of it.</summary>
    public async Task EditAsync(RecordKey contact, string title)
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        HubSpot.Edit(contact, FieldValues.Of(("jobtitle", title)));
        await HintAsync(contact);
    }

    public async Task HintAsync(params RecordKey[] keys) =>
        await Ledger.TouchAsync([.. keys.Select(key => new Touch(new Hint(key, Lane.Normal), People.Name, ids.NextId(Time.GetUtcNow())))], null, Time.GetUtcNow(), default);

    public Task<IReadOnlyList<Pair>> ClaimAsync(string owner = "sync") =>
        Ledger.ClaimAsync(new ClaimRequest(owner, Options.BatchMax, Time.GetUtcNow(), Time.GetUtcNow() + Options.LeaseTime), default);

    /// <summary>One cycle over all that is due.</summary>
    /// <returns>How many pairs were claimed.</returns>
    public async Task<int> WorkAsync()
    {
        var claimed = await ClaimAsync();
        if (claimed.Count > 0) await Cycle.RunAsync(claimed, Time.GetUtcNow(), default);
        return claimed.Count;
    }

    /// <summary>Cycles until nothing is due any more at this moment.</summary>
    public async Task SettleAsync()
    {
        for (var round = 0; await WorkAsync() > 0; round++) Assert.True(round < 20, "what is due settles within 20 cycles");
    }

    public async Task<Pair> PairOfAsync(RecordKey key) => (await Ledger.PairsOfAsync([key], default))[key];

    /// <summary>Moves the clock to the last moment at which nothing is due, asks, then to the first at which something is, and works.</summary>
    public async Task AssertDueInAsync(TimeSpan wait)
    {
        Time.Advance(wait - TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, await WorkAsync());
        Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Single(await ClaimAsync());
    }

    public static Fault Fault(FaultClass kind, string code = "REFUSED") => new(kind, code, "It was refused.", "Mend it.");
}

using Integration.Sandbox.HubSpot.Associations;
using Integration.Sandbox.HubSpot.Owners;
using Integration.Sandbox.HubSpot.Preferences;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Records;
using Integration.Sandbox.HubSpot.Webhooks;

namespace Integration.Sandbox.HubSpot;

/// <summary>Everything one portal remembers. Not thread-safe: <see cref="HubSpotPortal"/> holds the lock.</summary>
internal sealed class PortalState
{
    private readonly TimeProvider time;
    private readonly Dictionary<ObjectType, RecordTable> tables = [];

    public PortalState(TimeProvider time, int seed, HubSpotPortalOptions options, Control.FaultPlan faults)
    {
        this.time = time;
        Options = options;
        Random = new Random(seed);
        foreach (var type in ObjectType.All) tables[type] = new RecordTable(type);
        Outbox = new EventOutbox(this, faults);
        Links = new LinkTable(this);
    }

    public HubSpotPortalOptions Options { get; set; }
    public Random Random { get; }
    /// <summary>Counts changes; also stamps record versions.</summary>
    public long Revision { get; set; }
    public OwnerTable Owners { get; } = new();
    public LinkTable Links { get; }
    public EventOutbox Outbox { get; }
    public PreferenceTable Preferences { get; } = new();
    /// <summary>Emails that a privacy delete forbids to use again.</summary>
    public HashSet<string> Blocklist { get; } = new(StringComparer.Ordinal);

    /// <summary>Now, to the millisecond that HubSpot keeps.</summary>
    public DateTimeOffset Now => WireTime.ToMilliseconds(time.GetUtcNow());

    public RecordTable Table(ObjectType type) => tables[type];

    public IEnumerable<RecordTable> Tables => tables.Values;

    /// <summary>Stores a version and sends it on its way to the search index.</summary>
    public void Store(HubSpotRecord version)
    {
        var table = tables[version.Type];
        table.Put(version);
        Index(table, version);
    }

    /// <summary>Ends a record: gone from the store at once, from search after its lag.</summary>
    public void End(HubSpotRecord record)
    {
        var table = tables[record.Type];
        table.Remove(record.Id);
        Index(table, record.Next(++Revision, Now, record.Bag, Now));
    }

    private void Index(RecordTable table, HubSpotRecord version)
    {
        var now = Now;
        var jitter = Options.SearchLagJitter * (2 * Random.NextDouble() - 1);
        var lag = Options.SearchLag + (Options.SearchLag == TimeSpan.Zero ? TimeSpan.Zero : jitter);
        table.Index.Note(version, now + (lag > TimeSpan.Zero ? lag : TimeSpan.Zero), now);
    }
}

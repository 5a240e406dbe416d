using System.Globalization;
using System.Text.Json.Nodes;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Simulation.Tests.Engine.Plans;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Systems;
using Integration.Simulation.Tests.References.Plans;

namespace Integration.Simulation.Tests.References.Town;

/// <summary>Both systems with their firms and people, and the true history of every cell, seen past their interfaces.</summary>
internal sealed class BothSystems
{
    private const int PrimaryCompany = 1;
    private readonly Scheduler scheduler;
    private readonly TownPlan plan;
    private readonly Dictionary<RecordKey, TrueRecord> records = [];
    private readonly Dictionary<RecordKey, (DateTimeOffset Own, DateTimeOffset Shown)> stamps = [];

    public BothSystems(Scheduler scheduler, TownPlan plan, Chance chance)
    {
        (this.scheduler, this.plan, Everything) = (scheduler, plan, TownMappings.All(plan.Net.DeletesPropagate));
        Mappings = TownMappings.All(plan.Net.DeletesPropagate, plan.Without);
        Outside = new Outside(scheduler, new Plan(plan.Seed, plan.Net with { SearchLagSeconds = 0 }, []), chance);
        var lag = TimeSpan.FromSeconds(plan.Net.SearchLagSeconds);
        Outside.HubSpot.Options = Outside.HubSpot.Options with { SearchLag = lag / 2, SearchLagJitter = lag / 2, DefaultLifecycleStage = null };
        Outside.HubSpot.Locked(state => state.Table(ObjectType.Company).Properties.Create(new PropertyDefinition(Mapping.HubSpotKeyProperty, "Key", "string", "text", "companyinformation") { HasUniqueValue = true }));
        Outside.Salesforce.AddCustomField("Account", Mapping.SalesforceKeyField, new JsonObject { ["type"] = "Text", ["label"] = "Key", ["length"] = 64, ["externalId"] = true, ["unique"] = true });
        Owners = new OwnersOfBoth(Outside);
    }

    /// <summary>All rows that a mapping of this run ever has: companies, then people.</summary>
    public IReadOnlyList<Mapping> Everything { get; }
    /// <summary>What is in force.</summary>
    public IReadOnlyList<Mapping> Mappings { get; private set; }
    public Mapping Companies => Everything[0];
    public Mapping People => Everything[1];
    public Outside Outside { get; }
    public OwnersOfBoth Owners { get; }
    public IReadOnlyDictionary<RecordKey, TrueRecord> Records => records;
    /// <summary>Told of records that changed.</summary>
    public Action<IReadOnlyList<RecordKey>> Changed { get; set; } = _ => { };

    public static bool IsFirm(RecordKey key) => key.Object is "companies" or "Account";

    public Mapping MappingOf(RecordKey key) => IsFirm(key) ? Companies : People;

    public Mapping InForce(RecordKey key) => IsFirm(key) ? Mappings[0] : Mappings[1];

    /// <summary>The admin takes these rows out, and puts all others in again.</summary>
    public void Remap(RowsOut without) => Mappings = TownMappings.All(plan.Net.DeletesPropagate, without);

    public DateTimeOffset ClockOf(SystemName system) => system == SystemName.HubSpot ? Outside.HubSpot.Clock.GetUtcNow() : Outside.Salesforce.Clock.GetUtcNow();

    /// <summary>Records of an object that the system stamps as changed at or after an instant of its own clock. An association alone stamps a contact where the plan says so: no source tells.</summary>
    public IReadOnlyList<TrueRecord> ChangedSince(SystemName system, string objectName, DateTimeOffset from) =>
        [.. records.Values.Where(record => record.Key.System == system && record.Key.Object == objectName && StampOf(record.Key) >= from).OrderBy(record => StampOf(record.Key)).ThenBy(record => record.Key)];

    public DateTimeOffset StampOf(RecordKey key) => stamps[key].Shown;

    /// <summary>What the read-only property of a contact shows of its company, which may be old.</summary>
    public string? MirrorOf(RecordKey contact)
    {
        if (!plan.MirrorLags || !records.TryGetValue(contact, out var record)) return CompanyOf(contact);
        return record.At(Mapping.HubSpotPrimaryCompany, scheduler.Now - TimeSpan.FromMinutes(5));
    }

    /// <summary>The firm's or person's live record in a system; the newest, where there are several.</summary>
    public RecordKey? Find(SystemName system, bool isFirm, int number, LifeState life = LifeState.Live) => records.Values.LastOrDefault(record =>
        record.Person == number && record.Key.System == system && record.Life == life && IsFirm(record.Key) == isFirm)?.Key;

    /// <summary>Goes through both systems after somebody did something, and tells the history and the feeds what is other than before.</summary>
    /// <param name="by">Who did it.</param>
    /// <param name="own">What they touched; what else changed was changed by the system. Null = all was theirs.</param>
    /// <param name="number">Number of a firm or person that is new.</param>
    /// <param name="guardStart">For our own writes: when the read before it began.</param>
    public IReadOnlyList<RecordKey> Look(Actor by, RecordKey? own, Func<RecordKey, int> number, DateTimeOffset? guardStart = null)
    {
        var changed = new List<RecordKey>();
        foreach (var (key, life, values, stamp) in All().ToList())
        {
            var isNew = !records.TryGetValue(key, out var record);
            var actor = own is null || own == key || isNew ? by : Actor.Vendor;
            record ??= records[key] = new TrueRecord(key, number(key)) { MadeByEngine = by == Actor.Engine, MadeAt = scheduler.Now, LifeSince = scheduler.Now };
            var isOther = isNew;
            if (life != record.Life) (record.Life, record.LifeSince, record.WasDeleted, isOther) = (life, scheduler.Now, record.WasDeleted || life != LifeState.Live, true);
            foreach (var (field, value) in values)
            {
                if (!record.Cells.TryGetValue(field, out var changes)) record.Cells[field] = changes = [];
                else if (changes[^1].Value == value) continue;
                changes.Add(new CellChange(scheduler.Now, value, actor, guardStart));
                isOther = true;
            }
            if (isOther) changed.Add(key);
            // The sandbox stamps no contact for its association.
            if (isNew || stamps[key].Own != stamp) stamps[key] = (stamp, stamp);
            else if (isOther && plan.LinksStamp && key.System == SystemName.HubSpot) stamps[key] = (stamp, ClockOf(key.System));
            if (isOther) record.ChangedAt = scheduler.Now;
        }
        foreach (var gone in records.Values.Where(record => record.Key.System == SystemName.HubSpot && record.Life != LifeState.Merged && Outside.HubSpot.Locked(state => state.Table(TypeOf(record.Key)).Find(IdOf(record.Key))) is null))
        {
            (gone.Life, gone.LifeSince, gone.WasDeleted) = (LifeState.Merged, scheduler.Now, true);
            changed.Add(gone.Key);
        }
        Changed(changed);
        return changed;
    }

    /// <summary>What HubSpot shows of a contact's primary company.</summary>
    public string? CompanyOf(RecordKey contact) => Outside.HubSpot.Locked(state => state.Links.Of(ObjectType.Contact, IdOf(contact), ObjectType.Company)
        .Where(link => link.TypeIds.Contains(PrimaryCompany) && (!plan.HidesLinks || state.Table(ObjectType.Company).Find(link.ToId) is { Archived: false }))
        .Select(link => link.ToId.ToString(CultureInfo.InvariantCulture)).FirstOrDefault());

    /// <summary>The id under which a system has a record after merges; null where it has none.</summary>
    public string? SurvivorOf(RecordKey key) => key.System == SystemName.Salesforce ? Master(key.Object, key.Id)
        : Outside.HubSpot.Locked(state => state.Table(TypeOf(key)).FindThroughMerges(IdOf(key)))?.Id.ToString(CultureInfo.InvariantCulture);

    public static ObjectType TypeOf(RecordKey key) => key.Object == "companies" ? ObjectType.Company : ObjectType.Contact;

    public static long IdOf(RecordKey key) => long.Parse(key.Id, CultureInfo.InvariantCulture);

    public static RecordKey HubSpot(ObjectType type, long id) => new(SystemName.HubSpot, type.Plural, id.ToString(CultureInfo.InvariantCulture));

    public static RecordKey Salesforce(string objectName, string id) => new(SystemName.Salesforce, objectName, id);

    /// <summary>The companies and contacts that went into a survivor, as it names them.</summary>
    public IReadOnlyList<RecordKey> MergedInto(RecordKey survivor) => [.. (Outside.HubSpot.Locked(state => state.Table(TypeOf(survivor)).Find(IdOf(survivor)))?["hs_merged_object_ids"] ?? "")
        .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(id => survivor with { Id = id })];

    private string Master(string objectName, string id)
    {
        var type = Outside.Salesforce.State.Schema[objectName];
        return Outside.Salesforce.State.Table(objectName).Find(id) is { } row && row.IsDeleted(type) && row.Text(type, "MasterRecordId") is { } master ? Master(objectName, master) : id;
    }

    private IEnumerable<(RecordKey Key, LifeState Life, IReadOnlyList<(string Field, string? Value)> Values, DateTimeOffset Stamp)> All()
    {
        foreach (var type in (ObjectType[])[ObjectType.Company, ObjectType.Contact])
            foreach (var record in Outside.HubSpot.List(type.Plural).Page.Concat(Outside.HubSpot.List(type.Plural, archived: true).Page))
            {
                var key = HubSpot(type, record.Id);
                yield return (key, record.Archived ? LifeState.Deleted : LifeState.Live,
                    [.. MappingOf(key).FieldsOf(SystemName.HubSpot, key.Object).Select(name => (name, name == Mapping.HubSpotPrimaryCompany ? CompanyOf(key) : record[name]))], record.UpdatedAt);
            }
        foreach (var name in (string[])["Account", "Lead", "Contact"])
        {
            var type = Outside.Salesforce.State.Schema[name];
            foreach (var row in Outside.Salesforce.State.Table(name).Rows.OrderBy(row => row.Id, StringComparer.Ordinal))
            {
                var key = Salesforce(name, row.Id);
                var life = row.IsDeleted(type) ? (row.Text(type, "MasterRecordId") is null ? LifeState.Deleted : LifeState.Merged) : name == "Lead" && row.IsTrue(type, "IsConverted") ? LifeState.Converted : LifeState.Live;
                yield return (key, life, [.. MappingOf(key).FieldsOf(SystemName.Salesforce, name).Select(field => (field, row.Text(type, field)))], row.Stamp(type));
            }
        }
    }
}

using System.Collections.Immutable;
using Integration.Core.Intents;
using Integration.Core.Journals;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Core.Settling;

namespace Integration.Core.Tests.Reconciling;

/// <summary>Two plain stores and the pure decisions between them: every effect is carried out at once, one pair at a time.</summary>
internal sealed class World
{
    private readonly Dictionary<RecordKey, Stored> records = [];
    private readonly Dictionary<Guid, Pair> pairs = [];
    private int next = 1;

    public World(Mapping? mapping = null) => Mapping = mapping ?? People();

    public Mapping Mapping { get; }
    public DateTimeOffset Now { get; private set; } = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    public List<JournalEntry> Journal { get; } = [];
    /// <summary>Whom settled cycles woke: whoever waits on one of these is due.</summary>
    public List<string> Woken { get; } = [];
    public SyncLimits Limits { get; } = new();
    public int Writes { get; private set; }
    /// <summary>Whether too many records were deleted lately.</summary>
    public bool IsBraked { get; set; }
    /// <summary>Fields that reads leave out.</summary>
    public HashSet<string> Hidden { get; } = [];

    /// <summary>Match values of erased people, with the moment.</summary>
    public Dictionary<string, DateTimeOffset> Erased { get; } = [];

    /// <summary>What the next write meets instead of success.</summary>
    public Func<Intent, WriteEnd?> Meets { get; set; } = _ => null;
    /// <summary>Happens to a record between our write and the read after it.</summary>
    public Action<RecordKey> Meanwhile { get; set; } = _ => { };
    /// <summary>How a system stores a value it is sent.</summary>
    public Func<RecordKey, string, FieldValue, FieldValue> Stores { get; set; } = (_, _, value) => value;

    public static Mapping People(params FieldMapping[] more) => new()
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
            new FieldMapping { HubSpot = "company", Salesforce = "Company", SalesforceObjects = ["Lead"], Default = "[not provided]" },
            .. more,
        ],
    };

    public RecordKey Add(string objectName, params (string, string?)[] values)
    {
        var system = objectName == "contacts" ? SystemName.HubSpot : SystemName.Salesforce;
        var key = new RecordKey(system, objectName, $"{next++:000}");
        var all = FieldValues.Of(Mapping.FieldsOf(system, objectName).Select(name => KeyValuePair.Create(name, FieldValue.Blank))).With(FieldValues.Of(values));
        records[key] = new Stored(all, Life.Live, Now, Stamp(), null);
        return key;
    }

    public void Edit(RecordKey key, string field, string? value, string? by = null)
    {
        Now = Now.AddSeconds(1);
        records[key] = records[key] with { Values = records[key].Values.With(field, FieldValue.Of(value)), Version = Stamp(), ByUs = false, By = by };
    }

    public void Becomes(RecordKey key, LifeState state, RecordKey? into = null) =>
        records[key] = records[key] with { Life = new Life(state, into), Version = Stamp() };

    public void Restore(RecordKey key) => records[key] = records[key] with { Life = Life.Live, Version = Stamp() };

    public string? Value(RecordKey key, string field) => records[key].Values[field].Text;

    public IReadOnlyList<RecordKey> Live(string objectName) =>
        [.. records.Where(record => record.Key.Object == objectName && record.Value.Life.State == LifeState.Live).Select(record => record.Key).Order()];

    public Pair PairOf(RecordKey key) => pairs.Values.Single(pair => pair.HubSpot.Ref == key || pair.Salesforce.Ref == key);

    public IEnumerable<Pair> Pairs => pairs.Values;

    public void Wait(TimeSpan time) => Now += time;

    /// <summary>A hint for every record, then cycles until nothing is due.</summary>
    public World Settle()
    {
        foreach (var key in records.Keys.Order().ToList())
        {
            if (pairs.Values.Any(pair => pair.HubSpot.Ref == key || pair.Salesforce.Ref == key)) continue;
            if (records[key].Life.State != LifeState.Live) continue;
            Hint(key);
        }
        foreach (var id in pairs.Keys.ToList())
            for (var round = 0; Cycle(id) is { } due && due <= Now; round++)
                Assert.True(round < 20, "a pair must settle within 20 rounds");
        return this;
    }

    /// <summary>A first hint makes a one-sided pair.</summary>
    public Guid Hint(RecordKey key)
    {
        var pair = new Pair { Id = Id(), Mapping = Mapping.Name }.With(key.System, new Side { Ref = key });
        pairs[pair.Id] = pair;
        return pair.Id;
    }

    /// <summary>One cycle of one pair.</summary>
    /// <returns>When it is due again.</returns>
    public DateTimeOffset? Cycle(Guid id)
    {
        Now = Now.AddSeconds(1);
        var pair = pairs[id];
        var evidence = new Evidence { HubSpot = Read(pair.HubSpot.Ref), Salesforce = Read(pair.Salesforce.Ref), IntentIntoHubSpot = Id(), IntentIntoSalesforce = Id(), DeletesBraked = IsBraked };
        while (true)
        {
            switch (Reconcile.Decide(pair, Mapping, evidence, Limits, Now))
            {
                case Decision.Look look:
                    foreach (var what in look.What) evidence = Answer(pair, evidence, what);
                    continue;
                case Decision.Settle settle:
                    return Store(settle);
                case Decision.Write write:
                    Absorb(write.Pair, write.Absorbs);
                    Journal.AddRange(write.Journal);
                    pairs[id] = write.Pair;
                    return Store(Core.Settling.Settle.After(write.Pair, Mapping, [.. Send(write.Pair)], Limits, Now));
            }
        }
    }

    private DateTimeOffset? Store(Decision.Settle settle)
    {
        Absorb(settle.Pair, settle.Absorbs);
        Woken.AddRange(settle.Wakes);
        Journal.AddRange(settle.Journal);
        pairs[settle.Pair.Id] = settle.Pair;
        return settle.DueAt;
    }

    private void Absorb(Pair into, IEnumerable<Guid> absorbed)
    {
        foreach (var id in absorbed)
            pairs[id] = pairs[id] with { Status = PairStatus.Superseded, SupersededBy = into.Id, HubSpot = new Side(), Salesforce = new Side() };
    }

    private IEnumerable<(Intent, WriteEnd)> Send(Pair pair)
    {
        foreach (var intent in new[] { pair.IntoHubSpot, pair.IntoSalesforce }.OfType<Intent>())
        {
            Writes++;
            if (Meets(intent) is { } end) { yield return (intent, end); continue; }
            yield return (intent, Apply(pair, intent));
        }
    }

    /// <summary>Lets a write land, whatever its sender came to know.</summary>
    public WriteEnd Apply(Pair pair, Intent intent)
    {
        Now = Now.AddMilliseconds(10);
        if (intent.Kind == IntentKind.Delete)
        {
            Becomes(intent.Target!.Value, LifeState.Deleted);
            return new WriteEnd.Done(intent.Target.Value, null);
        }
        var key = intent.Target ?? Add(intent.Object);
        var values = intent.Values.Aggregate(records[key].Values, (all, write) => all.With(write.Key, Stores(key, write.Key, write.Value)));
        records[key] = records[key] with { Values = values, Version = Stamp(), ByUs = true, PairKey = intent.Kind == IntentKind.Create ? pair.Id : records[key].PairKey };
        Meanwhile(key);
        return new WriteEnd.Done(key, Read(key));
    }

    private Evidence Answer(Pair pair, Evidence evidence, LookUp what) => what switch
    {
        LookUp.KeyOwner owner => evidence with { KeyLooked = true, KeyOwner = pairs.TryGetValue(owner.Key, out var known) && known.Status is PairStatus.Active or PairStatus.Held ? owner.Key : null },
        LookUp.Erased erased => evidence with { ErasedAt = Erased.TryGetValue(erased.Value, out var at) ? at : null },
        LookUp.ByKey key => evidence with { ByKey = Candidates(key.System, stored => stored.PairKey == pair.Id, LifeState.Live, LifeState.Converted) },
        LookUp.ByMatch match => evidence with
        {
            ByMatch = Candidates(match.System, stored => string.Equals(stored.Values[Mapping.Match.NameIn(match.System)].Text, match.Value, StringComparison.OrdinalIgnoreCase), LifeState.Live),
        },
        LookUp.ConvertedFrom from => evidence with
        {
            ConvertedFromPairs = [.. records.Where(record => record.Value.Life.Into == from.Contact).SelectMany(lead => pairs.Values.Where(other => other.Salesforce.Ref == lead.Key)).Select(other => new LeadOwner(other.Id, other.Status))],
        },
        LookUp.Successor successor => evidence with
        {
            Successor = Read(successor.Key),
            SuccessorOwner = Owner(successor.Key)?.Id,
            SuccessorOwnerGivesWay = Owner(successor.Key) is { } owner && Absorption.GivesWay(owner, pair, successor.Key.System),
        },
        LookUp.Rivals rivals => evidence with { Rivals = [.. rivals.Keys.Select(key => Read(key)!)] },
        LookUp.Holder holder => evidence with
        {
            HoldersLooked = evidence.HoldersLooked.Add(holder.Field),
            Holders = Candidates(holder.System, stored => stored.Values[Mapping.Match.NameIn(holder.System)].Text == holder.Value, LifeState.Live).FirstOrDefault() is { } found
                ? evidence.Holders.SetItem(holder.Field, found.Seen.Key) : evidence.Holders,
        },
        _ => throw new InvalidOperationException(what.ToString()),
    };

    private ImmutableArray<Candidate> Candidates(SystemName system, Func<Stored, bool> wanted, params ReadOnlySpan<LifeState> states)
    {
        var shown = states.ToArray();
        return
        [.. records.Where(record => record.Key.System == system && shown.Contains(record.Value.Life.State) && wanted(record.Value)).OrderBy(record => record.Key)
            .Select(record => new Candidate(Read(record.Key)!, Owner(record.Key)?.Id, Owner(record.Key) is { } owner && Absorption.IsAbsorbable(owner))
            {
                OwnerOther = Owner(record.Key)?.Link() is var (contact, lead) ? (system == SystemName.HubSpot ? lead : contact) : null,
            })];
    }

    private Pair? Owner(RecordKey key) => pairs.Values.FirstOrDefault(pair => pair.HubSpot.Ref == key || pair.Salesforce.Ref == key);

    private Observation? Read(RecordKey? key) => key is not { } id ? null : new Observation
    {
        Key = id,
        Life = records[id].Life,
        Values = records[id].Life.State == LifeState.Live ? FieldValues.Of(records[id].Values.Where(value => !Hidden.Contains(value.Key))) : FieldValues.None,
        Version = records[id].Version,
        ReadStartedAt = Now,
        ReadEndedAt = Now,
        CreatedAt = records[id].CreatedAt,
        PairKey = records[id].PairKey,
        ChangedByUs = records[id].ByUs,
        ChangedBy = records[id].By,
    };

    /// <summary>A contact and a lead of one person, linked and in step.</summary>
    public static (World World, RecordKey Contact, RecordKey Lead) Linked(Mapping? mapping = null)
    {
        var world = new World(mapping);
        var contact = world.Add("contacts", ("email", "ana@acme.test"), ("jobtitle", "CTO"), ("company", "Acme"));
        var lead = world.Add("Lead", ("Email", "ana@acme.test"), ("Title", "CTO"), ("Company", "Acme"));
        world.Settle().Settle();
        return (world, contact, lead);
    }

    private long Stamp() => Now.ToUnixTimeMilliseconds();

    private Guid Id() => new($"00000000-0000-7000-8000-{next++:000000000000}");

    private sealed record Stored(FieldValues Values, Life Life, DateTimeOffset CreatedAt, long Version, Guid? PairKey, bool ByUs = false, string? By = null);
}

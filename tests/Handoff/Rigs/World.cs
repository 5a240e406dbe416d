using Integration.Core.Asks;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.Sightings;
using Integration.Ledger;
using Integration.Ledger.Sightings;

namespace Integration.Handoff.Tests.Rigs;

/// <summary>Both systems and the sync between them, as little as a handoff can tell from the real ones: records, asks carried out, news told.</summary>
internal sealed class World(ILedger ledger, TimeProvider time, CountedIds ids)
{
    private readonly Dictionary<RecordKey, (FieldValues Values, long Version, DateTimeOffset CreatedAt)> records = [];
    private int last;

    public List<(RecordKey Key, AskKind.Activity Made)> Activities { get; } = [];
    /// <summary>Code with which asks into Salesforce are refused; null carries them out.</summary>
    public string? Refuses { get; set; }

    /// <summary>Fields that no record has; an ask for one of them is refused.</summary>
    public HashSet<string> Lacks { get; } = [];

    /// <summary>How far Salesforce's clock goes behind ours.</summary>
    public TimeSpan SalesforceBehind { get; set; }

    public FieldValues this[RecordKey key] => records[key].Values;

    public async Task<RecordKey> ContactAsync(params (string Name, string? Value)[] values)
    {
        var key = new RecordKey(SystemName.HubSpot, "contacts", $"{++last}");
        Write(key, FieldValues.Of(values));
        await ledger.TouchAsync([new Touch(new Hint(key, Lane.Normal), "people", ids.NextId(time.GetUtcNow()))], null, time.GetUtcNow(), default);
        await SyncAsync();
        return key;
    }

    /// <summary>Somebody edits a record, and the sync hears of it.</summary>
    public async Task EditAsync(RecordKey key, params (string Name, string? Value)[] values)
    {
        Write(key, FieldValues.Of(values));
        await ledger.TouchAsync([new Touch(new Hint(key, Lane.Normal), "people", ids.NextId(time.GetUtcNow()))], null, time.GetUtcNow(), default);
        await SyncAsync();
    }

    /// <summary>A field that the record has, and that nobody reads yet.</summary>
    public void Adds(RecordKey key, string field, string value) => Write(key, FieldValues.Of((field, value)));

    public async Task<Pair> PairAsync(RecordKey key) => (await ledger.PairsOfAsync([key], default))[key];

    public async Task<RecordKey> LeadOfAsync(RecordKey contact) => (await PairAsync(contact)).Salesforce.Ref ?? throw new InvalidOperationException("the contact has no lead yet");

    /// <summary>A watched record of a person's is seen.</summary>
    public async Task SightAsync(RecordKey key, RecordKey person, params (string Name, string? Value)[] values)
    {
        var now = time.GetUtcNow();
        Write(key, FieldValues.Of(values));
        await ledger.TouchAsync([Touch.Watched(new Hint(key, Lane.Normal))], null, now, default);
        var due = await ledger.ClaimSightingsAsync(10, now, now.AddSeconds(30), default);
        await ledger.StoreSightingsAsync([.. due.Select(look => new SightingCommit(look.Key, look.Generation, new Sighting { Seen = Seen(new Side { Ref = look.Key }).Seen!, People = [person] }, null))], now, default);
    }

    /// <summary>Carries out what is due until nothing is.</summary>
    /// <returns>Whether anything was.</returns>
    public async Task<bool> SyncAsync()
    {
        var rounds = 0;
        for (; await CycleAsync(); rounds++) Assert.True(rounds < 50, "what is due settles");
        return rounds > 0;
    }

    private async Task<bool> CycleAsync()
    {
        var now = time.GetUtcNow();
        var claimed = await ledger.ClaimAsync(new ClaimRequest("sync", 1_000, now, now.AddSeconds(30)), default);
        if (claimed.Count == 0) return false;
        var asks = (await ledger.OpenAsksAsync([.. claimed.Select(pair => pair.Id)], default)).ToLookup(ask => ask.PairId);
        await ledger.CommitAsync([.. claimed.Select(pair => Cycle(pair, [.. asks[pair.Id]]))], now, default);
        return true;
    }

    private PairCommit Cycle(Pair pair, List<Ask> asks)
    {
        var outcomes = new List<AskOutcome>();
        foreach (var ask in asks.OrderByDescending(ask => ask.Kind is AskKind.Release))
        {
            if (ask.Kind is AskKind.Release && pair.Salesforce.Ref is null && Refuses is null)
            {
                var lead = new RecordKey(SystemName.Salesforce, "Lead", $"00Q{++last:D12}AAA");
                Write(lead, FieldValues.Of(("Status", "Open"), ("OwnerId", "005INTEGRATIONAAA")));
                pair = pair with { Salesforce = new Side { Ref = lead } };
            }
            outcomes.Add(new AskOutcome(ask.Id, End(pair, ask)));
        }
        return new PairCommit(pair with
        {
            CleanGeneration = pair.DirtyGeneration,
            HubSpot = Seen(pair.HubSpot),
            Salesforce = Seen(pair.Salesforce),
        }, null, Release: true)
        { AskOutcomes = outcomes };
    }

    private AskEnd End(Pair pair, Ask ask)
    {
        if (Refuses is { } code && ask.Kind is AskKind.Release or AskKind.SetFields { System: SystemName.Salesforce }) return new AskEnd.Refused(code, "It was refused.", "Mend it.");
        switch (ask.Kind)
        {
            case AskKind.SetFields absent when absent.Values.Names.Any(Lacks.Contains):
                return AskCodes.Refused(AskCodes.NoField, $"{absent.System} has no {string.Join(", ", absent.Values.Names)}.");
            case AskKind.SetFields { Only: { } guard } overtaken when pair.Of(overtaken.System).Ref != guard.Record || guard.Values.Any(field => records[guard.Record].Values[field.Key] != field.Value):
                return AskCodes.Refused(AskCodes.Overtaken, $"{guard.Record} shows something else.");
            case AskKind.SetFields set:
                var key = pair.Of(set.System).Ref!.Value;
                Write(key, set.Values);
                return new AskEnd.Done(key);
            case AskKind.Activity made:
                var record = new RecordKey(made.System, made.Object, $"{++last}");
                Activities.Add((record, made));
                return new AskEnd.Done(record);
            default:
                return new AskEnd.Done(pair.Salesforce.Ref);
        }
    }

    private void Write(RecordKey key, FieldValues values)
    {
        var now = time.GetUtcNow();
        var known = records.GetValueOrDefault(key, (FieldValues.None, 0, now));
        foreach (var (name, value) in values) known.Item1 = known.Item1.With(name, value);
        records[key] = (known.Item1, (key.System == SystemName.Salesforce ? now - SalesforceBehind : now).ToUnixTimeMilliseconds(), known.Item3);
    }

    private Side Seen(Side side) => side.Ref is not { } key ? side : side with
    {
        Seen = new Observation { Key = key, Life = Life.Live, Values = records[key].Values, Version = records[key].Version, CreatedAt = records[key].CreatedAt, ReadStartedAt = time.GetUtcNow(), ReadEndedAt = time.GetUtcNow() },
    };
}

using Integration.Core.Journals;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger.Asks;
using Integration.Ledger.Drafts;
using Integration.Ledger.Erasures;
using Integration.Ledger.Handoffs.Memory;
using Integration.Ledger.Sightings;

namespace Integration.Ledger.Memory;

/// <summary>The tables of the ledger as dictionaries, with the same keys and indexes as in SQL.</summary>
internal sealed class MemoryTables
{
    private readonly Dictionary<Guid, Guid> intents = [];

    public Dictionary<Guid, PairRow> Pairs { get; } = [];
    public Dictionary<Guid, Pair> States { get; } = [];
    public Dictionary<RecordKey, RefRow> Refs { get; } = [];
    public Dictionary<Guid, SortedSet<RecordKey>> RefsOf { get; } = [];
    public Dictionary<string, Guid> Claims { get; } = new(StringComparer.Ordinal);
    public Dictionary<Guid, SortedSet<string>> ClaimsOf { get; } = [];
    public SortedDictionary<Guid, IReadOnlyList<HoldRow>> Holds { get; } = [];
    public Dictionary<string, SortedSet<Guid>> Waits { get; } = new(StringComparer.Ordinal);
    public SortedSet<(Lane Lane, DateTimeOffset DueAt, Guid Id)> Due { get; } = [];
    public Dictionary<Guid, List<JournalEntry>> Journal { get; } = [];
    public Dictionary<Guid, AskRow> Asks { get; } = [];
    public Dictionary<RecordKey, SightingRow> Sightings { get; } = [];
    public Dictionary<string, string> Cursors { get; } = new(StringComparer.Ordinal);

    public HandoffTables Handoffs { get; } = new();
    public string? Salt { get; set; }
    public Dictionary<RecordKey, (ErasureAsk Ask, DateTimeOffset DueAt)> ErasureAsks { get; } = [];
    public List<ErasureProof> Proofs { get; } = [];
    public Dictionary<string, ErasureProof> Digests { get; } = new(StringComparer.Ordinal);

    /// <summary>Of the names those that are erased.</summary>
    public IEnumerable<string> Erased(IEnumerable<string> names) =>
        Salt is { } salt ? names.Distinct(StringComparer.Ordinal).Where(name => Digests.ContainsKey(ErasureNames.Digest(salt, name))) : [];

    /// <summary>All of the changes, or an exception and none.</summary>
    public void Save(DraftChanges changes, DateTimeOffset now)
    {
        Check(changes);
        foreach (var row in changes.NewRows.Concat(changes.ChangedRows)) Put(row);
        foreach (var (id, state) in changes.States) States[id] = state;
        foreach (var key in changes.RefsRemoved) Of(RefsOf, Removed(Refs, key).PairId).Remove(key);
        foreach (var (key, owner) in changes.RefsAdded)
        {
            Refs.Add(key, owner);
            Of(RefsOf, owner.PairId).Add(key);
        }

        foreach (var key in changes.ClaimsRemoved) Of(ClaimsOf, Removed(Claims, key)).Remove(key);
        foreach (var (key, owner) in changes.ClaimsAdded)
        {
            Claims.Add(key, owner);
            Of(ClaimsOf, owner).Add(key);
        }

        foreach (var id in changes.HoldsRemoved)
            if (Holds.Remove(id, out var old))
                foreach (var hold in old.Where(hold => hold.WaitsOn is not null)) Of(Waits, hold.WaitsOn!).Remove(id);
        foreach (var holds in changes.HoldsAdded.GroupBy(hold => hold.PairId))
        {
            Holds.Add(holds.Key, [.. holds]);
            foreach (var hold in holds.Where(hold => hold.WaitsOn is not null)) Of(Waits, hold.WaitsOn!).Add(holds.Key);
        }

        foreach (var entry in changes.Journal)
        {
            if (!Journal.TryGetValue(entry.PairId, out var lines)) Journal[entry.PairId] = lines = [];
            lines.Add(entry);
        }

        foreach (var record in changes.ErasureAsks) ErasureAsks.TryAdd(record, (new ErasureAsk(record, now, 0), now));
        foreach (var ask in changes.NewAsks.Concat(changes.ChangedAsks)) Asks[ask.Id] = ask;
        foreach (var row in changes.NewSightings.Concat(changes.ChangedSightings)) Sightings[row.Key] = row;
        if (changes.Cursor is { } cursor) Cursors[cursor.Name] = cursor.Value;
    }

    public IEnumerable<AskRow> OpenAsks(IReadOnlyCollection<Guid> pairIds)
    {
        if (pairIds.Count == 0) return [];
        var wanted = pairIds.ToHashSet();
        return Asks.Values.Where(ask => ask.IsOpen && wanted.Contains(ask.PairId));
    }

    /// <summary>Replaces a row and keeps the due index with it.</summary>
    public void Put(PairRow row)
    {
        if (Pairs.TryGetValue(row.Id, out var old))
        {
            if (old.DueAt is { } was) Due.Remove((old.Lane, was, old.Id));
            foreach (var intent in Intents(old)) intents.Remove(intent);
        }

        Pairs[row.Id] = row;
        if (row.DueAt is { } due) Due.Add((row.Lane, due, row.Id));
        foreach (var intent in Intents(row)) intents[intent] = row.Id;
    }

    /// <summary>The keys that a draft does not check itself; SQL has unique indexes for them.</summary>
    private void Check(DraftChanges changes)
    {
        foreach (var row in changes.NewRows)
            if (Pairs.ContainsKey(row.Id)) throw new ArgumentException($"The call breaks a promise of the ledger, and stored nothing: there is a pair {row.Id} already.");
        var opened = new HashSet<Guid>();
        foreach (var row in changes.ChangedRows)
            foreach (var intent in Intents(row))
                if (!opened.Add(intent) || (intents.TryGetValue(intent, out var owner) && owner != row.Id))
                    throw new ArgumentException($"The call breaks a promise of the ledger, and stored nothing: intent {intent} is open in another pair.");
    }

    private static IEnumerable<Guid> Intents(PairRow row) => new[] { row.IntoHubSpot, row.IntoSalesforce }.OfType<Guid>();

    private static TOwner Removed<TKey, TOwner>(Dictionary<TKey, TOwner> table, TKey key) where TKey : notnull =>
        table.Remove(key, out var owner) ? owner : throw new InvalidOperationException($"{key} was loaded and is gone");

    private static SortedSet<TItem> Of<TKey, TItem>(Dictionary<TKey, SortedSet<TItem>> index, TKey key) where TKey : notnull
    {
        if (!index.TryGetValue(key, out var items)) index[key] = items = typeof(TItem) == typeof(string) ? new((IComparer<TItem>)(object)StringComparer.Ordinal) : [];
        return items;
    }
}

using Integration.Core.Journals;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger.Asks;
using Integration.Ledger.Sightings;

namespace Integration.Ledger.Drafts;

/// <summary>
/// The part of the ledger that one transaction has loaded, changed in memory and written back as a whole.
/// The rules are written once against it; a store only loads and saves.
/// </summary>
internal sealed class Draft
{
    private readonly Dictionary<Guid, PairRow> rows = [];
    private readonly HashSet<Guid> newRows = [];
    private readonly HashSet<Guid> changedRows = [];
    private readonly Dictionary<Guid, Pair> states = [];
    private readonly HashSet<Guid> changedStates = [];
    private readonly Owners<RecordKey, RefRow> refs = new(owner => owner.PairId, Comparer<RecordKey>.Default);
    private readonly Owners<string, Guid> claims = new(owner => owner, StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<Guid>> waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, IReadOnlyList<HoldRow>> holds = [];
    private readonly List<JournalEntry> journal = [];
    private readonly SortedSet<RecordKey> erasureAsks = [];
    private IReadOnlySet<string> erased = new HashSet<string>();
    private readonly Dictionary<Guid, AskRow> asks = [];
    private readonly HashSet<Guid> newAsks = [];
    private readonly HashSet<Guid> changedAsks = [];
    private readonly Dictionary<RecordKey, SightingRow> sightings = [];
    private readonly HashSet<RecordKey> newSightings = [];
    private readonly HashSet<RecordKey> changedSightings = [];

    public CursorValue? Cursor { get; set; }

    public void Load(PairRow row) => rows[row.Id] = row;
    public void LoadState(Guid id, Pair state) => states[id] = state;
    public void LoadRef(RecordKey key, RefRow owner) => refs.Load(key, owner);
    public void LoadClaim(string key, Guid owner) => claims.Load(key, owner);
    public void LoadWait(string key, Guid waiter) => Waiters(key).Add(waiter);

    public void LoadErased(IReadOnlySet<string> names) => erased = names;
    public void Load(SightingRow row) => sightings[row.Key] = row;
    public void Load(AskRow row) => asks[row.Id] = row;

    public IReadOnlyCollection<PairRow> Rows => rows.Values;
    public bool IsErased(RecordKey key) => erased.Count > 0 && erased.Contains(key.ToString());
    public PairRow? Row(Guid id) => rows.GetValueOrDefault(id);
    public Pair? State(Guid id) => states.GetValueOrDefault(id);
    public RefRow? Owner(RecordKey key) => refs.Of(key);
    public Guid? Claimant(string key) => claims.Of(key);
    public IReadOnlyCollection<Guid> WaitersOn(string key) => waiting.TryGetValue(key, out var found) ? found : [];
    public IReadOnlyList<RecordKey> RecordsOf(Guid pairId) => refs.OwnedBy(pairId);
    public IReadOnlyList<string> ClaimsOf(Guid pairId) => claims.OwnedBy(pairId);

    public SightingRow? Sighting(RecordKey key) => sightings.GetValueOrDefault(key);
    public AskRow? Ask(Guid id) => asks.GetValueOrDefault(id);
    /// <summary>A copy: the caller may change asks while it walks.</summary>
    public IReadOnlyList<AskRow> OpenAsksOf(Guid pairId) => [.. asks.Values.Where(row => row.PairId == pairId && row.IsOpen)];

    public void Add(PairRow row, Pair state)
    {
        rows.Add(row.Id, row);
        newRows.Add(row.Id);
        SetState(row.Id, state);
    }

    public void Set(PairRow row)
    {
        if (rows[row.Id] == row) return;
        rows[row.Id] = row;
        if (!newRows.Contains(row.Id)) changedRows.Add(row.Id);
    }

    public void SetState(Guid id, Pair state)
    {
        states[id] = state;
        changedStates.Add(id);
    }

    public void SetSighting(SightingRow row)
    {
        if (sightings.TryAdd(row.Key, row)) newSightings.Add(row.Key);
        else if (!newSightings.Contains(row.Key)) changedSightings.Add(row.Key);
        sightings[row.Key] = row;
    }

    public void SetAsk(AskRow row)
    {
        if (asks.TryAdd(row.Id, row)) newAsks.Add(row.Id);
        else if (!newAsks.Contains(row.Id)) changedAsks.Add(row.Id);
        asks[row.Id] = row;
    }

    public void SetRef(RecordKey key, RefRow? owner) => refs.Set(key, owner);
    public void SetClaim(string key, Guid? owner) => claims.Set(key, owner);
    public void Write(JournalEntry entry) => journal.Add(entry);
    public void AskErasure(RecordKey key) => erasureAsks.Add(key);

    /// <summary>Replaces the holds of a pair; answers how many it has now.</summary>
    public int SetHolds(Guid pairId, IReadOnlyList<HoldRow> now)
    {
        if (now.Count > 0 || rows[pairId].Holds > 0 || holds.ContainsKey(pairId)) holds[pairId] = now;
        // What it waited on before stays in the waiting list of this transaction: the worst is one look too many.
        foreach (var hold in now)
            if (hold.WaitsOn is not null) Waiters(hold.WaitsOn).Add(pairId);
        return now.Count;
    }

    public DraftChanges Changes() => new()
    {
        NewRows = Sorted(newRows),
        ChangedRows = Sorted(changedRows),
        States = [.. changedStates.Order().Select(id => (id, PairRow.StateOf(states[id])))],
        RefsRemoved = refs.Removed,
        RefsAdded = refs.Added,
        ClaimsRemoved = claims.Removed,
        ClaimsAdded = claims.Added,
        HoldsRemoved = [.. holds.Keys.Order()],
        HoldsAdded = [.. holds.OrderBy(pair => pair.Key).SelectMany(pair => pair.Value)],
        Journal = journal,
        Cursor = Cursor,
        ErasureAsks = [.. erasureAsks],
        NewSightings = [.. newSightings.Order().Select(key => sightings[key])],
        ChangedSightings = [.. changedSightings.Order().Select(key => sightings[key])],
        NewAsks = [.. newAsks.Order().Select(id => asks[id])],
        ChangedAsks = [.. changedAsks.Order().Select(id => asks[id])],
    };

    // Ordered by id, so that two transactions write common rows in one order and cannot deadlock on them.
    private List<PairRow> Sorted(IEnumerable<Guid> ids) => [.. ids.Order().Select(id => rows[id])];

    private HashSet<Guid> Waiters(string key)
    {
        if (!waiting.TryGetValue(key, out var found)) waiting[key] = found = [];
        return found;
    }
}

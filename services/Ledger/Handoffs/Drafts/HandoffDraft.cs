namespace Integration.Ledger.Handoffs.Drafts;

/// <summary>
/// The part of the handoff ledger that one transaction has loaded, changed in memory and writes back as a whole.
/// The rules are written once against it; a store only loads and saves.
/// </summary>
internal sealed class HandoffDraft
{
    public Tracked<Guid, PairStanding> Pairs { get; } = new(Comparer<Guid>.Default);
    public Tracked<Guid, JudgingRow> Judgings { get; } = new(Comparer<Guid>.Default);
    public Tracked<Guid, StoredHandoff> Handoffs { get; } = new(Comparer<Guid>.Default);
    public Tracked<string, TimerRow> Timers { get; } = new(StringComparer.Ordinal);
    public Tracked<string, StoredRoster> Rosters { get; } = new(StringComparer.Ordinal);
    public Tracked<Guid, RequestRow> Requests { get; } = new(Comparer<Guid>.Default);
    public List<StoredEvent> Events { get; } = [];
    public List<StoredReceipt> Receipts { get; } = [];
    public ReceiptHead Head { get; set; } = ReceiptHead.Genesis;

    private readonly Dictionary<(Guid Pair, string Product), Guid> open = [];

    /// <summary>Loads a handoff; an open one of a pair in the scope comes along although no commit names it.</summary>
    public void Load(StoredHandoff handoff)
    {
        Handoffs.Load(handoff.Id, handoff);
        if (handoff.IsOpen) open[(handoff.PairId, handoff.Product)] = handoff.Id;
    }

    public Guid? OpenOf(Guid pairId, string product) => open.TryGetValue((pairId, product), out var id) ? id : null;

    public void Set(StoredHandoff handoff)
    {
        if (Handoffs.Of(handoff.Id) is { IsOpen: true } before && OpenOf(before.PairId, before.Product) == handoff.Id) open.Remove((before.PairId, before.Product));
        if (handoff.IsOpen) open[(handoff.PairId, handoff.Product)] = handoff.Id;
        Handoffs.Set(handoff.Id, handoff);
    }
}

/// <summary>Rows as loaded and as decided; the difference is what must be written.</summary>
internal sealed class Tracked<TKey, TRow>(IComparer<TKey> order)
    where TKey : notnull
    where TRow : class
{
    private readonly Dictionary<TKey, TRow> rows = [];
    private readonly HashSet<TKey> loaded = [];
    private readonly HashSet<TKey> changed = [];

    public void Load(TKey key, TRow row)
    {
        rows[key] = row;
        loaded.Add(key);
    }

    public TRow? Of(TKey key) => rows.GetValueOrDefault(key);

    public void Set(TKey key, TRow row)
    {
        rows[key] = row;
        changed.Add(key);
    }

    /// <summary>Rows to be inserted, in key order: two transactions write common rows in one order and cannot deadlock on them.</summary>
    public List<TRow> Added => [.. changed.Where(key => !loaded.Contains(key)).Order(order).Select(key => rows[key])];

    /// <summary>Rows to be replaced, in key order.</summary>
    public List<TRow> Changed => [.. changed.Where(loaded.Contains).Order(order).Select(key => rows[key])];
}

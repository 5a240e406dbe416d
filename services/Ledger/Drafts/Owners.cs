namespace Integration.Ledger.Drafts;

/// <summary>Which pair owns what, as loaded and as decided; the difference is what must be written.</summary>
internal sealed class Owners<TKey, TOwner>(Func<TOwner, Guid> pairOf, IComparer<TKey> order)
    where TKey : notnull
    where TOwner : struct, IEquatable<TOwner>
{
    private readonly Dictionary<TKey, TOwner> loaded = [];
    private readonly Dictionary<TKey, TOwner?> changed = [];
    private readonly Dictionary<Guid, HashSet<TKey>> byPair = [];

    public void Load(TKey key, TOwner owner)
    {
        loaded[key] = owner;
        KeysOf(pairOf(owner)).Add(key);
    }

    public TOwner? Of(TKey key) =>
        changed.TryGetValue(key, out var now) ? now : loaded.TryGetValue(key, out var before) ? before : null;

    public void Set(TKey key, TOwner? owner)
    {
        if (Of(key) is { } before) KeysOf(pairOf(before)).Remove(key);
        changed[key] = owner;
        if (owner is { } now) KeysOf(pairOf(now)).Add(key);
    }

    /// <summary>A copy, in key order: the caller may change owners while it walks.</summary>
    public List<TKey> OwnedBy(Guid pairId) => byPair.TryGetValue(pairId, out var keys) ? [.. keys.Order(order)] : [];

    public List<TKey> Removed =>
        [.. changed.Where(pair => loaded.TryGetValue(pair.Key, out var before) && !before.Equals(pair.Value)).Select(pair => pair.Key).Order(order)];

    public List<(TKey Key, TOwner Owner)> Added =>
        [.. changed.Where(pair => pair.Value is { } now && !(loaded.TryGetValue(pair.Key, out var before) && before.Equals(now)))
            .Select(pair => (pair.Key, pair.Value!.Value)).OrderBy(pair => pair.Key, order)];

    private HashSet<TKey> KeysOf(Guid pairId)
    {
        if (!byPair.TryGetValue(pairId, out var keys)) byPair[pairId] = keys = [];
        return keys;
    }
}

using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger.Drafts;
using Integration.Ledger.Sightings;

namespace Integration.Ledger.Memory;

/// <summary>An open transaction in memory: nothing is written before the save, so that giving it up needs no undoing.</summary>
internal sealed class MemoryPen(MemoryTables tables) : ILedgerPen
{
    public Task<Draft> LoadAsync(DraftScope scope, CancellationToken stop)
    {
        var draft = new Draft();
        foreach (var key in scope.Touched.Concat(scope.Wanted))
            if (tables.Refs.TryGetValue(key, out var owner)) draft.LoadRef(key, owner);
        foreach (var id in scope.Pairs)
        {
            Load(draft, id);
            foreach (var key in tables.RefsOf.GetValueOrDefault(id) ?? []) draft.LoadRef(key, tables.Refs[key]);
            foreach (var key in tables.ClaimsOf.GetValueOrDefault(id) ?? []) draft.LoadClaim(key, id);
        }

        foreach (var key in scope.Touched)
            if (draft.Owner(key) is { } owner) Load(draft, owner.PairId);
        foreach (var key in scope.Claims)
            if (tables.Claims.TryGetValue(key, out var owner)) draft.LoadClaim(key, owner);
        foreach (var key in scope.Wakes)
            foreach (var waiter in tables.Waits.GetValueOrDefault(key) ?? [])
            {
                draft.LoadWait(key, waiter);
                Load(draft, waiter);
            }

        foreach (var id in scope.Asks)
            if (tables.Asks.TryGetValue(id, out var ask)) draft.Load(ask);
        foreach (var ask in tables.OpenAsks(scope.AsksOf)) draft.Load(ask);
        return Task.FromResult(draft);
    }

    public Task<IReadOnlyList<Guid>> ChooseAsync(PairChoice choice, Guid? after, int limit, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<Guid>>([.. tables.Pairs.Values
            .Where(row => row.IsOpen && (after is null || row.Id.CompareTo(after.Value) > 0) && IsChosen(choice, row))
            .Select(row => row.Id).Order().Take(limit)]);

    private bool IsChosen(PairChoice choice, PairRow row) => choice switch
    {
        PairChoice.Linked => row.Linked,
        PairChoice.Outdated outdated => row.Mapping == outdated.Mapping && row.MappingVersion != outdated.Version,
        PairChoice.HeldUnder held => row.Mapping == held.Mapping && tables.Holds.TryGetValue(row.Id, out var holds) && holds.Any(hold => hold.Code == held.Code),
        _ => throw new ArgumentOutOfRangeException(nameof(choice), choice, "no such choice"),
    };

    public Task<IReadOnlyList<(Guid Id, Pair State)>> StatesAsync(IReadOnlyList<Guid> ids, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<(Guid, Pair)>>([.. ids.Where(tables.States.ContainsKey).Select(id => (id, tables.States[id]))]);

    public Task<IReadOnlySet<string>> ErasedAsync(IReadOnlyCollection<string> records, CancellationToken stop) =>
        Task.FromResult<IReadOnlySet<string>>(tables.Erased(records).ToHashSet(StringComparer.Ordinal));

    public Task<IReadOnlyList<SightingRow>> SightingsAsync(IReadOnlyList<RecordKey> keys, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<SightingRow>>([.. keys.Where(tables.Sightings.ContainsKey).Select(key => tables.Sightings[key])]);

    public Task SaveAsync(DraftChanges changes, DateTimeOffset now, CancellationToken stop)
    {
        tables.Save(changes, now);
        return Task.CompletedTask;
    }

    // The state costs nothing here, so it always comes along.
    private void Load(Draft draft, Guid id)
    {
        if (draft.Row(id) is not null || !tables.Pairs.TryGetValue(id, out var row)) return;
        draft.Load(row);
        draft.LoadState(id, tables.States[id]);
    }
}

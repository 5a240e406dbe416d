using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Ledger;

namespace Integration.Sync.Cycles;

/// <summary>Finds records that fell between two pairs: each pair decided rightly by what it saw of the other, and the other moved.</summary>
/// <remarks>
/// Nobody would tell of such a record again before somebody edits it. It is looked for after the decisions were stored: whoever moves later
/// sees them, and whoever moved before is seen here.
/// </remarks>
internal sealed class StrandedRecords(ILedger ledger)
{
    /// <param name="stored">What was decided and is stored.</param>
    /// <param name="stop">Stops the look.</param>
    /// <returns>The records that are to be looked at.</returns>
    public async Task<IReadOnlyList<LookAgain>> OfAsync(IReadOnlyList<PairWork> stored, CancellationToken stop)
    {
        var others = stored.SelectMany(item => SleepingLeads(item).Concat(YieldedTo(item))).Distinct().ToList();
        var pairs = others.Count == 0 ? new Dictionary<Guid, Pair>() : await ledger.PairsAsync(others, stop);
        return [.. stored.SelectMany(item => YieldedInVain(item, pairs).Concat(Orphaned(item)).Concat(Woken(item, pairs)))];
    }

    /// <summary>The record that a pair gave to another, which was closed in the same moment.</summary>
    private static IEnumerable<LookAgain> YieldedInVain(PairWork item, IReadOnlyDictionary<Guid, Pair> pairs) =>
        from owner in YieldedTo(item)
        where !(pairs.TryGetValue(owner, out var pair) && IsOpen(pair))
        select Again(item, item.Pair.Refs().First());

    /// <summary>The Contact of a lead whose pair was closed: it may have been given to that pair just now.</summary>
    private static IEnumerable<LookAgain> Orphaned(PairWork item) =>
        IsOpen(item.Pair) && !IsOpen(item.Decided!) && item.Evidence?.Salesforce is { Life: { State: LifeState.Converted, Into: { } heir } } ? [Again(item, heir)] : [];

    /// <summary>The leads of a Contact that came out of the recycle bin: their pair sleeps since the day when it went.</summary>
    private static IEnumerable<LookAgain> Woken(PairWork item, IReadOnlyDictionary<Guid, Pair> pairs) =>
        from owner in SleepingLeads(item)
        where pairs.TryGetValue(owner, out var pair) && pair.Salesforce.Ref is not null
        select Again(item, pairs[owner].Salesforce.Ref!.Value) with { IsLifeChange = true };

    private static IEnumerable<Guid> YieldedTo(PairWork item) =>
        item.Decided is { Status: PairStatus.Superseded, SupersededBy: { } owner } closed && !closed.Refs().Any() && item.Pair.Refs().Any() ? [owner] : [];

    // A Contact that lives, closed for the sake of its lead's pair, which may have been closed for the sake of the Contact.
    private static IEnumerable<Guid> SleepingLeads(PairWork item) =>
        item.Decided is { Status: PairStatus.Tombstone, HubSpot.Ref: null } && item.Evidence is { Salesforce.Life.State: LifeState.Live, ConvertedFromPairs: { IsDefault: false } owners }
            ? owners.Where(owner => owner.Status == PairStatus.Tombstone && owner.Pair != item.Pair.Id).Select(owner => owner.Pair)
            : [];

    private static LookAgain Again(PairWork item, RecordKey record) => new(record, item.Pair.Mapping, item.Pair.Lane);

    private static bool IsOpen(Pair pair) => pair.Status is PairStatus.Active or PairStatus.Held;
}

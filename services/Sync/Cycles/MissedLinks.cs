using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger;

namespace Integration.Sync.Cycles;

/// <summary>Looks once more at what was just stored as waiting for a record: it may have been linked between the look and the store.</summary>
/// <remarks>
/// Its link woke whoever waited at that moment. A wait that was stored after it would be slept through for a day. So the wait is stored
/// first and looked at then: whoever links later sees it, and whoever linked before is seen here.
/// </remarks>
internal sealed class MissedLinks(ILedger ledger)
{
    /// <param name="stored">What was decided and is stored.</param>
    /// <param name="stop">Stops the look.</param>
    /// <returns>Those of it that wait for what is there.</returns>
    public async Task<IReadOnlyList<LookAgain>> OfAsync(IReadOnlyList<PairWork> stored, CancellationToken stop)
    {
        var waits = (from item in stored
                     from key in WaitsOf(item.Decided!).Except(WaitsOf(item.Pair))
                     select (Pair: item.Decided!, On: key)).ToList();
        if (waits.Count == 0) return [];
        var pairs = await ledger.PairsOfAsync([.. waits.Select(wait => wait.On).Distinct()], stop);
        return [.. waits.Where(wait => pairs.TryGetValue(wait.On, out var pair) && pair.Link() is not null)
            .Select(wait => new LookAgain(wait.Pair.Refs().First(), wait.Pair.Mapping, wait.Pair.Lane))];
    }

    private static IEnumerable<RecordKey> WaitsOf(Pair pair) =>
        pair.Fields.Values.Select(state => state.Hold).Append(pair.Hold)
            .Where(hold => hold is { Code: HoldCodes.FieldWaitsForRecord or HoldCodes.WaitsForReference, WaitsOn: not null }).Select(hold => RecordKey.Parse(hold!.WaitsOn!));
}

using Integration.Connectors.Ports;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Ledger;

namespace Integration.Sync.Cycles;

/// <summary>Looks once more at what was just stored as waiting for a record: it may have been linked between the look and the store.</summary>
/// <remarks>
/// Its link woke whoever waited at that moment. A wait that was stored after it would be slept through for a day. So the wait is stored
/// first and looked at then: whoever links later sees it, and whoever linked before is seen here.
/// </remarks>
internal sealed class MissedLinks(ILedger ledger, IEntropy entropy)
{
    public async Task WakeAsync(IReadOnlyList<(Pair Before, Decision Decision)> stored, DateTimeOffset now, CancellationToken stop)
    {
        var waiting = stored.Select(entry => (entry.Before, After: After(entry.Decision))).Where(entry => entry.After is not null)
            .SelectMany(entry => WaitsOf(entry.After!).Except(WaitsOf(entry.Before)).Select(key => (Pair: entry.After!, On: key))).ToList();
        if (waiting.Count == 0) return;
        var pairs = await ledger.PairsOfAsync([.. waiting.Select(wait => wait.On).Distinct()], stop);
        var missed = waiting.Where(wait => pairs.TryGetValue(wait.On, out var pair) && pair.Link() is not null).Select(wait => wait.Pair).DistinctBy(pair => pair.Id).ToList();
        if (missed.Count == 0) return;
        await ledger.TouchAsync([.. missed.Select(pair => new Touch(new Hint((pair.HubSpot.Ref ?? pair.Salesforce.Ref)!.Value, pair.Lane), pair.Mapping, entropy.NextId(now)))], null, now, stop);
    }

    private static Pair? After(Decision decision) => decision switch
    {
        Decision.Settle settle => settle.Pair,
        Decision.Write write => write.Pair,
        _ => null,
    };

    private static IEnumerable<RecordKey> WaitsOf(Pair pair) =>
        pair.Fields.Values.Select(state => state.Hold).Append(pair.Hold)
            .Where(hold => hold is { Code: HoldCodes.FieldWaitsForRecord or HoldCodes.WaitsForReference, WaitsOn: not null }).Select(hold => RecordKey.Parse(hold!.WaitsOn!));
}

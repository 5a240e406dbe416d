using Integration.Connectors.Ports;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Ledger;

namespace Integration.Sync.Cycles;

/// <summary>Has records looked at that fell between two pairs: each pair decided rightly by what it saw of the other, and the other moved.</summary>
/// <remarks>
/// A Contact goes back to the pair of the lead that it was converted from, and that pair is closed in the same moment. A Contact comes out of the
/// recycle bin, and its lead's pair sleeps since the day when it went. Nobody would tell of such a record again before somebody edits it.
/// </remarks>
internal sealed class StrandedRecords(ILedger ledger, IEntropy entropy)
{
    /// <summary>After the decisions were stored: whoever moves later sees them, and whoever moved before is seen here.</summary>
    public async Task LookAsync(IReadOnlyList<PairWork> stored, DateTimeOffset now, CancellationToken stop)
    {
        var yielded = stored.Where(item => After(item) is { Status: PairStatus.Superseded, SupersededBy: not null, HubSpot.Ref: null, Salesforce.Ref: null } && (item.Pair.HubSpot.Ref ?? item.Pair.Salesforce.Ref) is not null).ToList();
        var asleep = stored.Where(IsKeptBesideItsLead).ToList();
        var others = yielded.Select(item => After(item)!.SupersededBy!.Value).Concat(asleep.SelectMany(item => Leads(item))).Distinct().ToList();
        var pairs = others.Count == 0 ? new Dictionary<Guid, Pair>() : await ledger.PairsAsync(others, stop);
        var touches = new List<(RecordKey Key, Mapping Mapping, Lane Lane, bool IsLifeChange)>();
        foreach (var item in yielded)
            if (!(pairs.TryGetValue(After(item)!.SupersededBy!.Value, out var owner) && owner.Status is PairStatus.Active or PairStatus.Held)) touches.Add(((item.Pair.HubSpot.Ref ?? item.Pair.Salesforce.Ref)!.Value, item.Mapping!, item.Pair.Lane, false));
        foreach (var item in stored.Where(item => IsOpen(item.Pair) && After(item) is { } after && !IsOpen(after)))
            if (item.Evidence?.Salesforce is { Life: { State: LifeState.Converted, Into: { } heir } }) touches.Add((heir, item.Mapping!, item.Pair.Lane, false));
        foreach (var item in asleep)
            foreach (var lead in Leads(item).Select(id => pairs.GetValueOrDefault(id)?.Salesforce.Ref).OfType<RecordKey>()) touches.Add((lead, item.Mapping!, item.Pair.Lane, true));
        if (touches.Count == 0) return;
        await ledger.TouchAsync([.. touches.DistinctBy(touch => touch.Key).Select(touch => new Touch(new Hint(touch.Key, touch.Lane) { IsLifeChange = touch.IsLifeChange }, touch.Mapping.Name, entropy.NextId(now)))], null, now, stop);
    }

    // A Contact that lives, closed for the sake of its lead's pair, which may have been closed for the sake of the Contact.
    private static bool IsKeptBesideItsLead(PairWork item) =>
        After(item) is { Status: PairStatus.Tombstone, HubSpot.Ref: null } && item.Evidence is { Salesforce.Life.State: LifeState.Live } && Leads(item).Any();

    private static IEnumerable<Guid> Leads(PairWork item) => item.Evidence is { ConvertedFromPairs: { IsDefault: false } owners } ? owners.Where(owner => owner.Status == PairStatus.Tombstone && owner.Pair != item.Pair.Id).Select(owner => owner.Pair) : [];

    private static bool IsOpen(Pair pair) => pair.Status is PairStatus.Active or PairStatus.Held;

    private static Pair? After(PairWork item) => item.Decision switch
    {
        Decision.Settle settle => settle.Pair,
        Decision.Write write => write.Pair,
        _ => null,
    };
}

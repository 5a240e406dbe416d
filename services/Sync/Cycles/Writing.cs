using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.Settling;

namespace Integration.Sync.Cycles;

/// <summary>Sends stored intents, both systems at once, and puts what came back into the words of the decision.</summary>
internal sealed class Writing(IConnector hubSpot, IConnector salesforce, MappingSet mappings)
{
    /// <returns>For every pair the end of each of its intents.</returns>
    public async Task<Dictionary<Guid, List<(Intent Intent, WriteEnd End)>>> SendAsync(IReadOnlyList<Pair> stored, Lane lane, CancellationToken stop)
    {
        var ends = stored.ToDictionary(pair => pair.Id, _ => new List<(Intent, WriteEnd)>());
        var sent = await Task.WhenAll(
            SendAsync(hubSpot, stored, lane, stop),
            SendAsync(salesforce, stored, lane, stop));
        foreach (var (pair, intent, end) in sent.SelectMany(system => system)) ends[pair].Add((intent, end));
        return ends;
    }

    private async Task<List<(Guid Pair, Intent Intent, WriteEnd End)>> SendAsync(IConnector connector, IReadOnlyList<Pair> stored, Lane lane, CancellationToken stop)
    {
        var writing = stored.Where(pair => pair.Into(connector.System) is not null).ToList();
        var writes = writing.Select(pair => new RecordWrite(KeyOf(pair, pair.Into(connector.System)!), pair.Into(connector.System)!)).ToList();
        if (writes.Count == 0) return [];
        var answer = await connector.WriteAsync(new WriteRequest(lane, writes, AskedFields.Over(mappings, connector.System, writes)), stop);
        // Two outcomes for one write contradict each other only if the connector is wrong; the first is taken, and its record alone pays.
        var outcomes = answer.Outcomes.DistinctBy(outcome => outcome.IntentId).ToDictionary(outcome => outcome.IntentId);
        return [.. writing.Zip(writes).Select(entry => (entry.First.Id, Write: entry.Second)).Select(entry => (entry.Id, entry.Write.Intent, outcomes.TryGetValue(entry.Write.Intent.Id, out var outcome) ? End(outcome) : new WriteEnd.Unknown()))];
    }

    // An activity is made under its own ask's key: a person may get many.
    private static Guid KeyOf(Pair pair, Intent intent) => intent.Kind == IntentKind.Activity ? intent.Asks[0] : pair.Id;

    private static WriteEnd End(WriteOutcome outcome) => outcome.Result switch
    {
        WriteResult.Done when outcome.Key is { } key => new WriteEnd.Done(key, outcome.Stored),
        WriteResult.NotApplied => new WriteEnd.NotApplied(outcome.Fault?.RetryAfter),
        WriteResult.Rejected when outcome.Fault is { } fault => Refused(fault),
        _ => new WriteEnd.Unknown(),
    };

    private static WriteEnd Refused(Fault fault) => fault.Class switch
    {
        FaultClass.Field when fault.Field is { } field => new WriteEnd.FieldRefused(field, fault.Code, fault.Reason, fault.Mend, fault.Holder),
        FaultClass.Field or FaultClass.Record => new WriteEnd.RecordRefused(fault.Code, fault.Reason, fault.Mend, fault.Holder),
        FaultClass.Identity => new WriteEnd.Changed(fault.Code, fault.Reason, fault.Mend),
        _ => new WriteEnd.NotApplied(fault.RetryAfter),
    };
}

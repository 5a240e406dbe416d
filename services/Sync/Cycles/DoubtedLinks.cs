using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.Settling;
using Integration.Ledger;

namespace Integration.Sync.Cycles;

/// <summary>Has the record looked at that a refused reference names: it may be deleted, and its own hint lost.</summary>
/// <remarks>
/// Its pair would go on as linked until the daily sweep, and whoever refers to it would send the same id every few minutes and be refused
/// each time. Once its pair has ended, they wait for it by name.
/// </remarks>
internal sealed class DoubtedLinks(ILedger ledger, MappingSet mappings, IEntropy entropy)
{
    public async Task LookAsync(IEnumerable<(Mapping Mapping, Pair Sent, IReadOnlyList<(Intent Intent, WriteEnd End)> Ends)> sent, DateTimeOffset now, CancellationToken stop)
    {
        var refused = from entry in sent
                      from ended in entry.Ends
                      where ended.End is WriteEnd.Changed or WriteEnd.FieldRefused
                      from reference in References(entry.Mapping, ended.Intent)
                      select (reference.Key, reference.Mapping, entry.Sent.Lane);
        var doubted = refused.GroupBy(reference => reference.Key).OrderBy(group => group.Key).Select(group => group.First()).ToList();
        if (doubted.Count == 0) return;
        await ledger.TouchAsync([.. doubted.Select(reference => new Touch(new Hint(reference.Key, reference.Lane), reference.Mapping, entropy.NextId(now)))], null, now, stop);
    }

    private IEnumerable<(RecordKey Key, string Mapping)> References(Mapping mapping, Intent intent) =>
        from field in mapping.Fields
        let to = field.RefersTo as Reference.Record
        where to is not null && intent.Values[field.NameIn(intent.System)].HasText
        let referred = mappings.Named(to.Mapping)!
        select (new RecordKey(intent.System, referred.ObjectsIn(intent.System)[0], intent.Values[field.NameIn(intent.System)].Text!), referred.Name);
}

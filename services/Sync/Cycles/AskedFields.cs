using Integration.Connectors.Ports;
using Integration.Core.Asks;
using Integration.Core.Records;

namespace Integration.Sync.Cycles;

/// <summary>Lays the fields of asks over what is read anyway: an ask is guarded by the same read as the sync's own writes, and confirmed by the same read-back.</summary>
internal static class AskedFields
{
    /// <summary>For the read at the start of a cycle.</summary>
    public static FieldSelection Over(MappingSet mappings, SystemName system, IEnumerable<PairWork> work) => Over(mappings.Selection(system),
        work.Where(item => item.Pair.Of(system).Ref is not null).SelectMany(item => item.Asks.Select(ask => ask.Kind).OfType<AskKind.SetFields>()
            .Where(asked => asked.System == system).Select(asked => (item.Pair.Of(system).Ref!.Value.Object, asked.Values.Names))));

    /// <summary>For reading back what was written.</summary>
    public static FieldSelection Over(MappingSet mappings, SystemName system, IEnumerable<RecordWrite> writes) =>
        Over(mappings.Selection(system), writes.Where(write => write.Intent.IsAsked).Select(write => (write.Intent.Object, write.Intent.Values.Names)));

    private static FieldSelection Over(FieldSelection selection, IEnumerable<(string Object, IEnumerable<string> Names)> asked)
    {
        var more = asked.GroupBy(entry => entry.Object, StringComparer.Ordinal).ToList();
        if (more.Count == 0) return selection;
        var byObject = new Dictionary<string, IReadOnlyList<string>>(selection.ByObject, StringComparer.Ordinal);
        // In name order, so that equal wishes of two cycles share a batch.
        foreach (var group in more)
            byObject[group.Key] = [.. byObject.GetValueOrDefault(group.Key, []).Union(group.SelectMany(entry => entry.Names).Order(StringComparer.Ordinal), StringComparer.Ordinal)];
        return new FieldSelection(byObject);
    }
}

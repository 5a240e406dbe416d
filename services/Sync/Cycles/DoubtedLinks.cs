using Integration.Core.Intents;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Core.Settling;

namespace Integration.Sync.Cycles;

/// <summary>Finds the records that a refused reference names: one may be deleted, and its own hint lost.</summary>
/// <remarks>
/// Its pair would go on as linked until the daily sweep, and whoever refers to it would send the same id every few minutes and be refused
/// each time. Once its pair has ended, they wait for it by name.
/// </remarks>
internal sealed class DoubtedLinks(MappingSet mappings)
{
    /// <param name="item">The pair that was sent.</param>
    /// <param name="ends">How each of its writes ended.</param>
    /// <returns>The records that are to be looked at.</returns>
    public IEnumerable<LookAgain> Of(PairWork item, IReadOnlyList<(Intent Intent, WriteEnd End)> ends) =>
        from ended in ends
        where ended.End is WriteEnd.Changed or WriteEnd.FieldRefused
        from field in item.Mapping!.Fields
        let system = ended.Intent.System
        let sent = ended.Intent.Values[field.NameIn(system)]
        where field.RefersTo is Reference.Record && sent.HasText
        let referred = mappings.Named(((Reference.Record)field.RefersTo!).Mapping)!
        select new LookAgain(new RecordKey(system, referred.ObjectsIn(system)[0], sent.Text!), referred.Name, item.Pair.Lane);
}

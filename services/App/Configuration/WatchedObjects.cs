using Integration.Connectors.Ports;
using Integration.Core.Mappings;
using Integration.Core.Records;

namespace Integration.App.Configuration;

/// <summary>What the mappings look at, as the workers want it.</summary>
internal static class WatchedObjects
{
    public static IReadOnlyList<WatchedObject> Of(IReadOnlyList<Mapping> mappings, SystemName system) =>
        [.. mappings.SelectMany(mapping => mapping.ObjectsIn(system).Select(name => new WatchedObject(name, mapping.FieldsOf(system, name), mapping.Match.NameIn(system))))];
}

using Integration.Connectors.Ports;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Core.Sightings;

namespace Integration.App.Configuration;

/// <summary>What the mappings look at, and what is only watched, as the workers want it.</summary>
internal static class WatchedObjects
{
    /// <summary>Those of one system.</summary>
    /// <param name="mappings">The mappings in force.</param>
    /// <param name="system">Which system.</param>
    /// <param name="extra">Fields that are read beside the mapped ones; a change of one of them alone is news too. Null = none.</param>
    /// <param name="sightings">What is watched and not paired; null = nothing.</param>
    public static IReadOnlyList<WatchedObject> Of(IReadOnlyList<Mapping> mappings, SystemName system, ExtraFields? extra = null, SightingPlan? sightings = null)
    {
        var paired = mappings.SelectMany(mapping => mapping.ObjectsIn(system).Select(name =>
            new WatchedObject(name, [.. mapping.FieldsOf(system, name).Union((extra ?? ExtraFields.None).Of(system, name), StringComparer.Ordinal)], mapping.Match.NameIn(system)))).ToList();
        var watched = (sightings ?? SightingPlan.None).Objects.Where(each => each.System == system && paired.All(pair => pair.Object != each.Object))
            .Select(each => new WatchedObject(each.Object, each.Fields, "") { IsSighted = true, HasKey = each.IsMade, TellsOf = each.TellsOf });
        return [.. paired, .. watched];
    }
}

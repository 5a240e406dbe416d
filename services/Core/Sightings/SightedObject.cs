using System.Collections.Immutable;
using Integration.Core.Records;

namespace Integration.Core.Sightings;

/// <summary>One kind of record that is watched and not paired.</summary>
/// <param name="System">Where it is.</param>
/// <param name="Object">The vendor's name: <c>Task</c>, <c>calls</c>.</param>
/// <param name="Fields">What is read of it: enough to tell whether a person did something, and when.</param>
public sealed record SightedObject(SystemName System, string Object, ImmutableArray<string> Fields)
{
    /// <summary>Asks make records of it, so that it needs our key field.</summary>
    public bool IsMade { get; init; }
    /// <summary>A change of it is told of another record: the object, and the field that names it. It is not read itself.</summary>
    public (string Object, string Field)? TellsOf { get; init; }
}

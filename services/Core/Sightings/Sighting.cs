using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Integration.Core.Records;

namespace Integration.Core.Sightings;

/// <summary>The last read by id of a record that is watched but not paired: a task, a call, an opportunity. With the people it belongs to.</summary>
public sealed record Sighting
{
    /// <summary>What the read returned; <see cref="Observation.Life"/> tells deleted ones.</summary>
    public required Observation Seen { get; init; }
    /// <summary>The records of people that it belongs to, in key order; empty when it belongs to nobody we could know.</summary>
    public ImmutableArray<RecordKey> People { get; init; } = [];
    /// <summary>The record.</summary>
    [JsonIgnore]
    public RecordKey Key => Seen.Key;
    /// <summary>Made by one of our own asks: it carries our key.</summary>
    [JsonIgnore]
    public bool IsOurs => Seen.PairKey is not null;
}

using Integration.Core.Records;

namespace Integration.Connectors.Ports;

/// <summary>Which fields to read of each object, without our key field (connectors add it and their own system fields).</summary>
/// <param name="ByObject">Object name to field names.</param>
public sealed record FieldSelection(IReadOnlyDictionary<string, IReadOnlyList<string>> ByObject);

/// <summary>A read by id.</summary>
/// <param name="Lane">Who goes first.</param>
/// <param name="Keys">0 to 2,000 keys of one system; objects may be mixed, doubles are read once.</param>
/// <param name="Fields">What to read.</param>
public sealed record ReadRequest(Lane Lane, IReadOnlyList<RecordKey> Keys, FieldSelection Fields)
{
    /// <summary>Also find out which people the records belong to; costs one or two more calls.</summary>
    public bool WithPeople { get; init; }
}

/// <summary>The outcomes of a read.</summary>
public sealed record ReadAnswer(IReadOnlyList<ReadOutcome> Outcomes);

/// <summary>What became of one key. Exactly one of <see cref="Seen"/> and <see cref="Fault"/> is set.</summary>
/// <remarks>
/// Deleted, merged, converted and erased records are <see cref="Seen"/> with their <see cref="Life"/>: the connector follows
/// up on ids that a batch leaves out. An id for which no evidence at all can be had is seen as <see cref="LifeState.Unknown"/>.
/// </remarks>
public sealed record ReadOutcome(RecordKey Key, Observation? Seen, Fault? Fault = null)
{
    /// <summary>With <see cref="ReadRequest.WithPeople"/>: the contacts and leads that the record belongs to, in key order.</summary>
    public IReadOnlyList<RecordKey> People { get; init; } = [];
}

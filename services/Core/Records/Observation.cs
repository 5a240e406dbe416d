namespace Integration.Core.Records;

/// <summary>What one read by id returned. Only an observation changes what the ledger believes of a record.</summary>
public sealed record Observation
{
    /// <summary>The record read. After a merge or conversion this is the id that was asked for; <see cref="Life"/> names the survivor.</summary>
    public required RecordKey Key { get; init; }
    /// <summary>What became of it.</summary>
    public required Life Life { get; init; }
    /// <summary>Every field asked for that the caller may see; empty unless the record is live or converted.</summary>
    public FieldValues Values { get; init; } = FieldValues.None;
    /// <summary>The system's own stamp in ms since 1970 (HubSpot <c>lastmodifieddate</c>, Salesforce <c>SystemModstamp</c>); 0 when unknown. Compared only within one side.</summary>
    public long Version { get; init; }
    /// <summary>When the read was sent, by our clock.</summary>
    public required DateTimeOffset ReadStartedAt { get; init; }
    /// <summary>When its answer was there, by our clock.</summary>
    public required DateTimeOffset ReadEndedAt { get; init; }
    /// <summary>When the record was created, by its system's clock; null when not read.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
    /// <summary>The value of our own unique key field on the record: the pair that created it. Null when the record carries none.</summary>
    public Guid? PairKey { get; init; }
    /// <summary>Who made the record's last change, by the system's own user id; null when not read.</summary>
    public string? ChangedBy { get; init; }
    /// <summary>True when the last change is known to be ours: the answer of our own write, or made by our dedicated user.</summary>
    public bool ChangedByUs { get; init; }
}

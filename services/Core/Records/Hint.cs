namespace Integration.Core.Records;

/// <summary>Who goes first when calls are scarce; lower goes first.</summary>
public enum Lane
{
    /// <summary>Handoffs, consent.</summary>
    Hot = 0,
    /// <summary>Edits.</summary>
    Normal = 1,
    /// <summary>Backfill, audits.</summary>
    Bulk = 2,
}

/// <summary>Somebody says: look at this record. It names a key and never decides a value.</summary>
/// <param name="Key">The record to look at.</param>
/// <param name="Lane">How soon.</param>
public sealed record Hint(RecordKey Key, Lane Lane)
{
    /// <summary>
    /// What the sender claims the record holds now, where it says so. Used only to skip a hint that shows nothing new
    /// (our own write coming back); belief always comes from a read by id.
    /// </summary>
    public FieldValues Claims { get; init; } = FieldValues.None;
    /// <summary>True for a deletion, merge, restore or erasure: never skipped, whatever it claims.</summary>
    public bool IsLifeChange { get; init; }
    /// <summary>
    /// True when a life change says that the record is there now: it came back, or a merge left it. It is looked at even if nobody knows it
    /// yet; any other life change of a stranger is none of our business.
    /// </summary>
    public bool IsThere { get; init; }
    /// <summary>True when the system says that it erased the person for privacy: once that is confirmed, we forget them too.</summary>
    public bool IsErasure { get; init; }
}

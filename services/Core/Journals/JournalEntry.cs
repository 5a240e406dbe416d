using Integration.Core.Records;

namespace Integration.Core.Journals;

/// <summary>What a journal line tells of.</summary>
public enum JournalKind
{
    /// <summary>A value was written, before and after are known.</summary>
    Written,
    /// <summary>A record was created.</summary>
    Created,
    /// <summary>A record was deleted.</summary>
    Deleted,
    /// <summary>A value lost a conflict or was put back; it stands in <see cref="JournalEntry.Before"/>.</summary>
    Lost,
    /// <summary>The system answered success and kept the old value; <see cref="JournalEntry.After"/> is what it was sent.</summary>
    Refused,
    /// <summary>The system stored something other than it was sent, and means it.</summary>
    StoredDifferently,
    /// <summary>Someone wrote between our read and our write.</summary>
    Raced,
    /// <summary>Two records were linked, relinked or unlinked.</summary>
    Linked,
    /// <summary>Nothing can be done until a named cause ends.</summary>
    Held,
}

/// <summary>One line of the append-only journal.</summary>
public sealed record JournalEntry
{
    /// <summary>When, by our clock.</summary>
    public required DateTimeOffset At { get; init; }
    /// <summary>The pair it concerns.</summary>
    public required Guid PairId { get; init; }
    /// <summary>What happened.</summary>
    public required JournalKind Kind { get; init; }
    /// <summary>The record concerned, where there is one.</summary>
    public RecordKey? Record { get; init; }
    /// <summary>Field name in that record's system, where one field is concerned.</summary>
    public string? Field { get; init; }
    /// <summary>Value before, as that system held it.</summary>
    public FieldValue Before { get; init; }
    /// <summary>Value after.</summary>
    public FieldValue After { get; init; }
    /// <summary>The rule that decided: <c>both-changed: salesforce</c>.</summary>
    public required string Rule { get; init; }
    /// <summary>What set it off: <c>HubSpot/contacts/4711 changed</c>.</summary>
    public required string Cause { get; init; }
    /// <summary>Digest of the mapping that was in force.</summary>
    public string MappingVersion { get; init; } = "";
    /// <summary>The run it belongs to (<c>run-12</c>), set by the ledger; null = none.</summary>
    public string? Run { get; init; }
}

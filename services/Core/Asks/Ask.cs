namespace Integration.Core.Asks;

/// <summary>What somebody other than the sync wants written on a pair. Stored first, carried out by Sync alone, ended by exactly one outcome.</summary>
/// <remarks>An ask belongs to the person, not to a record: it goes along when the pair is relinked, absorbed or superseded.</remarks>
public sealed record Ask
{
    /// <summary>Unique; asking again under the same id changes nothing. Also the key under which an activity is found again.</summary>
    public required Guid Id { get; init; }
    /// <summary>The pair that it is put on; the ledger's word, since a pair may have taken over.</summary>
    public required Guid PairId { get; init; }
    /// <summary>Who wants it and why, for the journal: <c>handoff 0192…: accepted</c>. 1 to 400 characters, without field values.</summary>
    public required string Cause { get; init; }
    /// <summary>When it was asked, by our clock; asks of one pair are carried out in this order.</summary>
    public required DateTimeOffset AskedAt { get; init; }
    /// <summary>What is wanted.</summary>
    public required AskKind Kind { get; init; }
    /// <summary>How often carrying it out failed; 0 = not tried, or waiting for its record. Owned by the ledger.</summary>
    public int Attempts { get; init; }
    /// <summary>Not tried again before; null = at once. Owned by the ledger.</summary>
    public DateTimeOffset? NotBefore { get; init; }
}

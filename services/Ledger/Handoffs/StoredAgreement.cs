namespace Integration.Ledger.Handoffs;

/// <summary>An Agreement as it was applied.</summary>
/// <param name="Hash">Of its content; its key.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">The number that the admin gave it.</param>
/// <param name="Text">Canonical text, from which it can be read again when its file has changed.</param>
/// <param name="StoredAt">When it was first seen.</param>
public sealed record StoredAgreement(string Hash, string Name, long Version, string Text, DateTimeOffset StoredAt)
{
    /// <summary>In the order they were given.</summary>
    public IReadOnlyList<StoredSignature> Signatures { get; init; } = [];
}

/// <summary>One side's yes to one Agreement.</summary>
/// <param name="Hash">Content hash of the Agreement.</param>
/// <param name="Side"><c>marketing</c> or <c>sales</c>.</param>
/// <param name="Signatory">Who.</param>
/// <param name="At">When.</param>
public sealed record StoredSignature(string Hash, string Side, string Signatory, DateTimeOffset At);

/// <summary>What one person did, as the judge wants to know it.</summary>
/// <param name="Record">The record that did it: <c>HubSpot/contacts/4711</c>. Not the pair: events follow their record through merges.</param>
/// <param name="Key">Unique for the record: the same event told twice is one.</param>
/// <param name="Kind">What.</param>
/// <param name="At">When, by the system where it happened.</param>
/// <param name="Body">JSON.</param>
public sealed record StoredPersonEvent(Core.Records.RecordKey Record, string Key, string Kind, DateTimeOffset At, string Body);

/// <summary>Whose turn it is in a roster.</summary>
/// <param name="Name">Which roster.</param>
/// <param name="Version">Rises with every change; 0 for one that is not stored yet.</param>
/// <param name="State">Counters and last turns, JSON.</param>
public sealed record StoredRoster(string Name, long Version, string State);

/// <summary>Somebody of sales is away.</summary>
/// <param name="Id">Unique.</param>
/// <param name="Member">As the Agreement's rosters name them.</param>
/// <param name="From">First moment away.</param>
/// <param name="Until">First moment back; after <paramref name="From"/>.</param>
/// <param name="Reason">For people; may be empty.</param>
public sealed record StoredAbsence(Guid Id, string Member, DateTimeOffset From, DateTimeOffset Until, string Reason);

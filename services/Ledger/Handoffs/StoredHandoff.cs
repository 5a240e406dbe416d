namespace Integration.Ledger.Handoffs;

/// <summary>A handoff as it is kept.</summary>
public sealed record StoredHandoff
{
    /// <summary>UUID v7: ids are in the order of their making.</summary>
    public required Guid Id { get; init; }
    /// <summary>Whose person; changes when another pair takes this one over.</summary>
    public required Guid PairId { get; init; }
    /// <summary>Product line; one open handoff per pair and product.</summary>
    public required string Product { get; init; }
    /// <summary>The state's name, for lists and counts: <c>sent</c>, <c>accepted</c>.</summary>
    public required string Stage { get; init; }
    /// <summary>False once it has its outcome.</summary>
    public required bool IsOpen { get; init; }
    /// <summary>Rises with every commit; a commit names the version it was decided on, 0 for a new handoff.</summary>
    public long Version { get; init; }
    /// <summary>Content hash of the Agreement it runs under, to its end.</summary>
    public required string Agreement { get; init; }
    /// <summary>Who has it in sales; null while nobody does.</summary>
    public string? Owner { get; init; }
    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }
    /// <summary>When it was last stored; set by the ledger.</summary>
    public DateTimeOffset ChangedAt { get; init; }
    /// <summary>The whole state, JSON.</summary>
    public required string State { get; init; }
}

/// <summary>One line of the event log.</summary>
/// <param name="HandoffId">Of which handoff.</param>
/// <param name="PairId">Of which person, when it was recorded.</param>
/// <param name="Product">Of which product line.</param>
/// <param name="Kind">What happened: <c>accepted</c>, <c>first-touch</c>.</param>
/// <param name="At">When, by the clock of the system where it happened.</param>
/// <param name="Agreement">Content hash of the Agreement that the handoff runs under.</param>
/// <param name="Body">The rest, JSON.</param>
public sealed record StoredEvent(Guid HandoffId, Guid PairId, string Product, string Kind, DateTimeOffset At, string Agreement, string Body)
{
    /// <summary>Given by the ledger; rises within a handoff.</summary>
    public long Seq { get; init; }
    /// <summary>When the ledger took it; given by the ledger.</summary>
    public DateTimeOffset RecordedAt { get; init; }
}

/// <summary>A clock of a handoff.</summary>
/// <param name="Id">Stable: the same clock has the same id however often it is computed. Once fired it never fires again, also when it is set again.</param>
/// <param name="HandoffId">Whose.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="DueAt">When; null when cancelled.</param>
/// <param name="Body">JSON for whoever fires it.</param>
public sealed record StoredTimer(string Id, Guid HandoffId, string Kind, DateTimeOffset? DueAt, string Body)
{
    /// <summary>When it fired; null while it has not. Given by the ledger.</summary>
    public DateTimeOffset? FiredAt { get; init; }
}

/// <summary>A link of the chain of receipts.</summary>
/// <param name="Seq">From 1, without gaps.</param>
/// <param name="HandoffId">Of which handoff.</param>
/// <param name="Hash">Over the previous hash and the sealed text.</param>
/// <param name="Previous">The hash before; that of <see cref="ReceiptHead.Genesis"/> for the first.</param>
/// <param name="Json">The sealed text, byte for byte.</param>
/// <param name="Evidence">Values that the sealed text holds only the digest of; null when there are none, or after an erasure, which leaves the chain whole.</param>
/// <param name="SealedAt">When.</param>
public sealed record StoredReceipt(long Seq, Guid HandoffId, string Hash, string Previous, string Json, string? Evidence, DateTimeOffset SealedAt);

/// <summary>Where the chain of receipts ends.</summary>
/// <param name="Seq">Number of the newest receipt; 0 before the first.</param>
/// <param name="Hash">Its hash; 64 zeros before the first.</param>
public readonly record struct ReceiptHead(long Seq, string Hash)
{
    /// <summary>Before the first receipt; what that one names as its previous hash.</summary>
    public static ReceiptHead Genesis { get; } = new(0, new string('0', 64));
}

/// <summary>A receipt on its way into the chain.</summary>
/// <param name="Hash">Over the head's hash and <paramref name="Json"/>.</param>
/// <param name="Json">The sealed text; no personal values that an erasure would have to take out, only their digest.</param>
/// <param name="Evidence">Those values, kept beside it; JSON or null.</param>
public sealed record SealedReceipt(string Hash, string Json, string? Evidence);

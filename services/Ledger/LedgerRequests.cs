using Integration.Core.Asks;
using Integration.Core.Journals;
using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.Ledger;

/// <summary>One hint on its way into the ledger.</summary>
/// <param name="Hint">Which record, how urgent, what it claims.</param>
/// <param name="Mapping">The mapping that looks at the record's object.</param>
/// <param name="NewPairId">Id of the pair to be made if no pair owns the record yet.</param>
public sealed record Touch(Hint Hint, string Mapping, Guid NewPairId)
{
    /// <summary>The record is watched and never paired (a task, an opportunity): it is to be looked at, and mapping and id stay unused.</summary>
    public bool IsWatchedOnly { get; init; }

    /// <summary>A hint on a watched record.</summary>
    public static Touch Watched(Hint hint) => new(hint, "", Guid.Empty) { IsWatchedOnly = true };
}

/// <summary>What became of touches: each is in exactly one of the counts.</summary>
/// <param name="Dirtied">Raised a pair's dirty generation.</param>
/// <param name="Created">Made a new one-sided pair.</param>
/// <param name="Echoes">Claimed only what was observed already.</param>
/// <param name="Ignored">Life changes of records that were never paired, or hints on closed pairs.</param>
public sealed record TouchSummary(int Dirtied, int Created, int Echoes, int Ignored);

/// <summary>A cursor and its value.</summary>
public sealed record CursorValue(string Name, string Value);

/// <summary>A wish for work.</summary>
/// <param name="Owner">Unique per process and loop, for the status.</param>
/// <param name="PairsMax">1 to 2,000.</param>
/// <param name="Now">The moment that due times and leases are compared with.</param>
/// <param name="LeaseUntil">When the lease ends by itself.</param>
public sealed record ClaimRequest(string Owner, int PairsMax, DateTimeOffset Now, DateTimeOffset LeaseUntil);

/// <summary>A lease: a pair under one epoch.</summary>
public readonly record struct PairEpoch(Guid PairId, long Epoch);

/// <summary>What is stored of one decided pair.</summary>
/// <param name="Pair">Its next state, under the epoch it was claimed with.</param>
/// <param name="DueAt">When it is due again without a hint: a retry, a settle time, a daily look at a held pair; null = only by a hint.</param>
/// <param name="Release">True ends the lease; false keeps it (the write follows).</param>
public sealed record PairCommit(Pair Pair, DateTimeOffset? DueAt, bool Release)
{
    /// <summary>Journal lines, appended.</summary>
    public IReadOnlyList<JournalEntry> Journal { get; init; } = [];
    /// <summary>Old ids that keep pointing at this pair (a converted lead, a merge's loser).</summary>
    public IReadOnlyList<RecordKey> NewAliases { get; init; } = [];
    /// <summary>Match keys this pair takes while it creates (<c>Salesforce:ana@acme.test</c>); taken by another pair = conflict.</summary>
    public IReadOnlyList<string> TakeClaims { get; init; } = [];
    /// <summary>Claims of this pair to be given back.</summary>
    public bool DropClaims { get; init; }
    /// <summary>Pairs whose hold waits on one of these become due.</summary>
    public IReadOnlyList<string> Wakes { get; init; } = [];
    /// <summary>Pairs that lose everything to this one in the same transaction: superseded, their refs and aliases move here, their epochs rise.</summary>
    public IReadOnlyList<Guid> Absorbs { get; init; } = [];
    /// <summary>The cycle learned something of the pair that no hint had told. With the release its generations rise together, so that whoever follows pairs sees it.</summary>
    public bool IsNews { get; init; }
    /// <summary>What became of asks of this pair. When one ends, the pair's generations rise together, so that whoever follows pairs sees it.</summary>
    public IReadOnlyList<AskOutcome> AskOutcomes { get; init; } = [];
}

/// <summary>How a commit ended.</summary>
public enum CommitResult
{
    /// <summary>Stored.</summary>
    Stored,
    /// <summary>Another worker has the pair by now; nothing was stored.</summary>
    StaleEpoch,
    /// <summary>Another pair owns one of the refs, aliases or claims; nothing was stored. <see cref="CommitOutcome.Owner"/> names it.</summary>
    Taken,
}

/// <summary>The outcome of one commit.</summary>
public sealed record CommitOutcome(Guid PairId, CommitResult Result, Guid? Owner = null);

/// <summary>Numbers of the whole ledger at one moment.</summary>
/// <param name="Pending">Active pairs with something to do that nobody has leased (including those waiting for a retry, not those that only wait for the daily look at a held field).</param>
/// <param name="InFlight">Pairs under a live lease or with an open intent.</param>
/// <param name="Held">Held pairs, and pairs with a held field.</param>
/// <param name="Failed">Pairs whose last attempts failed (attempts &gt; 0).</param>
/// <param name="Pairs">All pairs by status name.</param>
/// <param name="Linked">Active pairs with both sides.</param>
/// <param name="Lanes">Pending by lane name.</param>
/// <param name="HeldByCode">Held pairs and fields by code.</param>
/// <param name="Cursors">All cursors.</param>
/// <param name="Counters">All counters.</param>
/// <param name="Gauges">All gauges, JSON.</param>
public sealed record LedgerStatus(
    long Pending,
    long InFlight,
    long Held,
    long Failed,
    IReadOnlyDictionary<string, long> Pairs,
    long Linked,
    IReadOnlyDictionary<string, long> Lanes,
    IReadOnlyDictionary<string, long> HeldByCode,
    IReadOnlyDictionary<string, string> Cursors,
    IReadOnlyDictionary<string, long> Counters,
    IReadOnlyDictionary<string, string> Gauges)
{
    /// <summary>Asks that have not ended; those that wait for a record or for a hold to end are no work in hand.</summary>
    public long OpenAsks { get; init; }
    /// <summary>Watched records with a hint that was not looked at yet.</summary>
    public long PendingSightings { get; init; }

    /// <summary>Nothing to do and nothing on its way.</summary>
    public bool IsQuiet => Pending == 0 && InFlight == 0 && PendingSightings == 0;
}

/// <summary>The ledger cannot be used: locked, read-only, full, unreachable, or of a newer version. The message says which and how to mend it.</summary>
public sealed class LedgerUnavailableException(string message, Exception? cause = null) : Exception(message, cause);

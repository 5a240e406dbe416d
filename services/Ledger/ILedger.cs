using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger.Asks;
using Integration.Ledger.Erasures;
using Integration.Ledger.Handoffs;
using Integration.Ledger.Runs;
using Integration.Ledger.Sightings;

namespace Integration.Ledger;

/// <summary>The durable memory: pairs, refs, claims, intents, cursors, journal. The only truth of the service.</summary>
/// <remarks>
/// Two implementations, SQLite for one machine and PostgreSQL for several, bound by one contract suite. Every member is one
/// transaction: it happened wholly or not at all, also over a crash. Constraints of the store, not code, enforce: one pair
/// per record (refs and aliases together), one pair per claim, one open intent per pair and system, no commit with an old epoch.
/// All times are UTC and come from the caller.
/// </remarks>
public interface ILedger : IAskLedger, ISightingLedger, IAsyncDisposable
{
    /// <summary>Handoffs, in the same database.</summary>
    IHandoffLedger Handoffs { get; }

    /// <summary>Persons who must be forgotten, in the same database.</summary>
    IErasureLedger Erasures { get; }

    /// <summary>What was written under which set of mappings.</summary>
    IRunLedger Runs { get; }

    /// <summary>
    /// Stores hints and the cursor that covers them in one transaction. A known record (ref or alias) raises its pair's dirty
    /// generation by one and makes it due, unless the hint's claims all equal what was last observed of that side (an echo: counted,
    /// not stored). An unknown record gets a new one-sided pair under <see cref="Touch.NewPairId"/>; if it is a life change only
    /// (deletion of a record never paired) it is counted and dropped. A record that is only watched is put down to be looked at. Several touches of one record raise it once, and are an echo
    /// only if each of them is: events of one edit come one for each field, in any order. A tombstone hears life changes and
    /// hints on the side that was gone; other hints on closed pairs are ignored.
    /// </summary>
    /// <exception cref="LedgerUnavailableException">Nothing was stored.</exception>
    Task<TouchSummary> TouchAsync(IReadOnlyList<Touch> touches, CursorValue? cursor, DateTimeOffset now, CancellationToken stop);

    /// <summary>
    /// Leases due pairs (due &lt;= now, no live lease) to one owner: lanes first, then the longest due. Each gets the next epoch.
    /// Two workers never get the same pair.
    /// </summary>
    /// <param name="request">Who, how many, until when.</param>
    /// <param name="stop">Stops before the transaction; a claim that was made stands until its lease ends.</param>
    Task<IReadOnlyList<Pair>> ClaimAsync(ClaimRequest request, CancellationToken stop);

    /// <summary>Lengthens the leases that still carry the given epochs; answers with the pairs that do.</summary>
    Task<IReadOnlySet<Guid>> RenewAsync(IReadOnlyList<PairEpoch> leases, DateTimeOffset until, CancellationToken stop);

    /// <summary>
    /// Stores decided pairs with their journal lines, refs, aliases, claims and wakes; per pair all or nothing, and one pair's
    /// conflict does not undo another's commit. The pair's dirty generation, epoch and lane are the ledger's own and not taken from it.
    /// A pair whose dirty generation is above its clean generation stays due: at <see cref="PairCommit.DueAt"/> if nothing was
    /// hinted since it was read, else at once. A pair that keeps its lease is due at the lease's end; one released with an open
    /// intent and no due time is due at the intent's <c>NotBefore</c>.
    /// </summary>
    /// <returns>One outcome per commit, in order; they are decided in that order, so that a pair absorbed by an earlier one is stale for a later one.</returns>
    /// <exception cref="ArgumentException">A pair contradicts itself, an intent is open in another pair already, or a limit is passed; nothing of the whole call was stored.</exception>
    Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<PairCommit> commits, DateTimeOffset now, CancellationToken stop);

    /// <summary>
    /// Makes chosen pairs due as a hint would (dirty generation + 1; a leased pair keeps its lease and comes up after it), in the order of
    /// their ids, at most <paramref name="limit"/> in one transaction.
    /// </summary>
    /// <param name="choice">Which.</param>
    /// <param name="after">Where the last call ended; null begins.</param>
    /// <param name="limit">1 to 2,000.</param>
    /// <param name="lane">How soon; a pair that waits in a more urgent lane stays there.</param>
    /// <param name="now">When they become due.</param>
    /// <param name="stop">Stops before the transaction.</param>
    Task<Recalled> RecallAsync(PairChoice choice, Guid? after, int limit, Lane lane, DateTimeOffset now, CancellationToken stop);

    /// <summary>Names of all mappings that pairs were made under, also those in force no more.</summary>
    Task<IReadOnlyList<string>> MappingsAsync(CancellationToken stop);

    /// <summary>How many records of one mapping and system were newly seen deleted after <paramref name="since"/>, among how many pairs.</summary>
    /// <param name="mapping">Its name.</param>
    /// <param name="system">Where the records were deleted.</param>
    /// <param name="since">Deletions first seen after it are new.</param>
    /// <param name="released">Of those that the brake holds back, the ones first seen after it are counted as waiting.</param>
    /// <param name="stop">Stops the read.</param>
    Task<DeletionCount> DeletionsAsync(string mapping, SystemName system, DateTimeOffset since, DateTimeOffset released, CancellationToken stop);

    /// <summary>The pair with an id, or null.</summary>
    Task<Pair?> PairAsync(Guid id, CancellationToken stop);

    /// <summary>The pairs that own the given records, by ref or alias; unknown records are left out.</summary>
    Task<IReadOnlyDictionary<RecordKey, Pair>> PairsOfAsync(IReadOnlyCollection<RecordKey> keys, CancellationToken stop);

    /// <summary>Existing pairs among the given ids.</summary>
    Task<IReadOnlyDictionary<Guid, Pair>> PairsAsync(IReadOnlyCollection<Guid> ids, CancellationToken stop);

    /// <summary>A cursor's value; null when never set.</summary>
    Task<string?> CursorAsync(string name, CancellationToken stop);

    /// <summary>Adds to a named counter.</summary>
    Task CountAsync(string counter, long count, CancellationToken stop);

    /// <summary>Sets a named gauge to a JSON document.</summary>
    Task GaugeAsync(string name, string json, DateTimeOffset now, CancellationToken stop);

    /// <summary>The numbers behind <c>GET /api/sync/status</c>; counted, not estimated.</summary>
    Task<LedgerStatus> StatusAsync(DateTimeOffset now, CancellationToken stop);

    /// <summary>Held pairs and pairs with a held field, ordered by id, 1 to 1,000 at a time.</summary>
    /// <param name="after">The last id of the previous page; null starts.</param>
    /// <param name="limit">1 to 1,000.</param>
    /// <param name="stop">Stops reading.</param>
    Task<IReadOnlyList<Pair>> HeldAsync(Guid? after, int limit, CancellationToken stop);

    /// <summary>A pair's journal, oldest first, at most <paramref name="limit"/> lines from the newest.</summary>
    Task<IReadOnlyList<Integration.Core.Journals.JournalEntry>> JournalAsync(Guid pairId, int limit, CancellationToken stop);
}

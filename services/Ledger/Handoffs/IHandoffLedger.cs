namespace Integration.Ledger.Handoffs;

/// <summary>
/// What the ledger remembers of handoffs: their states, their append-only events, sealed receipts, clocks, verdicts, signed
/// Agreements, asked-for handoffs, rosters. In the same database as the pairs, so that a verdict and what follows from it are one transaction.
/// </summary>
/// <remarks>
/// Three stores, one contract suite. Every member is one transaction. The store itself enforces: one open handoff per pair and product,
/// a clock fires once, receipts form one chain without gaps, receipts and events never change. States, verdicts and event bodies are
/// JSON whose meaning is Core's; the ledger reads none of it. All times are UTC, come from the caller, and are kept to the microsecond.
/// A call beyond <see cref="HandoffLimits"/> throws <see cref="ArgumentException"/> and stores nothing.
/// </remarks>
public interface IHandoffLedger
{
    /// <summary>
    /// Leases pairs that wait for a verdict: a cycle finished since they were last judged, or their review time has come. Unjudged
    /// first, hot lane first; then reviews, the longest due first. A pair that another one took over comes once, so that its handoffs can move.
    /// Two instances never get the same pair; a lease that ends without a commit is given out again.
    /// </summary>
    Task<IReadOnlyList<JudgeLease>> ClaimUnjudgedAsync(JudgeClaim claim, CancellationToken stop);

    /// <summary>Leases timers that are due and have not fired, the longest due first.</summary>
    Task<IReadOnlyList<TimerLease>> ClaimTimersAsync(HandoffClaim claim, CancellationToken stop);

    /// <summary>Leases requests that wait for their answer, the longest waiting first.</summary>
    Task<IReadOnlyList<RequestLease>> ClaimRequestsAsync(HandoffClaim claim, CancellationToken stop);

    /// <summary>
    /// Stores what was decided; per commit all or nothing, in the order given, one transaction for all. Within it the receipts are sealed
    /// on the chain's head, so that no other instance can seal on the same one.
    /// </summary>
    /// <returns>One outcome per commit, in order.</returns>
    Task<IReadOnlyList<HandoffOutcome>> CommitHandoffsAsync(IReadOnlyList<HandoffCommit> commits, DateTimeOffset now, CancellationToken stop);

    /// <summary>Stores a request for a handoff. The same caller with the same key gets the stored one back, whatever else it says now.</summary>
    Task<RequestReceived> ReceiveAsync(HandoffRequest request, CancellationToken stop);

    /// <summary>The request of a caller's key, or null.</summary>
    Task<HandoffRequest?> RequestAsync(string caller, string key, CancellationToken stop);

    /// <summary>
    /// Stores what persons did (page views, forms, mails), each once by record and key, and has the pairs that own the records judged again.
    /// A record that no pair owns yet keeps its events until one does.
    /// </summary>
    /// <returns>How many were new.</returns>
    Task<int> AddPersonEventsAsync(IReadOnlyList<StoredPersonEvent> events, DateTimeOffset now, CancellationToken stop);

    /// <summary>What the persons of pairs did since a moment, oldest first, by pair; also on records that a merge or conversion brought. Pairs without events are left out.</summary>
    Task<IReadOnlyDictionary<Guid, IReadOnlyList<StoredPersonEvent>>> PersonEventsAsync(IReadOnlyCollection<Guid> pairIds, DateTimeOffset since, CancellationToken stop);

    /// <summary>Keeps the text of an Agreement under its content hash; a known hash keeps what it has.</summary>
    Task AddAgreementAsync(StoredAgreement agreement, CancellationToken stop);

    /// <summary>Adds a signature; signatures are never taken back. False when no Agreement has that hash: nothing was stored.</summary>
    Task<bool> SignAsync(StoredSignature signature, CancellationToken stop);

    /// <summary>All Agreements in the order they were stored, with their signatures in theirs. The newest 1,000.</summary>
    Task<IReadOnlyList<StoredAgreement>> AgreementsAsync(CancellationToken stop);

    /// <summary>Rosters by name; unknown names are left out. A roster is made by the first commit that changes it.</summary>
    Task<IReadOnlyDictionary<string, StoredRoster>> RostersAsync(IReadOnlyCollection<string> names, CancellationToken stop);

    /// <summary>Adds an absence, or replaces the one with its id.</summary>
    Task SetAbsenceAsync(StoredAbsence absence, CancellationToken stop);

    /// <summary>False when there is none with that id.</summary>
    Task<bool> RemoveAbsenceAsync(Guid id, CancellationToken stop);

    /// <summary>Absences that end after a moment, by start.</summary>
    Task<IReadOnlyList<StoredAbsence>> AbsencesAsync(DateTimeOffset endingAfter, CancellationToken stop);

    /// <summary>The handoff with an id, or null.</summary>
    Task<StoredHandoff?> HandoffAsync(Guid id, CancellationToken stop);

    /// <summary>Handoffs by id; unknown ones are left out.</summary>
    Task<IReadOnlyDictionary<Guid, StoredHandoff>> HandoffsAsync(IReadOnlyCollection<Guid> ids, CancellationToken stop);

    /// <summary>Every handoff of the given pairs, open and closed, oldest first, by pair; pairs without one are left out.</summary>
    Task<IReadOnlyDictionary<Guid, IReadOnlyList<StoredHandoff>>> HandoffsOfAsync(IReadOnlyCollection<Guid> pairIds, CancellationToken stop);

    /// <summary>A page of handoffs, by id.</summary>
    Task<IReadOnlyList<StoredHandoff>> ListAsync(HandoffQuery query, CancellationToken stop);

    /// <summary>A page of events, in the order they were stored.</summary>
    Task<IReadOnlyList<StoredEvent>> EventsAsync(EventQuery query, CancellationToken stop);

    /// <summary>The number of the newest event; 0 while there is none. One with a lower number may show later, when two decisions are stored at one time.</summary>
    Task<long> LastEventAsync(CancellationToken stop);

    /// <summary>Timers of a handoff, fired and cancelled ones too, by id.</summary>
    Task<IReadOnlyList<StoredTimer>> TimersAsync(Guid handoffId, CancellationToken stop);

    /// <summary>A page of the chain in order, after a sequence number (0 starts).</summary>
    Task<IReadOnlyList<StoredReceipt>> ReceiptsAsync(long after, int limit, CancellationToken stop);

    /// <summary>The receipts of one handoff, in order.</summary>
    Task<IReadOnlyList<StoredReceipt>> ReceiptsOfAsync(Guid handoffId, CancellationToken stop);

    /// <summary>The chain's head as it was kept apart from the receipts: a chain that ends elsewhere was cut.</summary>
    Task<ReceiptHead> ReceiptHeadAsync(CancellationToken stop);

    /// <summary>A page of pairs of one mapping with their last verdict, by id: what the leak detector walks.</summary>
    /// <param name="mapping">Whose pairs.</param>
    /// <param name="after">The last id of the previous page; null starts.</param>
    /// <param name="limit">1 to 1,000.</param>
    /// <param name="stop">Stops reading.</param>
    Task<IReadOnlyList<Standing>> StandingsAsync(string mapping, Guid? after, int limit, CancellationToken stop);

    /// <summary>The numbers behind the status: what waits, and open handoffs by stage.</summary>
    /// <param name="mapping">The mapping whose pairs are people: nobody judges the pairs of another one, so those wait for nothing.</param>
    /// <param name="now">What is due by then counts as due.</param>
    /// <param name="stop">Stops reading.</param>
    Task<HandoffStatus> StatusAsync(string mapping, DateTimeOffset now, CancellationToken stop);
}

using Integration.Ledger.Handoffs.Drafts;

namespace Integration.Ledger.Handoffs.Sql;

/// <summary>The handoff ledger over a database; which one makes no difference here.</summary>
internal sealed class SqlHandoffs(ISqlStore store) : IHandoffLedger
{
    public Task<IReadOnlyList<JudgeLease>> ClaimUnjudgedAsync(JudgeClaim claim, CancellationToken stop)
    {
        LedgerLimits.Key(claim.Mapping, "mapping name");
        HandoffLimits.Check(claim.Work);
        return store.WriteAsync(turn => SqlHandoffClaims.PairsAsync(turn, claim, stop), stop);
    }

    public Task<IReadOnlyList<TimerLease>> ClaimTimersAsync(HandoffClaim claim, CancellationToken stop)
    {
        HandoffLimits.Check(claim);
        return store.WriteAsync(turn => SqlHandoffClaims.TimersAsync(turn, claim, stop), stop);
    }

    public Task<IReadOnlyList<RequestLease>> ClaimRequestsAsync(HandoffClaim claim, CancellationToken stop)
    {
        HandoffLimits.Check(claim);
        return store.WriteAsync(turn => SqlHandoffClaims.RequestsAsync(turn, claim, stop), stop);
    }

    public Task<IReadOnlyList<HandoffOutcome>> CommitHandoffsAsync(IReadOnlyList<HandoffCommit> commits, DateTimeOffset now, CancellationToken stop)
    {
        HandoffLimits.Check(commits);
        return store.WriteAsync(turn => new SqlHandoffPen(turn).CommitAsync(commits, now, stop), stop);
    }

    public Task<RequestReceived> ReceiveAsync(HandoffRequest request, CancellationToken stop)
    {
        HandoffLimits.Check(request);
        return store.WriteAsync(turn => SqlHandoffIntake.ReceiveAsync(turn, request, stop), stop);
    }

    public Task<HandoffRequest?> RequestAsync(string caller, string key, CancellationToken stop) =>
        store.ReadAsync(turn => SqlHandoffIntake.RequestAsync(turn, caller, key, stop), stop);

    public Task<int> AddPersonEventsAsync(IReadOnlyList<StoredPersonEvent> events, DateTimeOffset now, CancellationToken stop)
    {
        LedgerLimits.Count(events.Count, 0, HandoffLimits.PersonEventsMax, nameof(events));
        foreach (var line in events) HandoffLimits.Check(line);
        return store.WriteAsync(turn => SqlHandoffIntake.AddAsync(turn, events, now, stop), stop);
    }

    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<StoredPersonEvent>>> PersonEventsAsync(
        IReadOnlyCollection<Guid> pairIds, DateTimeOffset since, CancellationToken stop)
    {
        LedgerLimits.Count(pairIds.Count, 0, LedgerLimits.KeysMax, nameof(pairIds));
        return (await store.ReadAsync(turn => SqlHandoffReads.PersonEventsAsync(turn, pairIds, since, stop), stop))
            .GroupBy(found => found.PairId, found => found.Line).ToDictionary(group => group.Key, group => (IReadOnlyList<StoredPersonEvent>)[.. group]);
    }

    public Task AddAgreementAsync(StoredAgreement agreement, CancellationToken stop)
    {
        HandoffLimits.Check(agreement);
        return store.WriteAsync(turn => SqlHandoffIntake.AddAsync(turn, agreement, stop), stop);
    }

    public Task<bool> SignAsync(StoredSignature signature, CancellationToken stop)
    {
        HandoffLimits.Check(signature);
        return store.WriteAsync(turn => SqlHandoffIntake.SignAsync(turn, signature, stop), stop);
    }

    public Task<IReadOnlyList<StoredAgreement>> AgreementsAsync(CancellationToken stop) => store.ReadAsync(turn => SqlHandoffReads.AgreementsAsync(turn, stop), stop);

    public Task<IReadOnlyDictionary<string, StoredRoster>> RostersAsync(IReadOnlyCollection<string> names, CancellationToken stop)
    {
        LedgerLimits.Count(names.Count, 0, LedgerLimits.KeysMax, nameof(names));
        return store.ReadAsync(turn => SqlHandoffReads.RostersAsync(turn, names, stop), stop);
    }

    public Task SetAbsenceAsync(StoredAbsence absence, CancellationToken stop)
    {
        HandoffLimits.Check(absence);
        return store.WriteAsync(turn => SqlHandoffIntake.SetAsync(turn, absence, stop), stop);
    }

    public async Task<bool> RemoveAbsenceAsync(Guid id, CancellationToken stop) =>
        await store.WriteAsync(turn => SqlHandoffIntake.RemoveAbsenceAsync(turn, id, stop), stop) == 1;

    public async Task<IReadOnlyList<StoredAbsence>> AbsencesAsync(DateTimeOffset endingAfter, CancellationToken stop) =>
        await store.ReadAsync(turn => SqlHandoffReads.AbsencesAsync(turn, endingAfter, stop), stop);

    public async Task<StoredHandoff?> HandoffAsync(Guid id, CancellationToken stop) =>
        (await store.ReadAsync(turn => SqlHandoffReads.HandoffsAsync(turn, "id = $1", stop, id), stop)).SingleOrDefault();

    public async Task<IReadOnlyDictionary<Guid, StoredHandoff>> HandoffsAsync(IReadOnlyCollection<Guid> ids, CancellationToken stop)
    {
        LedgerLimits.Count(ids.Count, 0, LedgerLimits.KeysMax, nameof(ids));
        return (await store.ReadAsync(turn => SqlHandoffReads.HandoffsAsync(turn, turn.Dialect.Among("id", 1), stop, ids), stop)).ToDictionary(handoff => handoff.Id);
    }

    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<StoredHandoff>>> HandoffsOfAsync(IReadOnlyCollection<Guid> pairIds, CancellationToken stop)
    {
        LedgerLimits.Count(pairIds.Count, 0, LedgerLimits.KeysMax, nameof(pairIds));
        return (await store.ReadAsync(turn => SqlHandoffReads.HandoffsAsync(turn, turn.Dialect.Among("pair_id", 1) + " ORDER BY id", stop, pairIds), stop))
            .GroupBy(handoff => handoff.PairId).ToDictionary(group => group.Key, group => (IReadOnlyList<StoredHandoff>)[.. group]);
    }

    public async Task<IReadOnlyList<StoredHandoff>> ListAsync(HandoffQuery query, CancellationToken stop)
    {
        LedgerLimits.Count(query.Limit, 1, LedgerLimits.PageMax, nameof(query.Limit));
        return await store.ReadAsync(turn => SqlHandoffReads.ListAsync(turn, query, stop), stop);
    }

    public async Task<IReadOnlyList<StoredEvent>> EventsAsync(EventQuery query, CancellationToken stop)
    {
        LedgerLimits.Count(query.Limit, 1, HandoffLimits.EventsMax, nameof(query.Limit));
        return await store.ReadAsync(turn => SqlHandoffReads.EventsAsync(turn, query, stop), stop);
    }

    public async Task<IReadOnlyList<StoredTimer>> TimersAsync(Guid handoffId, CancellationToken stop) =>
        await store.ReadAsync(turn => SqlHandoffReads.TimersAsync(turn, handoffId, stop), stop);

    public async Task<IReadOnlyList<StoredReceipt>> ReceiptsAsync(long after, int limit, CancellationToken stop)
    {
        LedgerLimits.Count(limit, 1, LedgerLimits.PageMax, nameof(limit));
        return await store.ReadAsync(turn => SqlHandoffReads.ReceiptsAsync(turn, "seq > $1 ORDER BY seq LIMIT $2", stop, after, (long)limit), stop);
    }

    public async Task<IReadOnlyList<StoredReceipt>> ReceiptsOfAsync(Guid handoffId, CancellationToken stop) =>
        await store.ReadAsync(turn => SqlHandoffReads.ReceiptsAsync(turn, "handoff_id = $1 ORDER BY seq", stop, handoffId), stop);

    public Task<long> LastEventAsync(CancellationToken stop) => store.ReadAsync(turn => SqlHandoffReads.LastEventAsync(turn, stop), stop);

    public Task<ReceiptHead> ReceiptHeadAsync(CancellationToken stop) => store.ReadAsync(turn => SqlHandoffReads.HeadAsync(turn, stop), stop);

    public async Task<IReadOnlyList<Standing>> StandingsAsync(string mapping, Guid? after, int limit, CancellationToken stop)
    {
        LedgerLimits.Count(limit, 1, LedgerLimits.PageMax, nameof(limit));
        return await store.ReadAsync(turn => SqlHandoffReads.StandingsAsync(turn, mapping, after, limit, stop), stop);
    }

    public Task<HandoffStatus> StatusAsync(string mapping, DateTimeOffset now, CancellationToken stop) => store.ReadAsync(turn => SqlHandoffReads.StatusAsync(turn, mapping, now, stop), stop);
}

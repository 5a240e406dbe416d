using Integration.Ledger.Handoffs.Drafts;
using Integration.Ledger.Memory;

namespace Integration.Ledger.Handoffs.Memory;

/// <summary>The handoff ledger without a disk, over the pairs of the ledger in memory.</summary>
internal sealed class MemoryHandoffs(MemoryTables pairs, MemoryTurn turn) : IHandoffLedger
{
    private readonly HandoffTables tables = pairs.Handoffs;

    public Task<IReadOnlyList<JudgeLease>> ClaimUnjudgedAsync(JudgeClaim claim, CancellationToken stop)
    {
        LedgerLimits.Key(claim.Mapping, "mapping name");
        HandoffLimits.Check(claim.Work);
        return turn.DoneAsync(() => MemoryHandoffClaims.Pairs(pairs, tables, claim), stop);
    }

    public Task<IReadOnlyList<TimerLease>> ClaimTimersAsync(HandoffClaim claim, CancellationToken stop)
    {
        HandoffLimits.Check(claim);
        return turn.DoneAsync(() => MemoryHandoffClaims.Timers(tables, claim), stop);
    }

    public Task<IReadOnlyList<RequestLease>> ClaimRequestsAsync(HandoffClaim claim, CancellationToken stop)
    {
        HandoffLimits.Check(claim);
        return turn.DoneAsync(() => MemoryHandoffClaims.Requests(tables, claim), stop);
    }

    public Task<IReadOnlyList<HandoffOutcome>> CommitHandoffsAsync(IReadOnlyList<HandoffCommit> commits, DateTimeOffset now, CancellationToken stop)
    {
        HandoffLimits.Check(commits);
        return turn.DoneAsync(() => MemoryTurn.Finished(new MemoryHandoffPen(pairs, tables).CommitAsync(commits, now, stop)), stop);
    }

    public Task<RequestReceived> ReceiveAsync(HandoffRequest request, CancellationToken stop)
    {
        HandoffLimits.Check(request);
        return turn.DoneAsync(
            () =>
            {
                var known = Request(request.Caller, request.Key);
                if (known is null)
                {
                    var row = new RequestRow(request with { Answer = null, HandoffId = null, AnsweredAt = null }) { DueAt = request.ReceivedAt };
                    if (!tables.Requests.TryAdd(request.Id, row)) throw new ArgumentException($"The call breaks a promise of the ledger, and stored nothing: there is a request {request.Id} already.");
                    known = row.Request;
                    return RequestRule.Received(known, request, isNew: true);
                }

                return RequestRule.Received(known, request, isNew: false);
            },
            stop);
    }

    public Task<HandoffRequest?> RequestAsync(string caller, string key, CancellationToken stop) => turn.DoneAsync(() => Request(caller, key), stop);

    public Task<int> AddPersonEventsAsync(IReadOnlyList<StoredPersonEvent> events, DateTimeOffset now, CancellationToken stop)
    {
        LedgerLimits.Count(events.Count, 0, HandoffLimits.PersonEventsMax, nameof(events));
        foreach (var line in events) HandoffLimits.Check(line);
        return turn.DoneAsync(() => Add(events, now), stop);
    }

    public Task<IReadOnlyDictionary<Guid, IReadOnlyList<StoredPersonEvent>>> PersonEventsAsync(IReadOnlyCollection<Guid> pairIds, DateTimeOffset since, CancellationToken stop)
    {
        LedgerLimits.Count(pairIds.Count, 0, LedgerLimits.KeysMax, nameof(pairIds));
        return turn.DoneAsync<IReadOnlyDictionary<Guid, IReadOnlyList<StoredPersonEvent>>>(
            () => pairIds.Distinct().Select(id => (Id: id, Lines: PersonEvents(id, since))).Where(found => found.Lines.Count > 0).ToDictionary(found => found.Id, found => found.Lines),
            stop);
    }

    public Task AddAgreementAsync(StoredAgreement agreement, CancellationToken stop)
    {
        HandoffLimits.Check(agreement);
        return turn.DoneAsync(
            () =>
            {
                if (tables.Agreements.All(known => known.Hash != agreement.Hash)) tables.Agreements.Add(agreement with { Signatures = [] });
                return true;
            },
            stop);
    }

    public Task<bool> SignAsync(StoredSignature signature, CancellationToken stop)
    {
        HandoffLimits.Check(signature);
        return turn.DoneAsync(
            () =>
            {
                var at = tables.Agreements.FindIndex(agreement => agreement.Hash == signature.Hash);
                if (at < 0) return false;
                var agreement = tables.Agreements[at];
                if (!agreement.Signatures.Contains(signature)) tables.Agreements[at] = agreement with { Signatures = [.. agreement.Signatures, signature] };
                return true;
            },
            stop);
    }

    public Task<IReadOnlyList<StoredAgreement>> AgreementsAsync(CancellationToken stop) => turn.DoneAsync<IReadOnlyList<StoredAgreement>>(
        () => [.. tables.Agreements.OrderBy(agreement => agreement.StoredAt).ThenBy(agreement => agreement.Hash, StringComparer.Ordinal).TakeLast(HandoffLimits.AgreementsMax)], stop);

    public Task<IReadOnlyDictionary<string, StoredRoster>> RostersAsync(IReadOnlyCollection<string> names, CancellationToken stop)
    {
        LedgerLimits.Count(names.Count, 0, LedgerLimits.KeysMax, nameof(names));
        return turn.DoneAsync<IReadOnlyDictionary<string, StoredRoster>>(
            () => names.Distinct().Where(tables.Rosters.ContainsKey).ToDictionary(name => name, name => tables.Rosters[name], StringComparer.Ordinal), stop);
    }

    public Task SetAbsenceAsync(StoredAbsence absence, CancellationToken stop)
    {
        HandoffLimits.Check(absence);
        return turn.DoneAsync(() => tables.Absences[absence.Id] = absence, stop);
    }

    public Task<bool> RemoveAbsenceAsync(Guid id, CancellationToken stop) => turn.DoneAsync(() => tables.Absences.Remove(id), stop);

    public Task<IReadOnlyList<StoredAbsence>> AbsencesAsync(DateTimeOffset endingAfter, CancellationToken stop) => turn.DoneAsync<IReadOnlyList<StoredAbsence>>(
        () => [.. tables.Absences.Values.Where(absence => absence.Until > endingAfter).OrderBy(absence => absence.From).ThenBy(absence => absence.Id)], stop);

    public Task<StoredHandoff?> HandoffAsync(Guid id, CancellationToken stop) => turn.DoneAsync(() => tables.Handoffs.GetValueOrDefault(id), stop);

    public Task<IReadOnlyDictionary<Guid, StoredHandoff>> HandoffsAsync(IReadOnlyCollection<Guid> ids, CancellationToken stop)
    {
        LedgerLimits.Count(ids.Count, 0, LedgerLimits.KeysMax, nameof(ids));
        return turn.DoneAsync<IReadOnlyDictionary<Guid, StoredHandoff>>(
            () => ids.Distinct().Where(tables.Handoffs.ContainsKey).ToDictionary(id => id, id => tables.Handoffs[id]), stop);
    }

    public Task<IReadOnlyDictionary<Guid, IReadOnlyList<StoredHandoff>>> HandoffsOfAsync(IReadOnlyCollection<Guid> pairIds, CancellationToken stop)
    {
        LedgerLimits.Count(pairIds.Count, 0, LedgerLimits.KeysMax, nameof(pairIds));
        var wanted = pairIds.ToHashSet();
        return turn.DoneAsync<IReadOnlyDictionary<Guid, IReadOnlyList<StoredHandoff>>>(
            () => tables.Handoffs.Values.Where(handoff => wanted.Contains(handoff.PairId)).GroupBy(handoff => handoff.PairId)
                .ToDictionary(group => group.Key, group => (IReadOnlyList<StoredHandoff>)[.. group]),
            stop);
    }

    public Task<IReadOnlyList<StoredHandoff>> ListAsync(HandoffQuery query, CancellationToken stop)
    {
        LedgerLimits.Count(query.Limit, 1, LedgerLimits.PageMax, nameof(query.Limit));
        return turn.DoneAsync<IReadOnlyList<StoredHandoff>>(
            () => [.. tables.Handoffs.Values.Where(handoff =>
                    (query.After is not { } after || handoff.Id.CompareTo(after) > 0)
                    && (query.IsOpen is not { } open || handoff.IsOpen == open)
                    && (query.Stage is null || handoff.Stage == query.Stage)
                    && (query.Owner is null || handoff.Owner == query.Owner)).Take(query.Limit)],
            stop);
    }

    public Task<IReadOnlyList<StoredEvent>> EventsAsync(EventQuery query, CancellationToken stop)
    {
        LedgerLimits.Count(query.Limit, 1, HandoffLimits.EventsMax, nameof(query.Limit));
        return turn.DoneAsync<IReadOnlyList<StoredEvent>>(
            () => [.. tables.Events.Where(line =>
                    line.Seq > query.After
                    && (query.HandoffId is not { } handoff || line.HandoffId == handoff)
                    && !(line.At < query.From) && !(line.At >= query.Until)).Take(query.Limit)],
            stop);
    }

    public Task<IReadOnlyList<StoredTimer>> TimersAsync(Guid handoffId, CancellationToken stop) => turn.DoneAsync<IReadOnlyList<StoredTimer>>(
        () => [.. tables.Timers.Values.Select(row => row.Timer).Where(timer => timer.HandoffId == handoffId)], stop);

    public Task<IReadOnlyList<StoredReceipt>> ReceiptsAsync(long after, int limit, CancellationToken stop)
    {
        LedgerLimits.Count(limit, 1, LedgerLimits.PageMax, nameof(limit));
        return turn.DoneAsync<IReadOnlyList<StoredReceipt>>(() => [.. tables.Receipts.Where(receipt => receipt.Seq > after).Take(limit)], stop);
    }

    public Task<IReadOnlyList<StoredReceipt>> ReceiptsOfAsync(Guid handoffId, CancellationToken stop) =>
        turn.DoneAsync<IReadOnlyList<StoredReceipt>>(() => [.. tables.Receipts.Where(receipt => receipt.HandoffId == handoffId)], stop);

    public Task<long> LastEventAsync(CancellationToken stop) => turn.DoneAsync(() => (long)tables.Events.Count, stop);

    public Task<ReceiptHead> ReceiptHeadAsync(CancellationToken stop) => turn.DoneAsync(() => tables.Head, stop);

    public Task<IReadOnlyList<Standing>> StandingsAsync(string mapping, Guid? after, int limit, CancellationToken stop)
    {
        LedgerLimits.Count(limit, 1, LedgerLimits.PageMax, nameof(limit));
        return turn.DoneAsync(() => MemoryHandoffStatus.Standings(pairs, tables, mapping, after, limit), stop);
    }

    public Task<HandoffStatus> StatusAsync(string mapping, DateTimeOffset now, CancellationToken stop) => turn.DoneAsync(() => MemoryHandoffStatus.Of(pairs, tables, mapping, now), stop);

    private HandoffRequest? Request(string caller, string key) =>
        tables.Requests.Values.FirstOrDefault(row => row.Request.Caller == caller && row.Request.Key == key)?.Request;

    private int Add(IReadOnlyList<StoredPersonEvent> events, DateTimeOffset now)
    {
        var added = new List<StoredPersonEvent>();
        foreach (var line in events)
        {
            if (!tables.PersonEvents.TryGetValue(line.Record, out var lines)) tables.PersonEvents[line.Record] = lines = new(StringComparer.Ordinal);
            if (lines.TryAdd(line.Key, line)) added.Add(line);
        }

        foreach (var id in added.Select(line => line.Record).Distinct().Where(pairs.Refs.ContainsKey).Select(record => pairs.Refs[record].PairId).Distinct())
            tables.Judgings[id] = tables.Judging(id).Woken(now);
        return added.Count;
    }

    private IReadOnlyList<StoredPersonEvent> PersonEvents(Guid pairId, DateTimeOffset since) =>
        [.. (pairs.RefsOf.GetValueOrDefault(pairId) ?? []).Where(tables.PersonEvents.ContainsKey).SelectMany(record => tables.PersonEvents[record].Values)
            .Where(line => line.At >= since).OrderBy(line => line.At).ThenBy(line => line.Record.ToString(), StringComparer.Ordinal).ThenBy(line => line.Key, StringComparer.Ordinal)];
}

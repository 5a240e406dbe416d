using Integration.Core.Records;
using Integration.Ledger.Handoffs;

namespace Integration.Tests.Shared;

/// <summary>A handoff ledger that passes everything on. A decorator overrides what it looks at, or <see cref="Call{T}"/> for all of it.</summary>
internal abstract class ForwardingHandoffs : IHandoffLedger
{
    protected abstract IHandoffLedger Inner { get; }

    /// <summary>The way of every call.</summary>
    protected virtual Task<T> Call<T>(Func<IHandoffLedger, Task<T>> call) => call(Inner);

    public virtual Task<IReadOnlyList<JudgeLease>> ClaimUnjudgedAsync(JudgeClaim claim, CancellationToken stop) => Call(inner => inner.ClaimUnjudgedAsync(claim, stop));
    public virtual Task<IReadOnlyList<TimerLease>> ClaimTimersAsync(HandoffClaim claim, CancellationToken stop) => Call(inner => inner.ClaimTimersAsync(claim, stop));
    public virtual Task<IReadOnlyList<RequestLease>> ClaimRequestsAsync(HandoffClaim claim, CancellationToken stop) => Call(inner => inner.ClaimRequestsAsync(claim, stop));
    public virtual Task<IReadOnlyList<HandoffOutcome>> CommitHandoffsAsync(IReadOnlyList<HandoffCommit> commits, DateTimeOffset now, CancellationToken stop) => Call(inner => inner.CommitHandoffsAsync(commits, now, stop));
    public virtual Task<RequestReceived> ReceiveAsync(HandoffRequest request, CancellationToken stop) => Call(inner => inner.ReceiveAsync(request, stop));
    public virtual Task<HandoffRequest?> RequestAsync(string caller, string key, CancellationToken stop) => Call(inner => inner.RequestAsync(caller, key, stop));
    public virtual Task<int> AddPersonEventsAsync(IReadOnlyList<StoredPersonEvent> events, DateTimeOffset now, CancellationToken stop) => Call(inner => inner.AddPersonEventsAsync(events, now, stop));
    public virtual Task<IReadOnlyDictionary<Guid, IReadOnlyList<StoredPersonEvent>>> PersonEventsAsync(IReadOnlyCollection<Guid> pairIds, DateTimeOffset since, CancellationToken stop) => Call(inner => inner.PersonEventsAsync(pairIds, since, stop));

    public virtual Task AddAgreementAsync(StoredAgreement agreement, CancellationToken stop) => Call(async inner =>
    {
        await inner.AddAgreementAsync(agreement, stop);
        return true;
    });

    public virtual Task<bool> SignAsync(StoredSignature signature, CancellationToken stop) => Call(inner => inner.SignAsync(signature, stop));
    public virtual Task<IReadOnlyList<StoredAgreement>> AgreementsAsync(CancellationToken stop) => Call(inner => inner.AgreementsAsync(stop));
    public virtual Task<IReadOnlyDictionary<string, StoredRoster>> RostersAsync(IReadOnlyCollection<string> names, CancellationToken stop) => Call(inner => inner.RostersAsync(names, stop));

    public virtual Task SetAbsenceAsync(StoredAbsence absence, CancellationToken stop) => Call(async inner =>
    {
        await inner.SetAbsenceAsync(absence, stop);
        return true;
    });

    public virtual Task<bool> RemoveAbsenceAsync(Guid id, CancellationToken stop) => Call(inner => inner.RemoveAbsenceAsync(id, stop));
    public virtual Task<IReadOnlyList<StoredAbsence>> AbsencesAsync(DateTimeOffset endingAfter, CancellationToken stop) => Call(inner => inner.AbsencesAsync(endingAfter, stop));
    public virtual Task<StoredHandoff?> HandoffAsync(Guid id, CancellationToken stop) => Call(inner => inner.HandoffAsync(id, stop));
    public virtual Task<IReadOnlyDictionary<Guid, StoredHandoff>> HandoffsAsync(IReadOnlyCollection<Guid> ids, CancellationToken stop) => Call(inner => inner.HandoffsAsync(ids, stop));
    public virtual Task<IReadOnlyDictionary<Guid, IReadOnlyList<StoredHandoff>>> HandoffsOfAsync(IReadOnlyCollection<Guid> pairIds, CancellationToken stop) => Call(inner => inner.HandoffsOfAsync(pairIds, stop));
    public virtual Task<IReadOnlyList<StoredHandoff>> ListAsync(HandoffQuery query, CancellationToken stop) => Call(inner => inner.ListAsync(query, stop));
    public virtual Task<IReadOnlyList<StoredEvent>> EventsAsync(EventQuery query, CancellationToken stop) => Call(inner => inner.EventsAsync(query, stop));
    public virtual Task<IReadOnlyList<StoredTimer>> TimersAsync(Guid handoffId, CancellationToken stop) => Call(inner => inner.TimersAsync(handoffId, stop));
    public virtual Task<IReadOnlyList<StoredReceipt>> ReceiptsAsync(long after, int limit, CancellationToken stop) => Call(inner => inner.ReceiptsAsync(after, limit, stop));
    public virtual Task<IReadOnlyList<StoredReceipt>> ReceiptsOfAsync(Guid handoffId, CancellationToken stop) => Call(inner => inner.ReceiptsOfAsync(handoffId, stop));
    public virtual Task<long> LastEventAsync(CancellationToken stop) => Call(inner => inner.LastEventAsync(stop));
    public virtual Task<ReceiptHead> ReceiptHeadAsync(CancellationToken stop) => Call(inner => inner.ReceiptHeadAsync(stop));
    public virtual Task<IReadOnlyList<Standing>> StandingsAsync(string mapping, Guid? after, int limit, CancellationToken stop) => Call(inner => inner.StandingsAsync(mapping, after, limit, stop));
    public virtual Task<HandoffStatus> StatusAsync(string mapping, DateTimeOffset now, CancellationToken stop) => Call(inner => inner.StatusAsync(mapping, now, stop));
}

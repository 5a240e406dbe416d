using Integration.Core.Asks;
using Integration.Core.Journals;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.Sightings;
using Integration.Ledger;
using Integration.Ledger.Asks;
using Integration.Ledger.Erasures;
using Integration.Ledger.Handoffs;
using Integration.Ledger.Runs;
using Integration.Ledger.Sightings;

namespace Integration.Tests.Shared;

/// <summary>A ledger that passes everything on. A decorator overrides what it looks at, or <see cref="Call{T}"/> for all of it.</summary>
internal abstract class ForwardingLedger : ILedger
{
    protected abstract ILedger Inner { get; }

    public virtual IHandoffLedger Handoffs => Inner.Handoffs;
    public IErasureLedger Erasures => Inner.Erasures;
    public IRunLedger Runs => Inner.Runs;

    /// <summary>The way of every call that answers something.</summary>
    protected virtual Task<T> Call<T>(Func<ILedger, Task<T>> call) => call(Inner);

    public virtual Task<TouchSummary> TouchAsync(IReadOnlyList<Touch> touches, CursorValue? cursor, DateTimeOffset now, CancellationToken stop) => Call(inner => inner.TouchAsync(touches, cursor, now, stop));
    public virtual Task<IReadOnlyList<Pair>> ClaimAsync(ClaimRequest request, CancellationToken stop) => Call(inner => inner.ClaimAsync(request, stop));
    public virtual Task<IReadOnlySet<Guid>> RenewAsync(IReadOnlyList<PairEpoch> leases, DateTimeOffset until, CancellationToken stop) => Call(inner => inner.RenewAsync(leases, until, stop));
    public virtual Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<PairCommit> commits, DateTimeOffset now, CancellationToken stop) => Call(inner => inner.CommitAsync(commits, now, stop));
    public virtual Task<Recalled> RecallAsync(PairChoice choice, Guid? after, int limit, Lane lane, DateTimeOffset now, CancellationToken stop) => Call(inner => inner.RecallAsync(choice, after, limit, lane, now, stop));
    public virtual Task<IReadOnlyList<string>> MappingsAsync(CancellationToken stop) => Call(inner => inner.MappingsAsync(stop));
    public virtual Task<DeletionCount> DeletionsAsync(string mapping, SystemName system, DateTimeOffset since, DateTimeOffset released, CancellationToken stop) => Call(inner => inner.DeletionsAsync(mapping, system, since, released, stop));
    public virtual Task<Pair?> PairAsync(Guid id, CancellationToken stop) => Call(inner => inner.PairAsync(id, stop));
    public virtual Task<IReadOnlyDictionary<RecordKey, Pair>> PairsOfAsync(IReadOnlyCollection<RecordKey> keys, CancellationToken stop) => Call(inner => inner.PairsOfAsync(keys, stop));
    public virtual Task<IReadOnlyDictionary<Guid, Pair>> PairsAsync(IReadOnlyCollection<Guid> ids, CancellationToken stop) => Call(inner => inner.PairsAsync(ids, stop));
    public virtual Task<string?> CursorAsync(string name, CancellationToken stop) => Call(inner => inner.CursorAsync(name, stop));
    public virtual Task CountAsync(string counter, long count, CancellationToken stop) => Inner.CountAsync(counter, count, stop);
    public virtual Task GaugeAsync(string name, string json, DateTimeOffset now, CancellationToken stop) => Inner.GaugeAsync(name, json, now, stop);
    public virtual Task<LedgerStatus> StatusAsync(DateTimeOffset now, CancellationToken stop) => Call(inner => inner.StatusAsync(now, stop));
    public virtual Task<IReadOnlyList<Pair>> HeldAsync(Guid? after, int limit, CancellationToken stop) => Call(inner => inner.HeldAsync(after, limit, stop));
    public virtual Task<IReadOnlyList<JournalEntry>> JournalAsync(Guid pairId, int limit, CancellationToken stop) => Call(inner => inner.JournalAsync(pairId, limit, stop));
    public virtual Task<int> AskAsync(IReadOnlyList<Ask> asks, DateTimeOffset now, CancellationToken stop) => Call(inner => inner.AskAsync(asks, now, stop));
    public virtual Task<IReadOnlyList<Ask>> OpenAsksAsync(IReadOnlyCollection<Guid> pairIds, CancellationToken stop) => Call(inner => inner.OpenAsksAsync(pairIds, stop));
    public virtual Task<IReadOnlyDictionary<Guid, AskStanding>> AsksAsync(IReadOnlyCollection<Guid> askIds, CancellationToken stop) => Call(inner => inner.AsksAsync(askIds, stop));
    public virtual Task<IReadOnlyList<DueSighting>> ClaimSightingsAsync(int max, DateTimeOffset now, DateTimeOffset until, CancellationToken stop) => Call(inner => inner.ClaimSightingsAsync(max, now, until, stop));
    public virtual Task<int> StoreSightingsAsync(IReadOnlyList<SightingCommit> commits, DateTimeOffset now, CancellationToken stop) => Call(inner => inner.StoreSightingsAsync(commits, now, stop));
    public virtual Task<IReadOnlyDictionary<Guid, IReadOnlyList<Sighting>>> SightingsOfAsync(IReadOnlyCollection<Guid> pairIds, CancellationToken stop) => Call(inner => inner.SightingsOfAsync(pairIds, stop));
    public virtual ValueTask DisposeAsync() => Inner.DisposeAsync();
}

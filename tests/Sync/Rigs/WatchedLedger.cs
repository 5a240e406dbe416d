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

namespace Integration.Sync.Tests.Rigs;

/// <summary>A ledger that notes every claim, and lets something happen before a claim and after a commit: the moments between the steps of a cycle.</summary>
internal sealed class WatchedLedger(ILedger inner) : ILedger
{
    private readonly Lock gate = new();
    private readonly List<(DateTimeOffset At, int Pairs)> claims = [];

    public Func<Task> BeforeClaim { get; set; } = () => Task.CompletedTask;
    public Func<Task> AfterCommit { get; set; } = () => Task.CompletedTask;

    /// <summary>When claims were made and how many pairs they got; those that got none too.</summary>
    public IReadOnlyList<(DateTimeOffset At, int Pairs)> Claims { get { lock (gate) return [.. claims]; } }

    public IHandoffLedger Handoffs => inner.Handoffs;
    public IErasureLedger Erasures => inner.Erasures;
    public IRunLedger Runs => inner.Runs;

    public async Task<IReadOnlyList<Pair>> ClaimAsync(ClaimRequest request, CancellationToken stop)
    {
        await BeforeClaim();
        var claimed = await inner.ClaimAsync(request, stop);
        lock (gate) claims.Add((request.Now, claimed.Count));
        return claimed;
    }

    public async Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<PairCommit> commits, DateTimeOffset now, CancellationToken stop)
    {
        var outcomes = await inner.CommitAsync(commits, now, stop);
        await AfterCommit();
        return outcomes;
    }

    public Task<TouchSummary> TouchAsync(IReadOnlyList<Touch> touches, CursorValue? cursor, DateTimeOffset now, CancellationToken stop) => inner.TouchAsync(touches, cursor, now, stop);
    public Task<IReadOnlySet<Guid>> RenewAsync(IReadOnlyList<PairEpoch> leases, DateTimeOffset until, CancellationToken stop) => inner.RenewAsync(leases, until, stop);
    public Task<Pair?> PairAsync(Guid id, CancellationToken stop) => inner.PairAsync(id, stop);
    public Task<IReadOnlyDictionary<RecordKey, Pair>> PairsOfAsync(IReadOnlyCollection<RecordKey> keys, CancellationToken stop) => inner.PairsOfAsync(keys, stop);
    public Task<IReadOnlyDictionary<Guid, Pair>> PairsAsync(IReadOnlyCollection<Guid> ids, CancellationToken stop) => inner.PairsAsync(ids, stop);
    public Task<Recalled> RecallAsync(PairChoice choice, Guid? after, int limit, Lane lane, DateTimeOffset now, CancellationToken stop) => inner.RecallAsync(choice, after, limit, lane, now, stop);
    public Task<IReadOnlyList<string>> MappingsAsync(CancellationToken stop) => inner.MappingsAsync(stop);
    public Task<DeletionCount> DeletionsAsync(string mapping, SystemName system, DateTimeOffset since, DateTimeOffset released, CancellationToken stop) => inner.DeletionsAsync(mapping, system, since, released, stop);
    public Task<string?> CursorAsync(string name, CancellationToken stop) => inner.CursorAsync(name, stop);
    public Task CountAsync(string counter, long count, CancellationToken stop) => inner.CountAsync(counter, count, stop);
    public Task GaugeAsync(string name, string json, DateTimeOffset now, CancellationToken stop) => inner.GaugeAsync(name, json, now, stop);
    public Task<LedgerStatus> StatusAsync(DateTimeOffset now, CancellationToken stop) => inner.StatusAsync(now, stop);
    public Task<IReadOnlyList<Pair>> HeldAsync(Guid? after, int limit, CancellationToken stop) => inner.HeldAsync(after, limit, stop);
    public Task<IReadOnlyList<JournalEntry>> JournalAsync(Guid pairId, int limit, CancellationToken stop) => inner.JournalAsync(pairId, limit, stop);
    public Task<int> AskAsync(IReadOnlyList<Ask> asks, DateTimeOffset now, CancellationToken stop) => inner.AskAsync(asks, now, stop);
    public Task<IReadOnlyList<Ask>> OpenAsksAsync(IReadOnlyCollection<Guid> pairIds, CancellationToken stop) => inner.OpenAsksAsync(pairIds, stop);
    public Task<IReadOnlyDictionary<Guid, AskStanding>> AsksAsync(IReadOnlyCollection<Guid> askIds, CancellationToken stop) => inner.AsksAsync(askIds, stop);
    public Task<IReadOnlyList<DueSighting>> ClaimSightingsAsync(int max, DateTimeOffset now, DateTimeOffset until, CancellationToken stop) => inner.ClaimSightingsAsync(max, now, until, stop);
    public Task<int> StoreSightingsAsync(IReadOnlyList<SightingCommit> commits, DateTimeOffset now, CancellationToken stop) => inner.StoreSightingsAsync(commits, now, stop);
    public Task<IReadOnlyDictionary<Guid, IReadOnlyList<Sighting>>> SightingsOfAsync(IReadOnlyCollection<Guid> pairIds, CancellationToken stop) => inner.SightingsOfAsync(pairIds, stop);
    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

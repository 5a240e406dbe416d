using Integration.Core.Journals;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger.Drafts;
using Integration.Ledger.Erasures;
using Integration.Ledger.Handoffs;
using Integration.Ledger.Handoffs.Memory;
using Integration.Ledger.Runs;

namespace Integration.Ledger.Memory;

/// <summary>The ledger without a disk: for simulations, where a hundred thousand runs must not wait for JSON and SQL. It ends with its process.</summary>
internal sealed partial class MemoryLedger : ILedger
{
    private readonly MemoryTables tables = new();
    private readonly Dictionary<string, long> counters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> gauges = new(StringComparer.Ordinal);
    private readonly MemoryTurn turn = new();

    private readonly RunStamp run = new();

    public MemoryLedger() => (Handoffs, Erasures, Runs) = (new MemoryHandoffs(tables, turn), new MemoryErasures(tables, turn), new MemoryRuns(tables, turn, run));

    public IHandoffLedger Handoffs { get; }

    public IErasureLedger Erasures { get; }

    public IRunLedger Runs { get; }

    public Task<TouchSummary> TouchAsync(IReadOnlyList<Touch> touches, CursorValue? cursor, DateTimeOffset now, CancellationToken stop)
    {
        LedgerLimits.Check(touches, cursor);
        return DoneAsync(() => Finished(new MemoryPen(tables).TouchAsync(touches, cursor, now, stop)), stop);
    }

    public Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<PairCommit> commits, DateTimeOffset now, CancellationToken stop)
    {
        LedgerLimits.Check(commits);
        return DoneAsync(() => Finished(new MemoryPen(tables).CommitAsync(run.On(commits), now, stop)), stop);
    }

    public Task<IReadOnlyList<Pair>> ClaimAsync(ClaimRequest request, CancellationToken stop)
    {
        LedgerLimits.Check(request);
        return DoneAsync<IReadOnlyList<Pair>>(() => [.. Due(request).Select(row => Lease(row, request))], stop);
    }

    public Task<IReadOnlySet<Guid>> RenewAsync(IReadOnlyList<PairEpoch> leases, DateTimeOffset until, CancellationToken stop)
    {
        LedgerLimits.Count(leases.Count, 0, LedgerLimits.PairsMax, nameof(leases));
        return DoneAsync<IReadOnlySet<Guid>>(() => leases.Where(lease => Renew(lease, until)).Select(lease => lease.PairId).ToHashSet(), stop);
    }

    public Task<Recalled> RecallAsync(PairChoice choice, Guid? after, int limit, Lane lane, DateTimeOffset now, CancellationToken stop)
    {
        LedgerLimits.Check(choice, limit);
        return DoneAsync(() => Finished(new MemoryPen(tables).RecallAsync(choice, after, limit, lane, now, stop)), stop);
    }

    public Task<IReadOnlyList<string>> MappingsAsync(CancellationToken stop) =>
        DoneAsync<IReadOnlyList<string>>(() => [.. tables.Pairs.Values.Select(row => row.Mapping).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], stop);

    public Task<DeletionCount> DeletionsAsync(string mapping, SystemName system, DateTimeOffset since, DateTimeOffset released, CancellationToken stop)
    {
        LedgerLimits.Key(mapping, "mapping name");
        return DoneAsync(() => MemoryStatus.Deletions(tables, mapping, system, since, released), stop);
    }

    public Task<Pair?> PairAsync(Guid id, CancellationToken stop) => DoneAsync(() => Pair(id), stop);

    public Task<IReadOnlyDictionary<Guid, Pair>> PairsAsync(IReadOnlyCollection<Guid> ids, CancellationToken stop)
    {
        LedgerLimits.Count(ids.Count, 0, LedgerLimits.KeysMax, nameof(ids));
        return DoneAsync<IReadOnlyDictionary<Guid, Pair>>(() => ids.Distinct().Select(Pair).OfType<Pair>().ToDictionary(pair => pair.Id), stop);
    }

    public Task<IReadOnlyDictionary<RecordKey, Pair>> PairsOfAsync(IReadOnlyCollection<RecordKey> keys, CancellationToken stop)
    {
        LedgerLimits.Count(keys.Count, 0, LedgerLimits.KeysMax, nameof(keys));
        return DoneAsync<IReadOnlyDictionary<RecordKey, Pair>>(
            () => keys.Distinct().Where(tables.Refs.ContainsKey).ToDictionary(key => key, key => Pair(tables.Refs[key].PairId)!), stop);
    }

    public Task<string?> CursorAsync(string name, CancellationToken stop) => DoneAsync(() => tables.Cursors.GetValueOrDefault(name), stop);

    public Task CountAsync(string counter, long count, CancellationToken stop)
    {
        LedgerLimits.Key(counter, "counter name");
        return DoneAsync(() => counters[counter] = counters.GetValueOrDefault(counter) + count, stop);
    }

    public Task GaugeAsync(string name, string json, DateTimeOffset now, CancellationToken stop)
    {
        LedgerLimits.Gauge(name, json);
        return DoneAsync(() => gauges[name] = json, stop);
    }

    public Task<LedgerStatus> StatusAsync(DateTimeOffset now, CancellationToken stop) =>
        DoneAsync(() => MemoryStatus.Of(tables, counters, gauges, now), stop);

    public Task<IReadOnlyList<Pair>> HeldAsync(Guid? after, int limit, CancellationToken stop)
    {
        LedgerLimits.Count(limit, 1, LedgerLimits.PageMax, nameof(limit));
        return DoneAsync<IReadOnlyList<Pair>>(
            () => [.. tables.Holds.Keys.Where(id => after is null || id.CompareTo(after.Value) > 0).Take(limit).Select(id => Pair(id)!)], stop);
    }

    public Task<IReadOnlyList<JournalEntry>> JournalAsync(Guid pairId, int limit, CancellationToken stop)
    {
        LedgerLimits.Count(limit, 1, LedgerLimits.JournalMax, nameof(limit));
        return DoneAsync<IReadOnlyList<JournalEntry>>(
            () => tables.Journal.TryGetValue(pairId, out var lines) ? [.. lines.TakeLast(limit)] : [], stop);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Pair? Pair(Guid id) => tables.Pairs.TryGetValue(id, out var row) ? row.Over(tables.States[id]) : null;

    private List<PairRow> Due(ClaimRequest request)
    {
        var found = new List<PairRow>();
        foreach (var lane in Enum.GetValues<Lane>())
            foreach (var (_, due, id) in tables.Due.GetViewBetween((lane, DateTimeOffset.MinValue, Guid.Empty), (lane, DateTimeOffset.MaxValue, Guid.Empty)))
            {
                if (due > request.Now || found.Count == request.PairsMax) break;
                if (!tables.Pairs[id].IsLeased(request.Now)) found.Add(tables.Pairs[id]);
            }

        return found;
    }

    private Pair Lease(PairRow row, ClaimRequest request)
    {
        tables.Put(row with { Epoch = row.Epoch + 1, LeaseOwner = request.Owner, LeaseUntil = request.LeaseUntil, DueAt = request.LeaseUntil });
        return Pair(row.Id)!;
    }

    private bool Renew(PairEpoch lease, DateTimeOffset until)
    {
        if (!tables.Pairs.TryGetValue(lease.PairId, out var row) || row.Epoch != lease.Epoch || row.LeaseUntil is not { } now) return false;
        var later = until > now ? until : now;
        tables.Put(row with { LeaseUntil = later, DueAt = later });
        return true;
    }

    private Task<T> DoneAsync<T>(Func<T> call, CancellationToken stop) => turn.DoneAsync(call, stop);

    private static T Finished<T>(Task<T> task) => MemoryTurn.Finished(task);
}

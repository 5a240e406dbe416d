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
using Integration.Simulation.Tests.Engine.Scheduling;

namespace Integration.Simulation.Tests.Engine.Workers;

/// <summary>The way of one process to its ledger. A call that was sent is carried out even when the process dies meanwhile, so that every answer is a place to crash.</summary>
internal sealed class LedgerLine(ILedger ledger, Process process, Chance chance, int latencyMs) : ILedger
{
    public Task<TouchSummary> TouchAsync(IReadOnlyList<Touch> touches, CursorValue? cursor, DateTimeOffset now, CancellationToken stop) => Over(() => ledger.TouchAsync(touches, cursor, now, stop));
    public Task<IReadOnlyList<Pair>> ClaimAsync(ClaimRequest request, CancellationToken stop) => Over(() => ledger.ClaimAsync(request, stop));
    public Task<IReadOnlySet<Guid>> RenewAsync(IReadOnlyList<PairEpoch> leases, DateTimeOffset until, CancellationToken stop) => Over(() => ledger.RenewAsync(leases, until, stop));
    public Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<PairCommit> commits, DateTimeOffset now, CancellationToken stop) => Over(() => ledger.CommitAsync(commits, now, stop));
    public Task<Recalled> RecallAsync(PairChoice choice, Guid? after, int limit, Lane lane, DateTimeOffset now, CancellationToken stop) => Over(() => ledger.RecallAsync(choice, after, limit, lane, now, stop));
    public Task<IReadOnlyList<string>> MappingsAsync(CancellationToken stop) => Over(() => ledger.MappingsAsync(stop));
    public Task<DeletionCount> DeletionsAsync(string mapping, SystemName system, DateTimeOffset since, DateTimeOffset released, CancellationToken stop) => Over(() => ledger.DeletionsAsync(mapping, system, since, released, stop));
    public Task<Pair?> PairAsync(Guid id, CancellationToken stop) => Over(() => ledger.PairAsync(id, stop));
    public Task<IReadOnlyDictionary<RecordKey, Pair>> PairsOfAsync(IReadOnlyCollection<RecordKey> keys, CancellationToken stop) => Over(() => ledger.PairsOfAsync(keys, stop));
    public Task<IReadOnlyDictionary<Guid, Pair>> PairsAsync(IReadOnlyCollection<Guid> ids, CancellationToken stop) => Over(() => ledger.PairsAsync(ids, stop));
    public Task<string?> CursorAsync(string name, CancellationToken stop) => Over(() => ledger.CursorAsync(name, stop));
    public Task CountAsync(string counter, long count, CancellationToken stop) => ledger.CountAsync(counter, count, stop);
    public Task GaugeAsync(string name, string json, DateTimeOffset now, CancellationToken stop) => ledger.GaugeAsync(name, json, now, stop);
    public Task<LedgerStatus> StatusAsync(DateTimeOffset now, CancellationToken stop) => Over(() => ledger.StatusAsync(now, stop));
    public Task<IReadOnlyList<Pair>> HeldAsync(Guid? after, int limit, CancellationToken stop) => Over(() => ledger.HeldAsync(after, limit, stop));
    public Task<IReadOnlyList<JournalEntry>> JournalAsync(Guid pairId, int limit, CancellationToken stop) => Over(() => ledger.JournalAsync(pairId, limit, stop));
    public IHandoffLedger Handoffs => ledger.Handoffs;
    public IErasureLedger Erasures => ledger.Erasures;
    public IRunLedger Runs => ledger.Runs;
    public Task<int> AskAsync(IReadOnlyList<Ask> asks, DateTimeOffset now, CancellationToken stop) => Over(() => ledger.AskAsync(asks, now, stop));
    public Task<IReadOnlyList<Ask>> OpenAsksAsync(IReadOnlyCollection<Guid> pairIds, CancellationToken stop) => Over(() => ledger.OpenAsksAsync(pairIds, stop));
    public Task<IReadOnlyDictionary<Guid, AskStanding>> AsksAsync(IReadOnlyCollection<Guid> askIds, CancellationToken stop) => Over(() => ledger.AsksAsync(askIds, stop));
    public Task<IReadOnlyList<DueSighting>> ClaimSightingsAsync(int max, DateTimeOffset now, DateTimeOffset until, CancellationToken stop) => Over(() => ledger.ClaimSightingsAsync(max, now, until, stop));
    public Task<int> StoreSightingsAsync(IReadOnlyList<SightingCommit> commits, DateTimeOffset now, CancellationToken stop) => Over(() => ledger.StoreSightingsAsync(commits, now, stop));
    public Task<IReadOnlyDictionary<Guid, IReadOnlyList<Sighting>>> SightingsOfAsync(IReadOnlyCollection<Guid> pairIds, CancellationToken stop) => Over(() => ledger.SightingsOfAsync(pairIds, stop));
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<T> Over<T>(Func<Task<T>> call)
    {
        var answer = new TaskCompletionSource<T>();
        process.Scheduler.After(Latency(), null, () =>
        {
            // A ledger that refuses a call is a mistake of ours, and ends the run from here.
            var value = WatchedLedger.Now(call());
            process.Scheduler.After(Latency(), process, () => answer.TrySetResult(value));
        });
        return answer.Task;
    }

    private TimeSpan Latency() => TimeSpan.FromMilliseconds(1 + chance.Of("ledger").Next(latencyMs));
}

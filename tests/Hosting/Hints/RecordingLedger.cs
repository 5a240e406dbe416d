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

namespace Integration.Hosting.Tests.Hints;

/// <summary>A ledger that remembers what it was asked to store, or refuses. The real ones have a suite of their own.</summary>
internal sealed class RecordingLedger : ILedger
{
    public List<(IReadOnlyList<Touch> Touches, CursorValue? Cursor)> Touched { get; } = [];
    public Dictionary<string, long> Counters { get; } = [];
    public bool IsDown { get; set; }
    public TouchSummary Summary { get; set; } = new(0, 1, 0, 0);

    public Task<TouchSummary> TouchAsync(IReadOnlyList<Touch> touches, CursorValue? cursor, DateTimeOffset now, CancellationToken stop)
    {
        ThrowIfDown();
        Touched.Add((touches, cursor));
        return Task.FromResult(Summary);
    }

    public Task<string?> CursorAsync(string name, CancellationToken stop)
    {
        ThrowIfDown();
        return Task.FromResult<string?>(null);
    }

    public Task CountAsync(string counter, long count, CancellationToken stop)
    {
        ThrowIfDown();
        Counters[counter] = Counters.GetValueOrDefault(counter) + count;
        return Task.CompletedTask;
    }

    public Task GaugeAsync(string name, string json, DateTimeOffset now, CancellationToken stop)
    {
        ThrowIfDown();
        return Task.CompletedTask;
    }

    public IHandoffLedger Handoffs => throw Foreign();
    public IErasureLedger Erasures => throw Foreign();
    public IRunLedger Runs => throw Foreign();
    public Task<IReadOnlyList<Pair>> ClaimAsync(ClaimRequest request, CancellationToken stop) => throw Foreign();
    public Task<IReadOnlySet<Guid>> RenewAsync(IReadOnlyList<PairEpoch> leases, DateTimeOffset until, CancellationToken stop) => throw Foreign();
    public Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<PairCommit> commits, DateTimeOffset now, CancellationToken stop) => throw Foreign();
    public Task<Pair?> PairAsync(Guid id, CancellationToken stop) => throw Foreign();
    public Task<IReadOnlyDictionary<RecordKey, Pair>> PairsOfAsync(IReadOnlyCollection<RecordKey> keys, CancellationToken stop) => throw Foreign();
    public Task<IReadOnlyDictionary<Guid, Pair>> PairsAsync(IReadOnlyCollection<Guid> ids, CancellationToken stop) => throw Foreign();
    public Task<Recalled> RecallAsync(PairChoice choice, Guid? after, int limit, Lane lane, DateTimeOffset now, CancellationToken stop) => throw Foreign();
    public Task<IReadOnlyList<string>> MappingsAsync(CancellationToken stop) => throw Foreign();
    public Task<DeletionCount> DeletionsAsync(string mapping, SystemName system, DateTimeOffset since, DateTimeOffset released, CancellationToken stop) => throw Foreign();
    public Task<LedgerStatus> StatusAsync(DateTimeOffset now, CancellationToken stop) => throw Foreign();
    public Task<IReadOnlyList<Pair>> HeldAsync(Guid? after, int limit, CancellationToken stop) => throw Foreign();
    public Task<IReadOnlyList<JournalEntry>> JournalAsync(Guid pairId, int limit, CancellationToken stop) => throw Foreign();
    public Task<int> AskAsync(IReadOnlyList<Ask> asks, DateTimeOffset now, CancellationToken stop) => throw Foreign();
    public Task<IReadOnlyList<Ask>> OpenAsksAsync(IReadOnlyCollection<Guid> pairIds, CancellationToken stop) => throw Foreign();
    public Task<IReadOnlyDictionary<Guid, AskStanding>> AsksAsync(IReadOnlyCollection<Guid> askIds, CancellationToken stop) => throw Foreign();
    public Task<IReadOnlyList<DueSighting>> ClaimSightingsAsync(int max, DateTimeOffset now, DateTimeOffset until, CancellationToken stop) => throw Foreign();
    public Task<int> StoreSightingsAsync(IReadOnlyList<SightingCommit> commits, DateTimeOffset now, CancellationToken stop) => throw Foreign();
    public Task<IReadOnlyDictionary<Guid, IReadOnlyList<Sighting>>> SightingsOfAsync(IReadOnlyCollection<Guid> pairIds, CancellationToken stop) => throw Foreign();
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void ThrowIfDown()
    {
        if (IsDown) throw new LedgerUnavailableException("ledger.db is locked: stop the other process");
    }

    private static InvalidOperationException Foreign() => new("Hosting has no business with this member");
}

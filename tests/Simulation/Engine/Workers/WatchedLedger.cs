using Integration.Core.Journals;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger;
using Integration.Ledger.Erasures;
using Integration.Ledger.Handoffs;
using Integration.Ledger.Runs;
using Integration.Simulation.Tests.Engine.Mutants;
using Integration.Simulation.Tests.Engine.Scheduling;

namespace Integration.Simulation.Tests.Engine.Workers;

/// <summary>The ledger with an eye on it: every stored commit and every claim is told; one rule may be taken out.</summary>
internal sealed class WatchedLedger(ILedger inner, Scheduler scheduler, Mutant mutant) : ILedger
{
    public List<JournalEntry> Journal { get; } = [];
    public Dictionary<Guid, DateTimeOffset> ClaimedAt { get; } = [];
    public Action<Pair> Stored { get; set; } = _ => { };
    public Action<string> Note { get; set; } = _ => { };

    public IHandoffLedger Handoffs => inner.Handoffs;
    public IErasureLedger Erasures => inner.Erasures;
    public IRunLedger Runs => inner.Runs;

    public Task<TouchSummary> TouchAsync(IReadOnlyList<Touch> touches, CursorValue? cursor, DateTimeOffset now, CancellationToken stop)
    {
        scheduler.AssertOurs();
        return inner.TouchAsync(touches, cursor, now, stop);
    }

    public async Task<IReadOnlyList<Pair>> ClaimAsync(ClaimRequest request, CancellationToken stop)
    {
        scheduler.AssertOurs();
        var claimed = await inner.ClaimAsync(request, stop);
        foreach (var pair in claimed) ClaimedAt[pair.Id] = scheduler.Now;
        return claimed;
    }

    public async Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<PairCommit> commits, DateTimeOffset now, CancellationToken stop)
    {
        scheduler.AssertOurs();
        var sent = mutant == Mutant.None ? commits : [.. commits.Select(commit => Changed(commit))];
        var outcomes = await inner.CommitAsync(sent, now, stop);
        foreach (var (commit, outcome) in commits.Zip(outcomes))
        {
            Note($"commit {Short(commit.Pair.Id)} epoch {commit.Pair.Epoch}: {outcome.Result}, {Words(commit)}");
            if (outcome.Result != CommitResult.Stored) continue;
            Journal.AddRange(commit.Journal.Where(line => mutant != Mutant.LosersNotJournalled || line.Kind != JournalKind.Lost));
            Stored(commit.Pair);
        }
        return outcomes;
    }

    public Task<IReadOnlySet<Guid>> RenewAsync(IReadOnlyList<PairEpoch> leases, DateTimeOffset until, CancellationToken stop) => inner.RenewAsync(leases, until, stop);
    public Task<Pair?> PairAsync(Guid id, CancellationToken stop) => inner.PairAsync(id, stop);
    public Task<IReadOnlyDictionary<RecordKey, Pair>> PairsOfAsync(IReadOnlyCollection<RecordKey> keys, CancellationToken stop) => inner.PairsOfAsync(keys, stop);
    public Task<IReadOnlyDictionary<Guid, Pair>> PairsAsync(IReadOnlyCollection<Guid> ids, CancellationToken stop) => inner.PairsAsync(ids, stop);
    public Task<string?> CursorAsync(string name, CancellationToken stop) => inner.CursorAsync(name, stop);
    public Task CountAsync(string counter, long count, CancellationToken stop) => inner.CountAsync(counter, count, stop);
    public Task GaugeAsync(string name, string json, DateTimeOffset now, CancellationToken stop) => inner.GaugeAsync(name, json, now, stop);
    public Task<LedgerStatus> StatusAsync(DateTimeOffset now, CancellationToken stop) => inner.StatusAsync(now, stop);
    public Task<IReadOnlyList<Pair>> HeldAsync(Guid? after, int limit, CancellationToken stop) => inner.HeldAsync(after, limit, stop);
    public Task<IReadOnlyList<JournalEntry>> JournalAsync(Guid pairId, int limit, CancellationToken stop) => inner.JournalAsync(pairId, limit, stop);
    public ValueTask DisposeAsync() => inner.DisposeAsync();

    /// <summary>The answer of a ledger that never waits.</summary>
    public static T Now<T>(Task<T> answer) => answer.IsCompleted ? answer.GetAwaiter().GetResult() : throw new InvalidOperationException("the simulated ledger waited");

    private PairCommit Changed(PairCommit commit)
    {
        var current = Now(inner.PairAsync(commit.Pair.Id, CancellationToken.None));
        return mutant switch
        {
            Mutant.WakesNobody => commit with { Wakes = [], DueAt = commit.Pair.Hold is null ? commit.DueAt : null },
            Mutant.NoEpoch when current is not null => commit with { Pair = commit.Pair with { Epoch = current.Epoch } },
            Mutant.IntentNotStored => commit with { Pair = commit.Pair with { IntoHubSpot = null, IntoSalesforce = null } },
            Mutant.CleanUpToNow when current is not null && commit.Release && commit.DueAt is null => commit with { Pair = commit.Pair with { DirtyGeneration = current.DirtyGeneration, CleanGeneration = current.DirtyGeneration } },
            _ => commit,
        };
    }

    private static string Short(Guid id) => id.ToString("N")[20..];

    private static string Words(PairCommit commit) =>
        $"{commit.Pair.Status} {commit.Pair.Hold?.Code} {commit.Pair.HubSpot.Ref}/{commit.Pair.Salesforce.Ref}"
        + $" intents [{commit.Pair.IntoHubSpot?.Kind} {commit.Pair.IntoSalesforce?.Kind}] absorbs {commit.Absorbs.Count} wakes {commit.Wakes.Count} due {commit.DueAt:HH:mm:ss}"
        + string.Concat(commit.Journal.Select(line => $"\n      {line.Kind} {line.Record} {line.Field}: {line.Before} -> {line.After} by {line.Rule}"));
}

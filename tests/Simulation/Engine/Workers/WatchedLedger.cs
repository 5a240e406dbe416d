using Integration.Core.Asks;
using Integration.Core.Intents;
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
using Integration.Simulation.Tests.Engine.Mutants;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Tests.Shared;

namespace Integration.Simulation.Tests.Engine.Workers;

/// <summary>Hears of every commit.</summary>
internal interface ILedgerWitness
{
    /// <summary>A commit ended; <paramref name="before"/> is the pair as the ledger held it until then.</summary>
    void Committed(PairCommit commit, CommitResult result, Pair? before);

    /// <summary>The ledger is an older one: nothing that was learned from commits holds any more.</summary>
    void Restored();
}

/// <summary>The ledger with an eye on it: every commit and every claim is told; one rule may be taken out; it can be put back to what it was.</summary>
internal sealed class WatchedLedger(Func<ILedger> open, Scheduler scheduler, MutantCommits? mutant, bool keepsCalls) : ForwardingLedger
{
    private readonly List<(DateTimeOffset At, Action<ILedger> Call)> calls = [];
    private readonly Dictionary<Guid, Pair> stored = [];
    private ILedger inner = open();

    public List<JournalEntry> Journal { get; } = [];
    public Dictionary<Guid, DateTimeOffset> ClaimedAt { get; } = [];
    /// <summary>When a hint on a record was last stored.</summary>
    public Dictionary<RecordKey, DateTimeOffset> HintedAt { get; } = [];
    public ILedgerWitness? Witness { get; set; }
    public Action<string> Note { get; set; } = _ => { };

    protected override ILedger Inner => inner;

    public override Task<TouchSummary> TouchAsync(IReadOnlyList<Touch> touches, CursorValue? cursor, DateTimeOffset now, CancellationToken stop)
    {
        var stored = Kept(ledger => ledger.TouchAsync(touches, cursor, now, stop));
        foreach (var touch in touches) HintedAt[touch.Hint.Key] = scheduler.Now;
        return stored;
    }

    public override Task<IReadOnlyList<Pair>> ClaimAsync(ClaimRequest request, CancellationToken stop)
    {
        var claimed = Kept(ledger => ledger.ClaimAsync(request, stop));
        foreach (var pair in Now(claimed)) ClaimedAt[pair.Id] = scheduler.Now;
        return claimed;
    }

    public override Task<IReadOnlySet<Guid>> RenewAsync(IReadOnlyList<PairEpoch> leases, DateTimeOffset until, CancellationToken stop) =>
        Kept(ledger => ledger.RenewAsync(leases, until, stop));

    public override Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<PairCommit> commits, DateTimeOffset now, CancellationToken stop)
    {
        var before = Now(inner.PairsAsync([.. commits.Select(commit => commit.Pair.Id)], stop));
        var sent = mutant is null ? commits : [.. commits.Select(commit => mutant.Changed(commit, before.GetValueOrDefault(commit.Pair.Id)))];
        var answer = Kept(ledger => ledger.CommitAsync(sent, now, stop));
        foreach (var (commit, changed, outcome) in commits.Zip(sent, Now(answer)))
        {
            Note($"commit {Short(commit.Pair.Id)} epoch {commit.Pair.Epoch}: {outcome.Result}, {Words(commit)}");
            if (outcome.Result == CommitResult.Stored)
            {
                Journal.AddRange(commit.Journal.Where(line => mutant?.Journals(line) ?? true));
                stored[commit.Pair.Id] = commit.Pair;
            }
            Witness?.Committed(commit with { DropClaims = changed.DropClaims }, outcome.Result, before.GetValueOrDefault(commit.Pair.Id));
        }
        return answer;
    }

    public override Task<Recalled> RecallAsync(PairChoice choice, Guid? after, int limit, Lane lane, DateTimeOffset now, CancellationToken stop) =>
        Kept(ledger => ledger.RecallAsync(choice, after, limit, lane, now, stop));

    /// <summary>Puts the ledger back: all calls up to that time, made again on an empty one.</summary>
    /// <remarks>The journal keeps what the lost ledger told, and what the writes that it had open would have told once their end was known: of what came after a backup no ledger can tell.</remarks>
    public void Restore(DateTimeOffset to)
    {
        Journal.AddRange(stored.Values.SelectMany(pair => new[] { pair.IntoHubSpot, pair.IntoSalesforce }.OfType<Intent>().SelectMany(intent => Lines(pair, intent))));
        stored.Clear();
        inner = open();
        calls.RemoveAll(call => call.At > to);
        foreach (var (_, call) in calls) call(inner);
        Witness?.Restored();
    }

    /// <summary>The answer of a ledger that never waits.</summary>
    public static T Now<T>(Task<T> answer) => answer.IsCompleted ? answer.GetAwaiter().GetResult() : throw new InvalidOperationException("the simulated ledger waited");

    private Task<T> Kept<T>(Func<ILedger, Task<T>> call)
    {
        scheduler.AssertOurs();
        if (keepsCalls) calls.Add((scheduler.Now, ledger => Now(call(ledger))));
        return call(inner);
    }

    private static IEnumerable<JournalEntry> Lines(Pair pair, Intent intent) => intent.Values.Select(value => new JournalEntry
    {
        At = intent.SentAt,
        PairId = pair.Id,
        Kind = JournalKind.Written,
        Record = intent.Target,
        Field = value.Key,
        Before = intent.Prior[value.Key],
        After = value.Value,
        Rule = "open when the ledger was put back",
        Cause = "",
        MappingVersion = pair.MappingVersion,
    });

    private static string Short(Guid id) => id.ToString("N")[20..];

    private static string Words(PairCommit commit) =>
        $"{commit.Pair.Status} {commit.Pair.Hold?.Code} {commit.Pair.HubSpot.Ref}/{commit.Pair.Salesforce.Ref}"
        + $" intents [{commit.Pair.IntoHubSpot?.Kind} {commit.Pair.IntoSalesforce?.Kind}] absorbs {commit.Absorbs.Count} wakes {commit.Wakes.Count} due {commit.DueAt:HH:mm:ss}"
        + string.Concat(commit.Journal.Select(line => $"\n      {line.Kind} {line.Record} {line.Field}: {line.Before} -> {line.After} by {line.Rule}"));
}

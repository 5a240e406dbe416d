using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Journals;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Core.Settling;
using Integration.Core.Undos;
using Integration.Ledger;
using Integration.Sync.Cycles;
using Integration.Sync.Owners;

namespace Integration.Sync.Undoing;

/// <summary>How a run is taken back.</summary>
/// <param name="Run">The run's id, <c>run-12</c>.</param>
/// <param name="IsDry">Only tells what would be done: reads, and neither leases nor writes.</param>
/// <param name="DeletesCreated">Deletes the records that the run made.</param>
public sealed record UndoOptions(string Run, bool IsDry, bool DeletesCreated);

/// <summary>Takes a run's writes back, pair by pair, through the same intents, writes and settlement as every write; beside a running service.</summary>
public sealed class RunUndo(ILedger ledger, IConnector hubSpot, IConnector salesforce, MappingSet mappings, SyncOptions options, TimeProvider time, IEntropy entropy)
{
    private const int BatchMax = 200;

    private readonly Lookups lookups = new(ledger, hubSpot, salesforce, mappings, new ReferenceLookups(ledger, mappings, new OwnerDirectory(hubSpot, time), new OwnerDirectory(salesforce, time)));
    private readonly Writing writing = new(hubSpot, salesforce, mappings);

    /// <summary>Undoes.</summary>
    /// <param name="wish">What.</param>
    /// <param name="progress">Told how many pairs are done after each batch.</param>
    /// <param name="stop">Stops after the batch under way; what was put back stays so, and repeating goes on.</param>
    /// <returns>One line for each field and record that the run wrote, made or deleted.</returns>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be used; what was put back stays so.</exception>
    public async Task<IReadOnlyList<UndoLine>> UndoAsync(UndoOptions wish, Action<int> progress, CancellationToken stop)
    {
        if (!wish.IsDry) await ledger.Runs.BeginAsync($"undo {wish.Run}", time.GetUtcNow(), stop);
        var lines = new List<UndoLine>();
        Guid? after = null;
        for (var done = 0; ;)
        {
            var ids = await ledger.Runs.PairsAsync(wish.Run, after, BatchMax, stop);
            if (ids.Count == 0) return lines;
            lines.AddRange(await BatchAsync(wish, ids, stop));
            progress(done += ids.Count);
            after = ids[^1];
        }
    }

    private async Task<List<UndoLine>> BatchAsync(UndoOptions wish, IReadOnlyList<Guid> ids, CancellationToken stop)
    {
        var plans = (await ledger.Runs.LinesAsync(wish.Run, ids, stop)).GroupBy(line => line.PairId).ToDictionary(group => group.Key, UndoPlan.Of);
        var wanted = plans.Where(plan => plan.Value is { Fields.IsEmpty: false } or { Created.IsEmpty: false } or { Deleted.IsEmpty: false }).Select(plan => plan.Key).Order().ToList();
        var now = time.GetUtcNow();
        IReadOnlyList<Pair> pairs = wish.IsDry
            ? [.. (await ledger.PairsAsync(wanted, stop)).Values.OrderBy(pair => pair.Id)]
            : await ledger.Runs.ClaimAsync(wanted, new ClaimRequest($"{options.Owner}-undo", BatchMax, now, now + options.LeaseTime), stop);
        var lines = new List<UndoLine>();
        foreach (var id in wanted.Except(pairs.Select(pair => pair.Id))) lines.AddRange(All(plans[id], "the service works on the pair just now, or it is erased; repeat the undo"));
        var work = pairs.Select(pair => new PairWork(pair, mappings.Named(pair.Mapping), [])).ToList();
        foreach (var item in work.Where(item => item.Mapping is null)) lines.AddRange(All(plans[item.Pair.Id], "no mapping of its name is configured"));
        await lookups.ReadAsync([.. work.Where(item => item.IsOpen)], Lane.Normal, Evidence, stop);
        foreach (var item in work.Where(item => item.IsPostponed)) lines.AddRange(All(plans[item.Pair.Id], "a record could not be read; repeat the undo"));

        var steps = work.Where(item => item.IsOpen).ToDictionary(
            item => item.Pair.Id, item => Undo.Decide(item.Pair, item.Mapping!, plans[item.Pair.Id], item.Evidence!, wish.Run, wish.DeletesCreated, options.Limits, time.GetUtcNow()));
        if (wish.IsDry)
        {
            lines.AddRange(steps.Values.SelectMany(step => step.Lines));
            return lines;
        }
        lines.AddRange(await CarryOutAsync(work, steps, stop));
        return lines;
    }

    private async Task<List<UndoLine>> CarryOutAsync(List<PairWork> work, Dictionary<Guid, UndoStep> steps, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var commits = work.Select(item => steps.TryGetValue(item.Pair.Id, out var step) && HasNewIntent(item.Pair, step.Pair)
            ? new PairCommit(step.Pair, null, Release: false)
            : Release(item.Pair, now)).ToList();
        var outcomes = await ledger.CommitAsync(commits, now, stop);
        var sending = work.Zip(commits, outcomes).Where(entry => !entry.Second.Release && entry.Third.Result == CommitResult.Stored).Select(entry => (Item: entry.First, Stored: entry.Second.Pair)).ToList();
        var ends = await writing.SendAsync([.. sending.Select(entry => entry.Stored)], Lane.Normal, stop);
        now = time.GetUtcNow();
        var settled = sending.Select(entry => (entry.Item, entry.Stored, Step: Settle.After(entry.Stored, entry.Item.Mapping!, ends[entry.Stored.Id], options.Limits, now))).ToList();
        // A hint that nobody had looked at yet is still to be looked at: the undo decided about its own fields only.
        await ledger.CommitAsync([.. settled.Select(entry => PairCommits.Of(entry.Stored, IsDirty(entry.Item.Pair) ? entry.Step with { DueAt = now } : entry.Step))], now, stop);

        var lines = new List<UndoLine>();
        foreach (var (id, step) in steps)
        {
            var end = settled.FirstOrDefault(entry => entry.Stored.Id == id);
            lines.AddRange(step.Lines.Select(line => line.Outcome == UndoOutcome.Skipped ? line : Told(line, end.Step)));
        }
        return lines;
    }

    /// <summary>What really became of a planned line.</summary>
    private static UndoLine Told(UndoLine line, Decision.Settle? settled)
    {
        var entry = settled?.Journal.LastOrDefault(each => each.Record == line.Record && each.Field == line.Field);
        return entry?.Kind switch
        {
            JournalKind.Written or JournalKind.StoredDifferently or JournalKind.Deleted => line,
            JournalKind.Refused => line with { Outcome = UndoOutcome.Skipped, Reason = "the system answered success and kept its value" },
            JournalKind.Raced => line with { Outcome = UndoOutcome.Skipped, Reason = "somebody changed it meanwhile" },
            JournalKind.Held => line with { Outcome = UndoOutcome.Skipped, Reason = $"the system refused it: {entry.Rule}" },
            _ => line with { Outcome = UndoOutcome.Skipped, Reason = "the write did not come to an end that is known; repeat the undo" },
        };
    }

    private static IEnumerable<UndoLine> All(UndoPlan plan, string reason) =>
    [
        .. plan.Fields.Select(field => new UndoLine(field.Record, field.Field, UndoOutcome.Skipped, reason)),
        .. plan.Created.Concat(plan.Deleted).Select(record => new UndoLine(record, null, UndoOutcome.Skipped, reason)),
    ];

    private static bool HasNewIntent(Pair before, Pair after) =>
        (after.IntoHubSpot is { } intoHubSpot && intoHubSpot != before.IntoHubSpot) || (after.IntoSalesforce is { } intoSalesforce && intoSalesforce != before.IntoSalesforce);

    // Given back as it was taken: what was due is due at once, an open intent at its time.
    private static PairCommit Release(Pair pair, DateTimeOffset now) =>
        new(pair, IsDirty(pair) ? now : pair.Hold?.RetryAt ?? pair.Fields.Values.Select(field => field.Hold?.RetryAt).Where(at => at is not null).Min(), Release: true);

    private static bool IsDirty(Pair pair) => pair.DirtyGeneration > pair.CleanGeneration;

    private Evidence Evidence(PairWork item, Observation? inHubSpot, Observation? inSalesforce)
    {
        var now = time.GetUtcNow();
        return new Evidence { HubSpot = inHubSpot, Salesforce = inSalesforce, IntentIntoHubSpot = entropy.NextId(now), IntentIntoSalesforce = entropy.NextId(now) };
    }
}

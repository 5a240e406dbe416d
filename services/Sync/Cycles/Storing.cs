using Integration.Connectors.Ports;
using Integration.Core.Reconciling;
using Integration.Ledger;

namespace Integration.Sync.Cycles;

/// <summary>The middle of a cycle: what was decided is stored, before anything is sent.</summary>
internal sealed class Storing(ILedger ledger, SyncOptions options, TimeProvider time, IEntropy entropy)
{
    private readonly MissedLinks missedLinks = new(ledger);
    private readonly StrandedRecords strandedRecords = new(ledger);

    /// <summary>Stores a batch; who could not be decided, or was beaten to a record, is tried again later.</summary>
    /// <returns>What was stored as decided, and how many urgent pairs are due again at once.</returns>
    public async Task<(IReadOnlyList<PairWork> Stored, int Urgent)> StoreAsync(IReadOnlyList<PairWork> work, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        foreach (var item in work.Where(item => item.Decided is null)) item.Decision = PairWork.Later(item.Pair, item.RetryAfter, options.Limits, now);
        var commits = work.Select(item => PairCommits.Of(item.Pair, item.Decision!)).ToList();
        var outcomes = await ledger.CommitAsync(commits, now, stop);
        var ended = work.Zip(outcomes).ToLookup(entry => entry.Second.Result, entry => entry.First);

        var beaten = ended[CommitResult.Taken].Select(item => PairCommits.Of(item.Pair, PairWork.Later(item.Pair, null, options.Limits, now))).ToList();
        if (beaten.Count > 0) await ledger.CommitAsync(beaten, now, stop);
        var stored = ended[CommitResult.Stored].ToList();
        LookAgain[] again = [.. await missedLinks.OfAsync(stored, stop), .. await strandedRecords.OfAsync(stored, stop)];
        await LookAgain.TouchAsync(again, ledger, entropy, now, stop);
        return (stored, commits.Count(commit => PairCommits.IsUrgent(commit, now)));
    }
}

using Integration.Connectors.Ports;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Core.Settling;
using Integration.Ledger;

namespace Integration.Sync.Cycles;

/// <summary>The end of a cycle: what was stored to be written is sent, and settled by what came back.</summary>
internal sealed class Outgoing(ILedger ledger, IConnector hubSpot, IConnector salesforce, MappingSet mappings, SyncOptions options, TimeProvider time, IEntropy entropy)
{
    private readonly Writing writing = new(hubSpot, salesforce, mappings);
    private readonly DoubtedLinks doubtedLinks = new(mappings);

    /// <param name="stored">What was decided and is stored.</param>
    /// <param name="claimedAt">When the batch was claimed, by our clock.</param>
    /// <param name="lane">How soon.</param>
    /// <param name="stop">Stops between steps.</param>
    /// <returns>How many urgent pairs are due again at once.</returns>
    public async Task<int> SendAsync(IReadOnlyList<PairWork> stored, DateTimeOffset claimedAt, Lane lane, CancellationToken stop)
    {
        var sending = await KeptAsync([.. stored.Where(item => item.Decision is Decision.Write)], claimedAt, stop);
        if (sending.Count == 0) return 0;
        var ends = await writing.SendAsync([.. sending.Select(item => item.Decided!)], lane, stop);
        var now = time.GetUtcNow();
        var settled = sending.Select(item => (Item: item, Step: Settle.After(item.Decided!, item.Mapping!, ends[item.Pair.Id], options.Limits, now, item.Asks))).ToList();
        var commits = settled.Select(entry => PairCommits.Of(entry.Item.Decided!, entry.Step, entry.Item.Pair)).ToList();
        var outcomes = await ledger.CommitAsync(commits, now, stop);
        await LookAgain.TouchAsync(sending.SelectMany(item => doubtedLinks.Of(item, ends[item.Pair.Id])), ledger, entropy, now, stop);
        var taken = settled.Zip(outcomes).Where(entry => entry.Second.Result == CommitResult.Taken).Select(entry => (entry.First.Item.Decided!, entry.First.Step, entry.Second.Owner)).ToList();
        if (taken.Count > 0) await TakeOverAsync(taken, now, stop);
        return commits.Count(commit => PairCommits.IsUrgent(commit, now));
    }

    /// <summary>Those whose lease is still ours: the machine may have slept in the commit for longer than it lasts, and another process may have written since.</summary>
    private async Task<List<PairWork>> KeptAsync(List<PairWork> sending, DateTimeOffset claimedAt, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (sending.Count == 0 || now - claimedAt <= options.LeaseTime / 4) return sending;
        var kept = await ledger.RenewAsync([.. sending.Select(item => new PairEpoch(item.Pair.Id, item.Pair.Epoch))], now + options.LeaseTime, stop);
        return [.. sending.Where(item => kept.Contains(item.Pair.Id))];
    }

    /// <summary>A record that our create made was told by webhook before its commit, and is a half pair by now: it is absorbed at once.</summary>
    /// <remarks>Left to the next cycle it would cost reads, and show pairs as failed that are not.</remarks>
    private async Task TakeOverAsync(List<(Pair Stored, Decision.Settle Step, Guid? Owner)> taken, DateTimeOffset now, CancellationToken stop)
    {
        var owners = await ledger.PairsAsync([.. taken.Select(entry => entry.Owner).OfType<Guid>().Distinct()], stop);
        var commits = taken.Select(entry => entry.Owner is { } owner && owners.TryGetValue(owner, out var half) && Absorption.IsAbsorbable(half)
            ? PairCommits.Of(entry.Stored, entry.Step with { Absorbs = entry.Step.Absorbs.Add(owner) })
            : Later(entry.Stored)).ToList();
        var outcomes = await ledger.CommitAsync(commits, now, stop);
        var lost = taken.Zip(outcomes).Where(entry => entry.Second.Result == CommitResult.Taken).Select(entry => Later(entry.First.Stored)).ToList();
        // Somebody was quicker: the open intent finds the record by its key in the next cycle.
        if (lost.Count > 0) await ledger.CommitAsync(lost, now, stop);

        PairCommit Later(Pair pair) => PairCommits.Of(pair, PairWork.Later(pair, null, options.Limits, now));
    }
}

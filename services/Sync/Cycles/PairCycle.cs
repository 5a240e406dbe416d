using System.Collections.Immutable;
using Integration.Connectors.Ports;
using Integration.Core.Asks;
using Integration.Core.Intents;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Core.Settling;
using Integration.Ledger;
using Integration.Sync.Deletions;
using Integration.Sync.Owners;

namespace Integration.Sync.Cycles;

/// <summary>Carries a batch of claimed pairs once around: read both sides, decide, store the intents, write, settle.</summary>
/// <remarks>
/// The read at the start is the guard of the write at the end (ADR 0007). Nothing is remembered between cycles but what the ledger holds,
/// so a crash anywhere leaves either nothing, or an open intent that the next cycle resolves by looking.
/// </remarks>
public sealed class PairCycle(ILedger ledger, IConnector hubSpot, IConnector salesforce, MappingSet mappings, SyncOptions options, TimeProvider time, IEntropy entropy, Action<int>? ringHandoff = null)
{
    private const int LookRoundsMax = 7; // key, conversion, match, candidates' conversions, successor chain, references: more is a loop in the outside data.

    private readonly Lookups lookups = new(ledger, hubSpot, salesforce, mappings, new ReferenceLookups(ledger, mappings, new OwnerDirectory(hubSpot, time), new OwnerDirectory(salesforce, time)));
    private readonly MissedLinks missedLinks = new(ledger, entropy);
    private readonly StrandedRecords strandedRecords = new(ledger, entropy);
    private readonly DoubtedLinks doubtedLinks = new(ledger, mappings, entropy);
    private readonly Writing writing = new(hubSpot, salesforce, mappings);
    private readonly DeleteBrake brake = new(ledger, options, time);

    /// <summary>Runs one batch to its end.</summary>
    /// <param name="claimed">Pairs under a lease of ours.</param>
    /// <param name="claimedAt">When they were claimed, by our clock.</param>
    /// <param name="stop">Stops between steps; leases and open intents tell the next owner where to go on.</param>
    /// <returns>How many urgent pairs are due again at once: somebody waits for their next step.</returns>
    public async Task<int> RunAsync(IReadOnlyList<Pair> claimed, DateTimeOffset claimedAt, CancellationToken stop)
    {
        var asks = (await ledger.OpenAsksAsync([.. claimed.Select(pair => pair.Id)], stop)).ToLookup(ask => ask.PairId);
        var work = claimed.Select(pair => new PairWork(pair, mappings.Named(pair.Mapping), [.. asks[pair.Id]])).ToList();
        foreach (var orphan in work.Where(item => item.Mapping is null)) orphan.Decision = Unmapped(orphan.Pair, time.GetUtcNow());

        var lane = claimed.Min(pair => pair.Lane);
        await lookups.ReadAsync([.. work.Where(item => item.IsOpen)], lane, NewEvidence, stop);
        await brake.JudgeAsync(work, stop);
        for (var round = 0; round < LookRoundsMax; round++)
        {
            var open = work.Where(item => item.IsOpen).ToList();
            foreach (var item in open) item.Decision = Reconcile.Decide(item.Pair, item.Mapping!, item.Evidence!, options.Limits, time.GetUtcNow());
            var looking = open.Where(item => item.Decision is Decision.Look).ToList();
            if (looking.Count == 0) break;
            await lookups.AnswerAsync(looking, lane, stop);
        }
        var again = await StoreAsync(work, claimedAt, lane, stop);
        // Whether a cycle finished is the ledger's to say; a ring for one that did not costs one empty claim.
        ringHandoff?.Invoke(work.Count);
        return again;
    }

    private async Task<int> StoreAsync(List<PairWork> work, DateTimeOffset claimedAt, Lane lane, CancellationToken stop)
    {
        foreach (var item in work) item.Decision ??= Later(item.Pair, item.RetryAfter);
        foreach (var item in work.Where(item => item.Decision is Decision.Look)) item.Decision = Later(item.Pair, null);

        var now = time.GetUtcNow();
        var commits = work.Select(item => PairCommits.Of(item.Pair, item.Decision!)).ToList();
        var outcomes = await ledger.CommitAsync(commits, now, stop);
        var again = commits.Count(commit => IsUrgentNow(commit, now));
        var beaten = work.Zip(outcomes).Where(entry => entry.Second.Result == CommitResult.Taken).Select(entry => entry.First).ToList();
        if (beaten.Count > 0)
            await ledger.CommitAsync([.. beaten.Select(item => PairCommits.Of(item.Pair, Later(item.Pair, null)))], now, stop);

        await missedLinks.WakeAsync([.. work.Zip(outcomes).Where(entry => entry.Second.Result == CommitResult.Stored).Select(entry => (entry.First.Pair, entry.First.Decision!))], now, stop);
        await strandedRecords.LookAsync([.. work.Zip(outcomes).Where(entry => entry.Second.Result == CommitResult.Stored && entry.First.Mapping is not null).Select(entry => entry.First)], now, stop);

        var sending = work.Zip(outcomes)
            .Where(entry => entry.Second.Result == CommitResult.Stored && entry.First.Decision is Decision.Write)
            .Select(entry => (entry.First, Stored: ((Decision.Write)entry.First.Decision!).Pair)).ToList();
        if (sending.Count == 0) return again;
        // Asked again: the machine may have slept in the commit for longer than the lease lasts, and another process may have written since.
        now = time.GetUtcNow();
        if (now - claimedAt > options.LeaseTime / 4)
        {
            var kept = await ledger.RenewAsync([.. sending.Select(entry => new PairEpoch(entry.Stored.Id, entry.Stored.Epoch))], now + options.LeaseTime, stop);
            sending.RemoveAll(entry => !kept.Contains(entry.Stored.Id));
        }
        var ends = await writing.SendAsync([.. sending.Select(entry => entry.Stored)], lane, stop);
        now = time.GetUtcNow();
        var settled = sending.Select(entry => (entry.Stored, Step: Core.Settling.Settle.After(entry.Stored, entry.First.Mapping!, ends[entry.Stored.Id], options.Limits, now, entry.First.Asks))).ToList();
        commits = [.. sending.Zip(settled, (sent, end) => PairCommits.Of(end.Stored, end.Step, sent.First.Pair))];
        var closed = await ledger.CommitAsync(commits, now, stop);
        await doubtedLinks.LookAsync(sending.Select(entry => (entry.First.Mapping!, entry.Stored, (IReadOnlyList<(Intent, WriteEnd)>)ends[entry.Stored.Id])), now, stop);
        var taken = settled.Zip(closed).Where(entry => entry.Second.Result == CommitResult.Taken).Select(entry => (entry.First.Stored, entry.First.Step, entry.Second.Owner)).ToList();
        if (taken.Count > 0) await TakeOverAsync(taken, now, stop);
        return again + commits.Count(commit => IsUrgentNow(commit, now));
    }

    private static bool IsUrgentNow(PairCommit commit, DateTimeOffset now) => commit is { Release: true, Pair.Lane: Lane.Hot } && commit.DueAt <= now;

    /// <summary>A record that our create made was told by webhook before its commit, and is a half pair by now: it is absorbed at once.</summary>
    /// <remarks>Left to the next cycle it would cost reads, and show pairs as failed that are not.</remarks>
    private async Task TakeOverAsync(List<(Pair Stored, Decision.Settle Step, Guid? Owner)> taken, DateTimeOffset now, CancellationToken stop)
    {
        var owners = await ledger.PairsAsync([.. taken.Select(entry => entry.Owner).OfType<Guid>().Distinct()], stop);
        var commits = taken.Select(entry => entry.Owner is { } owner && owners.TryGetValue(owner, out var half) && Lookups.IsAbsorbable(half)
            ? PairCommits.Of(entry.Stored, entry.Step with { Absorbs = entry.Step.Absorbs.Add(owner) })
            : PairCommits.Of(entry.Stored, Later(entry.Stored, null))).ToList();
        var outcomes = await ledger.CommitAsync(commits, now, stop);
        var lost = taken.Zip(outcomes).Where(entry => entry.Second.Result == CommitResult.Taken).Select(entry => entry.First.Stored).ToList();
        // Somebody was quicker: the open intent finds the record by its key in the next cycle.
        if (lost.Count > 0) await ledger.CommitAsync([.. lost.Select(pair => PairCommits.Of(pair, Later(pair, null)))], now, stop);
    }

    private Evidence NewEvidence(PairWork item, Observation? inHubSpot, Observation? inSalesforce)
    {
        var now = time.GetUtcNow();
        return new Evidence { HubSpot = inHubSpot, Salesforce = inSalesforce, Asks = item.Asks, IntentIntoHubSpot = entropy.NextId(now), IntentIntoSalesforce = entropy.NextId(now) };
    }

    private Decision.Settle Later(Pair pair, TimeSpan? after)
    {
        var attempts = pair.Attempts + 1;
        return new Decision.Settle(pair with { Attempts = attempts }) { DueAt = time.GetUtcNow() + (after ?? options.Limits.Backoff(attempts)) };
    }

    // Without a version it is outdated under any: the mapping's return finds it. A write that is open can only be resolved by its mapping's
    // fields; it stays open and is looked at once a day, since an open intent that is due at once would be claimed for ever.
    private Decision.Settle Unmapped(Pair pair, DateTimeOffset now) => pair.Status == PairStatus.Superseded
        ? new Decision.Settle(pair with { CleanGeneration = pair.DirtyGeneration }) { DueAt = now + options.Limits.HoldRetry }
        : new(pair with { Status = PairStatus.Held, Hold = HoldCodes.Hold(HoldCodes.NoMapping, pair.Mapping), MappingVersion = "" })
        {
            DueAt = pair.IntoHubSpot is null && pair.IntoSalesforce is null ? null : now + options.Limits.HoldRetry,
        };
}

/// <summary>One pair on its way around.</summary>
internal sealed class PairWork(Pair pair, Mapping? mapping, ImmutableArray<Ask> asks)
{
    public Pair Pair { get; } = pair;
    public Mapping? Mapping { get; } = mapping;
    /// <summary>Open asks, in order.</summary>
    public ImmutableArray<Ask> Asks { get; } = asks;
    public Evidence? Evidence { get; set; }
    public Decision? Decision { get; set; }
    /// <summary>Set when a read or a look-up failed: nothing can be decided in this cycle.</summary>
    public bool IsPostponed { get; private set; }
    public TimeSpan? RetryAfter { get; private set; }
    /// <summary>Neither decided nor postponed.</summary>
    public bool IsOpen => !IsPostponed && Mapping is not null && Decision is null or Decision.Look;

    public void Postpone(Fault fault)
    {
        IsPostponed = true;
        Decision = null;
        RetryAfter = fault.RetryAfter;
    }
}

using Integration.Connectors.Ports;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
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
    private readonly DeleteBrake brake = new(ledger, options, time);
    private readonly Storing storing = new(ledger, options, time, entropy);
    private readonly Outgoing outgoing = new(ledger, hubSpot, salesforce, mappings, options, time, entropy);

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
        var (stored, urgent) = await storing.StoreAsync(work, stop);
        urgent += await outgoing.SendAsync(stored, claimedAt, lane, stop);
        // Whether a cycle finished is the ledger's to say; a ring for one that did not costs one empty claim.
        ringHandoff?.Invoke(work.Count);
        return urgent;
    }

    private Evidence NewEvidence(PairWork item, Observation? inHubSpot, Observation? inSalesforce)
    {
        var now = time.GetUtcNow();
        return new Evidence { HubSpot = inHubSpot, Salesforce = inSalesforce, Asks = item.Asks, IntentIntoHubSpot = entropy.NextId(now), IntentIntoSalesforce = entropy.NextId(now) };
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

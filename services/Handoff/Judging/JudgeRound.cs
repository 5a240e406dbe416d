using Integration.Core.Pairs;
using Integration.Handoff.Agreements;
using Integration.Handoff.Files;
using Integration.Handoff.People;
using Integration.Handoff.Rosters;
using Integration.Ledger;
using Integration.Ledger.Handoffs;
using Microsoft.Extensions.Logging;

namespace Integration.Handoff.Judging;

/// <summary>Claims people of whom something changed, or whose review is due, and stores what follows.</summary>
internal sealed class JudgeRound(ILedger ledger, PersonFiles people, Judgement judgement, Succession succession, KnownAgreements agreements, HandoffOptions options, TimeProvider time, Action<int> ringSync, ILogger<HandoffLoop> log)
{
    /// <summary>How often a decision that another one overtook is made anew before it is left to the end of its lease.</summary>
    private const int RoundsMax = 3;

    /// <summary>One batch.</summary>
    /// <returns>How many were claimed.</returns>
    public async Task<int> WorkAsync(CancellationToken stop)
    {
        if (agreements.Live is null) return 0;
        var now = time.GetUtcNow();
        var leases = await ledger.Handoffs.ClaimUnjudgedAsync(new JudgeClaim(options.Mapping, new HandoffClaim(options.Owner, options.BatchMax, now, now + options.LeaseTime)), stop);
        // First the handoffs of those who turned out to be somebody else move over. Judged before that, the other one would take the answers on
        // the records that came along for answers to its own handoff, and the wrong one of the two would go on.
        var overtaken = await RepeatAsync([.. leases.Where(IsTakenOver)], stop) + await RepeatAsync([.. leases.Where(lease => !IsTakenOver(lease))], stop);
        if (overtaken > 0) log.LogWarning("{Count} people were changed by others three times while they were judged; they come again when their leases end", overtaken);
        return leases.Count;
    }

    private static bool IsTakenOver(JudgeLease lease) => lease.Pair.Status == PairStatus.Superseded;

    /// <returns>How many were overtaken each time.</returns>
    private async Task<int> RepeatAsync(IReadOnlyList<JudgeLease> open, CancellationToken stop)
    {
        for (var round = 0; round < RoundsMax && open.Count > 0; round++) open = await DecideAsync(open, stop);
        return open.Count;
    }

    /// <returns>Those to be decided anew.</returns>
    private async Task<IReadOnlyList<JudgeLease>> DecideAsync(IReadOnlyList<JudgeLease> leases, CancellationToken stop)
    {
        if (agreements.Now is not { Live: { } live } inForce) return [];
        var now = time.GetUtcNow();
        var files = await people.LoadAsync([.. leases.Select(lease => lease.Pair)], now, stop);
        var roster = await PresentRoster.LoadAsync(ledger, inForce.Roster, now, stop);
        var decided = new List<(JudgeLease Lease, HandoffCommit Commit)>();
        foreach (var lease in leases)
        {
            var draft = IsTakenOver(lease)
                ? await succession.DecideAsync(lease, files[lease.Pair.Id], roster, now, stop)
                : judgement.Decide(lease, files[lease.Pair.Id], live, roster, now);
            if (draft is null) log.LogWarning("Pair {Pair} has a handoff under an Agreement that cannot be read; put its version back into the configuration, or run the program that stored it", lease.Pair.Id);
            else decided.Add((lease, draft.Build(roster)));
        }
        if (decided.Count == 0) return [];
        var outcomes = await ledger.Handoffs.CommitHandoffsAsync([.. decided.Select(entry => entry.Commit)], now, stop);
        var asks = decided.Zip(outcomes).Where(entry => entry.Second.Result == HandoffResult.Stored).Sum(entry => entry.First.Commit.Asks.Count);
        if (asks > 0) ringSync(asks);
        return [.. decided.Zip(outcomes).Where(entry => entry.Second.Result is not (HandoffResult.Stored or HandoffResult.StaleLease or HandoffResult.PairGone)).Select(entry => entry.First.Lease)];
    }
}

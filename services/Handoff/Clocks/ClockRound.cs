using Integration.Core.Clocks;
using Integration.Core.Handoffs;
using Integration.Handoff.Agreements;
using Integration.Handoff.Files;
using Integration.Handoff.Following;
using Integration.Handoff.People;
using Integration.Handoff.Rosters;
using Integration.Ledger;
using Integration.Ledger.Handoffs;
using Microsoft.Extensions.Logging;

namespace Integration.Handoff.Clocks;

/// <summary>Claims clocks that are due and carries them out, after everything that is known by then was taken in: what was in time was in time.</summary>
internal sealed class ClockRound(ILedger ledger, PersonFiles people, KnownAgreements agreements, HandoffOptions options, TimeProvider time, Action<int> ringSync, ILogger<HandoffLoop> log)
{
    /// <summary>One batch.</summary>
    /// <returns>How many were claimed.</returns>
    public async Task<int> WorkAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var leases = await ledger.Handoffs.ClaimTimersAsync(new HandoffClaim(options.Owner, options.BatchMax, now, now + options.LeaseTime), stop);
        if (leases.Count == 0) return 0;
        var rows = await ledger.Handoffs.HandoffsAsync([.. leases.Select(lease => lease.Timer.HandoffId).Distinct()], stop);
        var pairs = await ledger.PairsAsync([.. rows.Values.Select(row => row.PairId).Distinct()], stop);
        var files = await people.LoadAsync([.. pairs.Values], now, stop);
        var roster = await PresentRoster.LoadAsync(ledger, agreements.Roster, now, stop);
        var commits = new List<HandoffCommit>();
        foreach (var group in leases.GroupBy(lease => lease.Timer.HandoffId))
        {
            if (!rows.TryGetValue(group.Key, out var row) || !files.TryGetValue(row.PairId, out var person)) continue;
            if (agreements.Of(row.Agreement) is not { } agreement)
            {
                log.LogWarning("A clock of handoff {Handoff} is due under an Agreement that cannot be read; put its version back into the configuration", row.Id);
                continue;
            }
            var file = FileDraft.Of(row, agreement);
            Follow.Take(file, person, roster.Roster, now);
            foreach (var lease in group.OrderBy(lease => lease.Timer.DueAt))
                file.Take(Fire.Of(file.File.Handoff, lease.Timer.Id, new HandoffContext(agreement, roster.Roster, person.Facts), now));
            var draft = new CommitDraft();
            draft.Files.Add(file);
            draft.Claim(group);
            commits.Add(draft.Build(roster));
        }
        // What another decision overtook is not stored, and its clock comes again when the lease ends.
        var outcomes = await ledger.Handoffs.CommitHandoffsAsync(commits, now, stop);
        var asks = commits.Zip(outcomes).Where(entry => entry.Second.Result == HandoffResult.Stored).Sum(entry => entry.First.Asks.Count);
        if (asks > 0) ringSync(asks);
        return leases.Count;
    }
}

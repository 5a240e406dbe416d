using Integration.Core.Routing;
using Integration.Handoff.Agreements;
using Integration.Ledger;
using Integration.Ledger.Handoffs;
using Microsoft.Extensions.Logging;

namespace Integration.Handoff.Rosters;

/// <summary>When somebody of the team is deactivated, wakes every person whose open handoff is theirs: it is reassigned at once, not when the next clock is due.</summary>
internal sealed class GoneOwners(ILedger ledger, KnownAgreements agreements, TimeProvider time, ILogger<HandoffLoop> log)
{
    private string? known;

    /// <summary>Looks whether somebody went.</summary>
    /// <returns>How many people were woken.</returns>
    public async Task<int> WorkAsync(CancellationToken stop)
    {
        var told = await ledger.CursorAsync(InactiveUsers.Cursor, stop) ?? "";
        if (told == known) return 0;
        var before = InactiveUsers.Read(known);
        var woken = 0;
        foreach (var rep in agreements.Roster.Reps.Where(rep => InactiveUsers.Read(told).Contains(rep.SalesforceId) && !before.Contains(rep.SalesforceId)))
        {
            var theirs = await WakeAsync(rep.Name, stop);
            woken += theirs;
            log.LogWarning("{Rep} is deactivated in Salesforce: {Count} open handoffs go to others; take {Rep} out of the team", rep.Name, theirs, rep.Name);
        }
        known = told;
        return woken;
    }

    private async Task<int> WakeAsync(string owner, CancellationToken stop)
    {
        var woken = 0;
        await foreach (var rows in ledger.Handoffs.PagesAsync(HandoffPages.Open with { Owner = owner }, stop))
        {
            await ledger.Handoffs.CommitHandoffsAsync([new HandoffCommit { Wakes = [.. rows.Select(row => row.PairId).Distinct()] }], time.GetUtcNow(), stop);
            woken += rows.Count;
        }
        return woken;
    }
}

using Integration.Ledger.Memory;

namespace Integration.Ledger.Handoffs.Memory;

/// <summary>Claims as the SQL of the other stores makes them.</summary>
internal static class MemoryHandoffClaims
{
    public static IReadOnlyList<JudgeLease> Pairs(MemoryTables pairs, HandoffTables tables, JudgeClaim claim)
    {
        var work = claim.Work;
        var free = pairs.Pairs.Values.Where(pair => pair.Mapping == claim.Mapping && !tables.Judging(pair.Id).IsLeased(work.Now)).ToList();
        var unjudged = free.Where(pair => pair.CleanGeneration > tables.JudgedGenerations.GetValueOrDefault(pair.Id)).OrderBy(pair => pair.Lane).ThenBy(pair => pair.Id);
        var reviews = free.Where(pair => tables.Judging(pair.Id).ReviewAt <= work.Now).OrderBy(pair => tables.Judging(pair.Id).ReviewAt).ThenBy(pair => pair.Id);
        return [.. unjudged.Concat(reviews).DistinctBy(pair => pair.Id).Take(work.Max).ToList().Select(pair =>
        {
            var row = tables.Judging(pair.Id);
            row = tables.Judgings[pair.Id] = row with { Epoch = row.Epoch + 1, LeaseOwner = work.Owner, LeaseUntil = work.LeaseUntil };
            return new JudgeLease(pair.Over(pairs.States[pair.Id]), row.Epoch, row.Wake);
        })];
    }

    public static IReadOnlyList<TimerLease> Timers(HandoffTables tables, HandoffClaim claim) =>
        [.. tables.Timers.Values.Where(row => row.IsDue(claim.Now)).OrderBy(row => row.Timer.DueAt).ThenBy(row => row.Timer.Id, StringComparer.Ordinal).Take(claim.Max).ToList().Select(row =>
        {
            tables.Timers[row.Timer.Id] = row = row with { Epoch = row.Epoch + 1, LeaseOwner = claim.Owner, LeaseUntil = claim.LeaseUntil };
            return new TimerLease(row.Timer, row.Epoch);
        })];

    public static IReadOnlyList<RequestLease> Requests(HandoffTables tables, HandoffClaim claim) =>
        [.. tables.Requests.Values.Where(row => row.IsDue(claim.Now)).OrderBy(row => row.DueAt).ThenBy(row => row.Request.Id).Take(claim.Max).ToList().Select(row =>
        {
            tables.Requests[row.Request.Id] = row = row with { Epoch = row.Epoch + 1, LeaseOwner = claim.Owner, LeaseUntil = claim.LeaseUntil };
            return new RequestLease(row.Request, row.Epoch);
        })];
}

using Integration.Core.Handoffs;
using Integration.Core.Kpis;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Handoff.Files;
using Integration.Ledger;
using Integration.Ledger.Handoffs;

namespace Integration.Handoff.Proofs;

/// <summary>A difference between what marketing sent and what sales has.</summary>
/// <param name="HandoffId">Which handoff.</param>
/// <param name="Day">When it was sent, UTC.</param>
/// <param name="HubSpot">The contact.</param>
/// <param name="Salesforce">The Lead or Contact; null when there is none.</param>
/// <param name="What"><c>waiting</c>, <c>failed</c>, <c>no-record</c>, <c>record-gone</c>, <c>other-owner</c>.</param>
public sealed record ParityDifference(Guid HandoffId, DateOnly Day, string? HubSpot, string? Salesforce, string What);

/// <summary>What marketing sent, and what of it sales has (KPI K30): each part can be listed, and what is left over is named.</summary>
/// <param name="Sent">Handoffs that were sent, in this page.</param>
/// <param name="Parts">What became of them, by the words of K30.</param>
/// <param name="Gap">Sent less all parts: must be 0.</param>
/// <param name="Differences">Record by record.</param>
/// <param name="Next">Give this as <c>after</c> for the next page; null on the last.</param>
public sealed record ParityReport(long Sent, IReadOnlyDictionary<string, long> Parts, long Gap, IReadOnlyList<ParityDifference> Differences, Guid? Next)
{
    /// <summary>Compares a page of handoffs with the records as last read.</summary>
    public static async Task<ParityReport> ReadAsync(ILedger ledger, Guid? after, int limit, CancellationToken stop)
    {
        var rows = await ledger.Handoffs.ListAsync(new HandoffQuery(after, limit), stop);
        var pairs = await ledger.PairsAsync([.. rows.Select(row => row.PairId).Distinct()], stop);
        var parts = new SortedDictionary<string, long>(Enum.GetValues<ParityPart>().ToDictionary(ParityParts.Word, _ => 0L), StringComparer.Ordinal);
        var differences = new List<ParityDifference>();
        var sent = 0L;
        foreach (var row in rows)
        {
            var handoff = HandoffFile.Of(row).Handoff;
            var (sentAt, part) = HandoffFile.IsErased(row) ? await ErasedAsync(ledger, row.Id, stop) : (handoff.SentAt, ParityParts.Of(handoff));
            if (sentAt is not { } at) continue;
            sent++;
            if (part is { } known) parts[ParityParts.Word(known)]++;
            var pair = pairs.GetValueOrDefault(row.PairId);
            if (Difference(handoff, pair?.Salesforce) is { } what)
                differences.Add(new ParityDifference(row.Id, DateOnly.FromDateTime(at.UtcDateTime), pair?.HubSpot.Ref?.ToString(), pair?.Salesforce.Ref?.ToString(), what));
        }
        return new ParityReport(sent, parts, sent - parts.Values.Sum(), differences, rows.Count == limit ? rows[^1].Id : null);
    }

    // Of an erased person only the kinds and times of the log are left: enough to count them by.
    private static async Task<(DateTimeOffset? SentAt, ParityPart? Part)> ErasedAsync(ILedger ledger, Guid id, CancellationToken stop)
    {
        var lines = await ledger.Handoffs.EventsAsync(new EventQuery(0, HandoffLimits.EventsMax) { HandoffId = id }, stop);
        if (lines.Count == 0) return (null, null);
        var log = HandoffLog.Of(EventLine.LogOf(lines));
        return (log.SentAt, ParityParts.Of(log));
    }

    private static string? Difference(Core.Handoffs.Handoff handoff, Side? salesforce)
    {
        if (handoff.State == HandoffState.Failed) return "failed";
        if (!handoff.IsOpen) return null;
        if (handoff.State == HandoffState.Sent) return "waiting";
        if (salesforce?.Ref is null) return "no-record";
        if (salesforce.Seen is { } seen && seen.Life.State is LifeState.Deleted or LifeState.Gone) return "record-gone";
        return salesforce.Seen?.Values["OwnerId"].Text is { } owner && handoff.Owner is { } has && has.SalesforceId != owner ? "other-owner" : null;
    }
}

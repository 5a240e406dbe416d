using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger.Drafts;

namespace Integration.Ledger.Memory;

/// <summary>Counts as the SQL of the other stores does.</summary>
internal static class MemoryStatus
{
    public static LedgerStatus Of(
        MemoryTables tables, IReadOnlyDictionary<string, long> counters, IReadOnlyDictionary<string, string> gauges, DateTimeOffset now)
    {
        var rows = tables.Pairs.Values;
        var pending = rows.Where(row => IsPending(row, now)).ToList();
        return new LedgerStatus(
            Pending: pending.Count,
            InFlight: rows.Count(row => row.IsLeased(now) || row.IntoHubSpot is not null || row.IntoSalesforce is not null),
            Held: rows.Count(row => row.Holds > 0),
            Failed: rows.Count(row => row is { Attempts: > 0, IsOpen: true }),
            Pairs: Enum.GetValues<PairStatus>().ToDictionary(status => status.ToString(), status => (long)rows.Count(row => row.Status == status)),
            Linked: rows.Count(row => row is { Status: PairStatus.Active, Linked: true }),
            Lanes: Enum.GetValues<Lane>().ToDictionary(lane => lane.ToString(), lane => (long)pending.Count(row => row.Lane == lane)),
            HeldByCode: tables.Holds.Values.SelectMany(holds => holds).GroupBy(hold => hold.Code).ToDictionary(group => group.Key, group => (long)group.Count()),
            Cursors: new Dictionary<string, string>(tables.Cursors, StringComparer.Ordinal),
            Counters: new Dictionary<string, long>(counters, StringComparer.Ordinal),
            Gauges: new Dictionary<string, string>(gauges, StringComparer.Ordinal))
        {
            OpenAsks = tables.Asks.Values.Count(ask => ask.IsOpen),
            PendingSightings = tables.Sightings.Values.Count(row => row.Generation > row.SeenGeneration),
        };
    }

    public static DeletionCount Deletions(MemoryTables tables, string mapping, SystemName system, DateTimeOffset since, DateTimeOffset released)
    {
        var rows = tables.Pairs.Values.Where(row => row.Mapping == mapping).ToList();
        var deleted = rows.Where(row => row.DeletedIn == system).ToList();
        return new DeletionCount(deleted.Count(row => row.DeletedAt > since), rows.Count(row => row.Linked), deleted.Count(IsWaiting));

        bool IsWaiting(PairRow row) => row.DeletedAt > released && tables.Holds.TryGetValue(row.Id, out var holds) && holds.Any(hold => hold.Code == HoldCodes.DeletesBraked);
    }

    private static bool IsPending(PairRow row, DateTimeOffset now) =>
        !row.IsLeased(now)
        && row.DueAt is { } due
        && (row.DirtyGeneration > row.CleanGeneration || due <= now || row.Attempts > 0 || (row.Status == PairStatus.Active && row.Holds == 0));
}

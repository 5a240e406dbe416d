using System.Data.Common;
using Dapper;
using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.Ledger.Reading;

/// <summary>Counts the whole ledger; both stores understand the same text.</summary>
internal static class StatusQuery
{
    // Who is held waits for the daily look: that look is no work in hand before it is due, or a ledger with one issue would never be quiet.
    // A hint that came since, a write to be tried again, and the rest of a record one of whose fields was refused are work all the same.
    private const string Counts = """
        SELECT status AS Status, lane AS Lane, count(*) AS Pairs,
            count(*) FILTER (WHERE (lease_until IS NULL OR lease_until <= @now) AND due_at IS NOT NULL
                AND (dirty_gen > clean_gen OR due_at <= @now OR attempts > 0 OR (status = 'Active' AND holds = 0))) AS Pending,
            count(*) FILTER (WHERE lease_until > @now OR into_hubspot IS NOT NULL OR into_salesforce IS NOT NULL) AS InFlight,
            count(*) FILTER (WHERE holds > 0) AS Held,
            count(*) FILTER (WHERE attempts > 0 AND status IN ('Active', 'Held')) AS Failed,
            count(*) FILTER (WHERE status = 'Active' AND linked) AS Linked
        FROM pair GROUP BY status, lane
        """;

    /// <param name="connection">Inside a transaction that sees one moment.</param>
    /// <param name="now">The moment in the store's own form.</param>
    public static async Task<LedgerStatus> RunAsync(DbConnection connection, object now)
    {
        var groups = (await connection.QueryAsync<Group>(Counts, new { now })).AsList();
        return new LedgerStatus(
            Pending: groups.Sum(group => group.Pending),
            InFlight: groups.Sum(group => group.InFlight),
            Held: groups.Sum(group => group.Held),
            Failed: groups.Sum(group => group.Failed),
            // Every name is there, also at 0: a missing line on a dashboard looks like a missing scrape.
            Pairs: Enum.GetNames<PairStatus>().ToDictionary(name => name, name => groups.Where(group => group.Status == name).Sum(group => group.Pairs)),
            Linked: groups.Sum(group => group.Linked),
            Lanes: Enum.GetValues<Lane>().ToDictionary(lane => lane.ToString(), lane => groups.Where(group => group.Lane == (long)lane).Sum(group => group.Pending)),
            HeldByCode: await NamedAsync<long>(connection, "SELECT code AS Name, count(*) AS Value FROM hold GROUP BY code"),
            Cursors: await NamedAsync<string>(connection, "SELECT name AS Name, value AS Value FROM cursor"),
            Counters: await NamedAsync<long>(connection, "SELECT name AS Name, count AS Value FROM counter"),
            Gauges: await NamedAsync<string>(connection, "SELECT name AS Name, json AS Value FROM gauge"))
        {
            OpenAsks = await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM ask WHERE ended_at IS NULL"),
            PendingSightings = await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM sighting WHERE gen > seen_gen"),
        };
    }

    private static async Task<IReadOnlyDictionary<string, T>> NamedAsync<T>(DbConnection connection, string sql) =>
        (await connection.QueryAsync<Named<T>>(sql)).ToDictionary(row => row.Name, row => row.Value, StringComparer.Ordinal);

    private sealed class Group
    {
        public string Status { get; init; } = "";
        public long Lane { get; init; }
        public long Pairs { get; init; }
        public long Pending { get; init; }
        public long InFlight { get; init; }
        public long Held { get; init; }
        public long Failed { get; init; }
        public long Linked { get; init; }
    }

    private sealed class Named<T>
    {
        public string Name { get; init; } = "";
        public T Value { get; init; } = default!;
    }
}

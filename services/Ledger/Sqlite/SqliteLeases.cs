using Integration.Core.Pairs;
using Integration.Ledger.Drafts;

namespace Integration.Ledger.Sqlite;

/// <summary>Who works on which pair, until when.</summary>
internal static class SqliteLeases
{
    // One lane after the other: over all lanes at once, the index would walk every pair of a lane that waits for tomorrow.
    private const string Due = "SELECT id FROM pair WHERE lane = $1 AND due_at <= $2 AND (lease_until IS NULL OR lease_until <= $2) ORDER BY due_at, id LIMIT $3";

    private const string Take = """
        UPDATE pair SET epoch = epoch + 1, lease_owner = $2, lease_until = $3, due_at = $3
        WHERE id IN (SELECT value FROM json_each($1))
        """;

    private const string Keep = """
        UPDATE pair SET lease_until = max(lease_until, $3), due_at = max(lease_until, $3)
        WHERE id = $1 AND epoch = $2 AND lease_until IS NOT NULL
        """;

    public static IReadOnlyList<Pair> Claim(SqliteSession session, ClaimRequest request)
    {
        var ids = new List<Guid>();
        for (var lane = 0; lane <= 2 && ids.Count < request.PairsMax; lane++)
            ids.AddRange(session.Read(Due, row => row.GetGuid(0), lane, Micros.Of(request.Now), request.PairsMax - ids.Count));
        if (ids.Count == 0) return [];
        session.Run(Take, SqlitePen.List(ids), request.Owner, Micros.Of(request.LeaseUntil));
        var pairs = SqliteReads.Pairs(session, ids).ToDictionary(pair => pair.Id);
        return [.. ids.Select(id => pairs[id])];
    }

    public static IReadOnlySet<Guid> Renew(SqliteSession session, IReadOnlyList<PairEpoch> leases, DateTimeOffset until) =>
        leases.Where(lease => session.Run(Keep, lease.PairId.ToString(), lease.Epoch, Micros.Of(until)) == 1)
            .Select(lease => lease.PairId).ToHashSet();
}

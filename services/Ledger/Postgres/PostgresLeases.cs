using Integration.Core.Pairs;
using Integration.Ledger.Drafts;
using Npgsql;
using static Integration.Ledger.Postgres.PostgresBatch;

namespace Integration.Ledger.Postgres;

/// <summary>Who works on which pair, until when.</summary>
internal static class PostgresLeases
{
    // One lane after the other: over all lanes at once, the index would walk every pair of a lane that waits for tomorrow.
    private const string Take = """
        WITH hot AS (
            SELECT id, lane, due_at FROM pair WHERE lane = 0 AND due_at <= $1 AND (lease_until IS NULL OR lease_until <= $1)
            ORDER BY due_at, id LIMIT $2 FOR UPDATE SKIP LOCKED),
        normal AS (
            SELECT id, lane, due_at FROM pair WHERE lane = 1 AND due_at <= $1 AND (lease_until IS NULL OR lease_until <= $1)
            ORDER BY due_at, id LIMIT $2 - (SELECT count(*) FROM hot) FOR UPDATE SKIP LOCKED),
        bulk AS (
            SELECT id, lane, due_at FROM pair WHERE lane = 2 AND due_at <= $1 AND (lease_until IS NULL OR lease_until <= $1)
            ORDER BY due_at, id LIMIT $2 - (SELECT count(*) FROM hot) - (SELECT count(*) FROM normal) FOR UPDATE SKIP LOCKED),
        picked AS (SELECT * FROM hot UNION ALL SELECT * FROM normal UNION ALL SELECT * FROM bulk)
        UPDATE pair p SET epoch = p.epoch + 1, lease_owner = $3, lease_until = $4, due_at = $4
        FROM picked WHERE p.id = picked.id
        RETURNING p.id, picked.lane, picked.due_at
        """;

    private const string Keep = """
        UPDATE pair p SET lease_until = greatest(p.lease_until, $3), due_at = greatest(p.lease_until, $3)
        FROM (SELECT p.id FROM pair p JOIN unnest($1, $2) AS v (id, epoch) ON p.id = v.id AND p.epoch = v.epoch
            WHERE p.lease_until IS NOT NULL ORDER BY p.id FOR UPDATE OF p) AS held
        WHERE p.id = held.id
        RETURNING p.id
        """;

    public static async Task<IReadOnlyList<Pair>> ClaimAsync(NpgsqlConnection connection, ClaimRequest request, CancellationToken stop)
    {
        List<(Guid Id, short Lane, DateTime DueAt)> picked;
        await using (var batch = new NpgsqlBatch(connection).Add(Take, Value(request.Now), Value((long)request.PairsMax), Value(request.Owner), Value(request.LeaseUntil)))
        await using (var reader = await batch.ExecuteReaderAsync(stop))
            picked = await reader.ListAsync(row => (row.GetGuid(0), row.GetInt16(1), row.GetDateTime(2)), stop);
        if (picked.Count == 0) return [];
        // A statement of its own: the first one's view of the states is older than its locks, and would pair an old state with a new epoch.
        var pairs = (await PostgresReads.PairsAsync(connection, picked.Select(row => row.Id), stop)).ToDictionary(pair => pair.Id);
        return [.. picked.OrderBy(row => row.Lane).ThenBy(row => row.DueAt).ThenBy(row => row.Id).Select(row => pairs[row.Id])];
    }

    public static async Task<IReadOnlySet<Guid>> RenewAsync(NpgsqlConnection connection, IReadOnlyList<PairEpoch> leases, DateTimeOffset until, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection).Add(
            Keep, Ids(leases.Select(lease => lease.PairId)), Longs(leases.Select(lease => lease.Epoch)), Value(until));
        await using var reader = await batch.ExecuteReaderAsync(stop);
        return (await reader.ListAsync(row => row.GetGuid(0), stop)).ToHashSet();
    }
}

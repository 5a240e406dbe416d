using Integration.Core.Journals;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger.Drafts;
using Integration.Ledger.States;
using Npgsql;
using static Integration.Ledger.Postgres.PostgresBatch;

namespace Integration.Ledger.Postgres;

/// <summary>Questions that change nothing.</summary>
internal static class PostgresReads
{
    private const string ById = $"SELECT {PairColumns.OfP}, s.state FROM pair p JOIN pair_state s ON s.pair_id = p.id WHERE p.id = ANY ($1)";

    private const string HeldIds = "SELECT DISTINCT pair_id FROM hold WHERE pair_id > $1 ORDER BY pair_id LIMIT $2";

    private const string Lines = "SELECT entry FROM (SELECT seq, entry FROM journal WHERE pair_id = $1 ORDER BY seq DESC LIMIT $2) AS newest ORDER BY seq";

    private const string Deleted = """
        SELECT (SELECT count(*) FROM pair WHERE deleted_at > $3 AND mapping = $1 AND deleted_in = $2),
            (SELECT count(*) FROM pair WHERE mapping = $1 AND linked),
            (SELECT count(*) FROM pair WHERE deleted_at > $4 AND mapping = $1 AND deleted_in = $2 AND holds > 0
                AND EXISTS (SELECT 1 FROM hold WHERE hold.pair_id = pair.id AND hold.code = $5))
        """;

    public static async Task<IReadOnlyList<string>> MappingsAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection).Add("SELECT DISTINCT mapping FROM pair ORDER BY mapping");
        await using var reader = await batch.ExecuteReaderAsync(stop);
        return await reader.ListAsync(row => row.GetString(0), stop);
    }

    public static async Task<DeletionCount> DeletionsAsync(NpgsqlConnection connection, string mapping, SystemName system, DateTimeOffset since, DateTimeOffset released, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection).Add(Deleted, Value(mapping), Value(system.ToString()), Value(since), Value(released), Value(HoldCodes.DeletesBraked));
        await using var reader = await batch.ExecuteReaderAsync(stop);
        return (await reader.ListAsync(row => new DeletionCount(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)), stop))[0];
    }

    public static async Task<List<Pair>> PairsAsync(NpgsqlConnection connection, IEnumerable<Guid> ids, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection).Add(ById, Ids(ids));
        await using var reader = await batch.ExecuteReaderAsync(stop);
        return await reader.ListAsync(PostgresRows.Whole, stop);
    }

    public static async Task<IReadOnlyDictionary<RecordKey, Pair>> PairsOfAsync(NpgsqlConnection connection, IReadOnlyCollection<RecordKey> keys, CancellationToken stop)
    {
        List<(RecordKey Key, RefRow Owner)> owners;
        await using (var batch = new NpgsqlBatch(connection).Add("SELECT record, pair_id, alias FROM ref WHERE record = ANY ($1)", Texts(keys.Select(key => key.ToString()))))
        await using (var reader = await batch.ExecuteReaderAsync(stop))
            owners = await reader.ListAsync(PostgresRows.Ref, stop);
        var pairs = (await PairsAsync(connection, owners.Select(found => found.Owner.PairId).Distinct(), stop)).ToDictionary(pair => pair.Id);
        return owners.ToDictionary(found => found.Key, found => pairs[found.Owner.PairId]);
    }

    public static async Task<IReadOnlyList<Pair>> HeldAsync(NpgsqlConnection connection, Guid? after, int limit, CancellationToken stop)
    {
        List<Guid> ids;
        await using (var batch = new NpgsqlBatch(connection).Add(HeldIds, Value(after ?? Guid.Empty), Value((long)limit)))
        await using (var reader = await batch.ExecuteReaderAsync(stop))
            ids = await reader.ListAsync(row => row.GetGuid(0), stop);
        return [.. (await PairsAsync(connection, ids, stop)).OrderBy(pair => pair.Id)];
    }

    public static async Task<IReadOnlyList<JournalEntry>> JournalAsync(NpgsqlConnection connection, Guid pairId, int limit, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection).Add(Lines, Value(pairId), Value((long)limit));
        await using var reader = await batch.ExecuteReaderAsync(stop);
        return await reader.ListAsync(row => StateJson.Entry(row.GetString(0)), stop);
    }

    public static async Task<string?> CursorAsync(NpgsqlConnection connection, string name, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection).Add("SELECT value FROM cursor WHERE name = $1", Value(name));
        return await batch.ExecuteScalarAsync(stop) as string;
    }
}

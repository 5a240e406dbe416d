using System.Data.Common;
using Integration.Ledger.Asks;
using Integration.Ledger.Drafts;
using Npgsql;
using static Integration.Ledger.Postgres.PostgresBatch;

namespace Integration.Ledger.Postgres;

/// <summary>The ask table.</summary>
internal static class PostgresAsks
{
    private const string ById = $"SELECT {AskJson.Columns} FROM ask WHERE id = ANY ($1) UNION ALL SELECT {AskJson.Columns} FROM ask WHERE ended_at IS NULL AND pair_id = ANY ($2) AND NOT id = ANY ($1)";
    private const string OpenOf = $"SELECT {AskJson.Columns} FROM ask WHERE ended_at IS NULL AND pair_id = ANY ($1)";

    private const string Insert = """
        INSERT INTO ask (id, pair_id, ask, attempts, not_before, ended_at, outcome)
        SELECT id, pair_id, ask::json, attempts, not_before, ended_at, outcome::json FROM unnest($1, $2, $3, $4, $5, $6, $7) AS v (id, pair_id, ask, attempts, not_before, ended_at, outcome)
        """;

    // What was asked never changes.
    private const string Update = """
        UPDATE ask a SET pair_id = v.pair_id, attempts = v.attempts, not_before = v.not_before, ended_at = v.ended_at, outcome = v.outcome::json
        FROM unnest($1, $2, $3, $4, $5, $6) AS v (id, pair_id, attempts, not_before, ended_at, outcome) WHERE a.id = v.id
        """;

    public static async Task<List<AskRow>> OfAsync(NpgsqlConnection connection, IEnumerable<Guid> ids, IEnumerable<Guid> pairIds, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection).Add(ById, Ids(ids), Ids(pairIds));
        await using var reader = await batch.ExecuteReaderAsync(stop);
        return await reader.ListAsync(Row, stop);
    }

    public static async Task<List<AskRow>> OpenAsync(NpgsqlConnection connection, IEnumerable<Guid> pairIds, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection).Add(OpenOf, Ids(pairIds));
        await using var reader = await batch.ExecuteReaderAsync(stop);
        return await reader.ListAsync(Row, stop);
    }

    public static void Save(NpgsqlBatch batch, DraftChanges changes)
    {
        if (changes.NewAsks is { Count: > 0 } made)
            batch.Add(
                Insert, Ids(made.Select(row => row.Id)), Ids(made.Select(row => row.PairId)), Texts(made.Select(row => AskJson.Of(row.Ask))), Ints(made.Select(row => row.Ask.Attempts)),
                Times(made.Select(row => row.Ask.NotBefore)), Times(made.Select(row => row.EndedAt)), Texts(made.Select(row => AskJson.Of(row.End))));
        if (changes.ChangedAsks is { Count: > 0 } changed)
            batch.Add(
                Update, Ids(changed.Select(row => row.Id)), Ids(changed.Select(row => row.PairId)), Ints(changed.Select(row => row.Ask.Attempts)),
                Times(changed.Select(row => row.Ask.NotBefore)), Times(changed.Select(row => row.EndedAt)), Texts(changed.Select(row => AskJson.Of(row.End))));
    }

    private static AskRow Row(DbDataReader row) => AskJson.Row(row.GetGuid(0), row.GetString(1), row.GetInt32(2), Time(row, 3), Time(row, 4), row.IsDBNull(5) ? null : row.GetString(5));

    internal static DateTimeOffset? Time(DbDataReader row, int at) => row.IsDBNull(at) ? null : row.GetFieldValue<DateTimeOffset>(at);
}

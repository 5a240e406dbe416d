using System.Data.Common;
using Integration.Core.Pairs;
using Integration.Ledger.Drafts;
using Integration.Ledger.Handoffs.Sql;
using Npgsql;
using NpgsqlTypes;

namespace Integration.Ledger.Postgres;

/// <summary>The handoff ledger's way into PostgreSQL.</summary>
internal sealed class PostgresStore(PostgresSession session) : ISqlStore
{
    public Task<T> WriteAsync<T>(Func<ISqlTurn, Task<T>> body, CancellationToken stop) => session.WriteAsync(connection => body(new PostgresTurn(connection)), stop);
    public Task<T> ReadAsync<T>(Func<ISqlTurn, Task<T>> body, CancellationToken stop) => session.ReadAsync(connection => body(new PostgresTurn(connection)), stop);
}

/// <summary>An open transaction on PostgreSQL; a run of lines is one round trip.</summary>
internal sealed class PostgresTurn(NpgsqlConnection connection) : ISqlTurn
{
    public SqlDialect Dialect => PostgresDialect.Only;

    public ILedgerPen Pairs => new PostgresPen(connection);

    public Task<List<Pair>> PairsAsync(IReadOnlyList<Guid> ids, CancellationToken stop) => PostgresReads.PairsAsync(connection, ids, stop);

    public async Task<List<T>> ReadAsync<T>(SqlLine line, Func<DbDataReader, T> row, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection).Add(line.Sql, Bound(line));
        await using var reader = await batch.ExecuteReaderAsync(stop);
        return await reader.ListAsync(row, stop);
    }

    public async Task<IReadOnlyList<int>> RunAsync(IReadOnlyList<SqlLine> lines, CancellationToken stop)
    {
        if (lines.Count == 0) return [];
        await using var batch = new NpgsqlBatch(connection);
        foreach (var line in lines) batch.Add(line.Sql, Bound(line));
        await batch.ExecuteNonQueryAsync(stop);
        return [.. Enumerable.Range(0, lines.Count).Select(at => batch.BatchCommands[at].RecordsAffected)];
    }

    private static NpgsqlParameter[] Bound(SqlLine line) => [.. line.Values.Select(value => Parameter(value))];

    private static NpgsqlParameter Parameter(object? value) => value switch
    {
        null => new() { Value = DBNull.Value },
        // Untyped, so that one text fits a JSON column as well as a TEXT one.
        string text => new() { NpgsqlDbType = NpgsqlDbType.Unknown, Value = text },
        DateTimeOffset at => PostgresBatch.Value(at),
        IReadOnlyCollection<Guid> ids => PostgresBatch.Ids(ids),
        IReadOnlyCollection<string> texts => PostgresBatch.Texts(texts),
        _ => new() { Value = value },
    };
}

internal sealed class PostgresDialect : SqlDialect
{
    public static PostgresDialect Only { get; } = new();

    public override string Among(string column, int number) => $"{column} = ANY (${number})";

    public override string Lock => " FOR UPDATE";

    public override string LockFree(string table) => $" FOR UPDATE OF {table} SKIP LOCKED";

    public override DateTimeOffset Time(DbDataReader row, int at) => row.GetFieldValue<DateTimeOffset>(at);
}

using System.Data.Common;
using Integration.Core.Pairs;
using Integration.Ledger.Drafts;
using Integration.Ledger.Handoffs.Sql;

namespace Integration.Ledger.Sqlite;

/// <summary>The handoff ledger's way into SQLite: the writer for what changes, the reader so that questions never wait for a disk flush.</summary>
internal sealed class SqliteStore(SqliteSession writer, SqliteSession reader) : ISqlStore
{
    public Task<T> WriteAsync<T>(Func<ISqlTurn, Task<T>> body, CancellationToken stop) => writer.WriteAsync(session => body(new SqliteTurn(session)), stop);
    public Task<T> ReadAsync<T>(Func<ISqlTurn, Task<T>> body, CancellationToken stop) => reader.ReadAsync(session => body(new SqliteTurn(session)), stop);
}

/// <summary>An open transaction on SQLite; every task is done when it is handed out.</summary>
internal sealed class SqliteTurn(SqliteSession session) : ISqlTurn
{
    public SqlDialect Dialect => SqliteDialect.Only;

    public ILedgerPen Pairs => new SqlitePen(session);

    public Task<List<Pair>> PairsAsync(IReadOnlyList<Guid> ids, CancellationToken stop) => Task.FromResult(SqliteReads.Pairs(session, ids));

    public Task<List<T>> ReadAsync<T>(SqlLine line, Func<DbDataReader, T> row, CancellationToken stop) =>
        Task.FromResult(session.Read(line.Sql, row, Bound(line)));

    public Task<IReadOnlyList<int>> RunAsync(IReadOnlyList<SqlLine> lines, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<int>>([.. lines.Select(line => session.Run(line.Sql, Bound(line)))]);

    private static object?[] Bound(SqlLine line) => [.. line.Values.Select(Value)];

    private static object? Value(object? value) => value switch
    {
        Guid id => id.ToString(),
        DateTimeOffset at => Micros.Of(at),
        IReadOnlyCollection<Guid> ids => SqlitePen.List(ids),
        IReadOnlyCollection<string> texts => SqlitePen.List(texts),
        _ => value,
    };
}

internal sealed class SqliteDialect : SqlDialect
{
    public static SqliteDialect Only { get; } = new();

    public override string Among(string column, int number) => $"{column} IN (SELECT value FROM json_each(${number}))";

    // A write transaction has the whole file.
    public override string Lock => "";

    public override string LockFree(string table) => "";

    public override DateTimeOffset Time(DbDataReader row, int at) => Micros.At(row.GetInt64(at));
}

using System.Data.Common;
using Integration.Core.Pairs;
using Integration.Ledger.Drafts;

namespace Integration.Ledger.Handoffs.Sql;

/// <summary>Where the two databases differ for handoffs; all else is one text for both.</summary>
internal abstract class SqlDialect
{
    /// <summary><c>column</c> is among the list in parameter <paramref name="number"/>.</summary>
    public abstract string Among(string column, int number);

    /// <summary>Ends a select that locks what it finds, waiting for it; empty where the transaction has all locked already.</summary>
    public abstract string Lock { get; }

    /// <summary>Ends a select that locks what nobody else has, of one table alone.</summary>
    public abstract string LockFree(string table);

    public abstract DateTimeOffset Time(DbDataReader row, int at);

    public DateTimeOffset? TimeOrNull(DbDataReader row, int at) => row.IsDBNull(at) ? null : Time(row, at);

    public static string? TextOrNull(DbDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);
}

/// <summary>A statement with its values: ids, texts, whole numbers, flags, instants, lists of ids or texts, null.</summary>
internal readonly record struct SqlLine(string Sql, params object?[] Values);

/// <summary>One open transaction.</summary>
internal interface ISqlTurn
{
    SqlDialect Dialect { get; }

    /// <summary>The pairs' pen of the same transaction.</summary>
    ILedgerPen Pairs { get; }

    /// <summary>Existing pairs among the given.</summary>
    Task<List<Pair>> PairsAsync(IReadOnlyList<Guid> ids, CancellationToken stop);

    Task<List<T>> ReadAsync<T>(SqlLine line, Func<DbDataReader, T> row, CancellationToken stop);

    /// <summary>Runs the lines in order, in one round trip where there is one; answers how many rows each changed.</summary>
    Task<IReadOnlyList<int>> RunAsync(IReadOnlyList<SqlLine> lines, CancellationToken stop);
}

/// <summary>A database that gives transactions.</summary>
internal interface ISqlStore
{
    Task<T> WriteAsync<T>(Func<ISqlTurn, Task<T>> body, CancellationToken stop);

    /// <summary>Everything that the body reads is of one moment.</summary>
    Task<T> ReadAsync<T>(Func<ISqlTurn, Task<T>> body, CancellationToken stop);
}

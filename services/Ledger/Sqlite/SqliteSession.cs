using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Integration.Ledger.Sqlite;

/// <summary>One connection with its prepared statements, used by one caller at a time.</summary>
/// <remarks>SQLite has no asynchronous I/O: a call runs on the caller's thread and is done when it returns, which also keeps simulations in one order.</remarks>
internal sealed class SqliteSession(SqlitePlace place) : IDisposable
{
    private readonly SqliteConnection connection = place.Open();
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);
    private bool closed;

    public SqliteConnection Connection => connection;

    /// <summary>Runs in one write transaction; taking the write lock at once, since a lock taken later can fail half-way.</summary>
    public Task<T> WriteAsync<T>(Func<SqliteSession, Task<T>> body, CancellationToken stop) => InTransactionAsync("BEGIN IMMEDIATE", body, stop);

    /// <summary>Runs against one moment of the ledger.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteSession, Task<T>> body, CancellationToken stop) => InTransactionAsync("BEGIN", body, stop);

    /// <summary>Moves the write-ahead log into the file and empties it: what was deleted would stand in it until a later write came by.</summary>
    /// <remarks>A reader that is at work keeps the log as it is; the next checkpoint does it then.</remarks>
    public async Task TruncateLogAsync(CancellationToken stop)
    {
        await turn.WaitAsync(stop);
        try
        {
            Scalar("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteException error)
        {
            throw SqliteFaults.Of(error, place);
        }
        finally
        {
            turn.Release();
        }
    }

    public int Run(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteNonQuery();

    public object? Scalar(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteScalar();

    public List<T> Read<T>(string sql, Func<DbDataReader, T> row, params ReadOnlySpan<object?> values)
    {
        using var reader = Bind(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(row(reader));
        return rows;
    }

    public void Dispose()
    {
        // Waits for the caller that is inside: closing under it would tear its transaction.
        turn.Wait();
        closed = true;
        foreach (var command in prepared.Values) command.Dispose();
        connection.Dispose();
        turn.Release();
    }

    private async Task<T> InTransactionAsync<T>(string begin, Func<SqliteSession, Task<T>> body, CancellationToken stop)
    {
        await turn.WaitAsync(stop);
        try
        {
            ObjectDisposedException.ThrowIf(closed, typeof(SqliteLedger));
            Run(begin);
            try
            {
                var result = await body(this);
                Run("COMMIT");
                return result;
            }
            catch
            {
                // A full disk may have ended the transaction already; a second ROLLBACK would hide the first error.
                if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0) Run("ROLLBACK");
                throw;
            }
        }
        catch (SqliteException error) when (error.SqliteErrorCode == SqliteFaults.Constraint)
        {
            throw new ArgumentException($"The call breaks a promise of the ledger, and stored nothing: {error.Message}", error);
        }
        catch (SqliteException error)
        {
            throw SqliteFaults.Of(error, place);
        }
        finally
        {
            turn.Release();
        }
    }

    private SqliteCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var at = 1; at <= values.Length; at++) command.Parameters.Add(new SqliteParameter { ParameterName = "$" + at });
            prepared[sql] = command;
        }

        for (var at = 0; at < values.Length; at++) command.Parameters[at].Value = values[at] ?? DBNull.Value;
        return command;
    }
}

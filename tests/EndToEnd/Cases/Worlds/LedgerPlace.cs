using Microsoft.Data.Sqlite;
using Npgsql;

namespace Integration.EndToEnd.Tests.Cases.Worlds;

/// <summary>Where the service remembers, for the hands of an operator who copies, restores or blocks it.</summary>
internal abstract class LedgerPlace
{
    /// <summary>As the service is told.</summary>
    public abstract string ConnectionText { get; }

    /// <summary>Takes a copy; the service is stopped.</summary>
    public abstract Task CopyAsync();

    /// <summary>Puts the copy back; the service is stopped.</summary>
    public abstract Task RestoreAsync();

    /// <summary>Holds every writer off until disposed: what the service has sent by then, it cannot settle.</summary>
    public abstract Task<IAsyncDisposable> LockAsync();
}

/// <summary>One file.</summary>
internal sealed class SqliteFile(string folder) : LedgerPlace
{
    private static readonly string[] Parts = ["", "-wal", "-shm"];
    private readonly string path = Path.Combine(folder, "ledger.db");

    public override string ConnectionText => $"Data Source={path}";

    public override Task CopyAsync() => MoveAsync(path, $"{path}.copy");

    public override Task RestoreAsync() => MoveAsync($"{path}.copy", path);

    public override async Task<IAsyncDisposable> LockAsync()
    {
        var connection = new SqliteConnection($"{ConnectionText};Pooling=False");
        await connection.OpenAsync();
        await using var begin = connection.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        await begin.ExecuteNonQueryAsync();
        return connection;
    }

    private static Task MoveAsync(string from, string to)
    {
        foreach (var part in Parts)
        {
            File.Delete(to + part);
            if (File.Exists(from + part)) File.Copy(from + part, to + part);
        }
        return Task.CompletedTask;
    }
}

/// <summary>A database of its own.</summary>
internal sealed class PostgresDatabase(PrivateServers servers, string folder) : LedgerPlace
{
    private const string Database = "ledger";
    private readonly string dump = Path.Combine(folder, "ledger.dump");

    public override string ConnectionText => servers.Ledger(Database);

    public async Task MakeAsync() => await RunAsync("postgres", $"CREATE DATABASE {Database}");

    public override Task CopyAsync() => PrivateServers.CommandAsync("pg_dump", [.. Address, "-d", Database, "-Fc", "-f", dump]);

    public override async Task RestoreAsync()
    {
        await RunAsync("postgres", $"DROP DATABASE {Database} WITH (FORCE)");
        await MakeAsync();
        await PrivateServers.CommandAsync("pg_restore", [.. Address, "-d", Database, dump]);
    }

    public override async Task<IAsyncDisposable> LockAsync()
    {
        var connection = new NpgsqlConnection(At(Database));
        await connection.OpenAsync();
        await using var begin = new NpgsqlCommand("BEGIN; LOCK TABLE pair IN SHARE MODE", connection);
        await begin.ExecuteNonQueryAsync();
        return connection;
    }

    private async Task RunAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(At(database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    // Pooled connections would be found dead after the server's restart, by the wrong case.
    private string At(string database) => new NpgsqlConnectionStringBuilder(servers.PostgresItself) { Database = database, Pooling = false }.ConnectionString;

    private string[] Address
    {
        get
        {
            var server = new NpgsqlConnectionStringBuilder(servers.PostgresItself);
            return ["-h", server.Host!, "-p", $"{server.Port}", "-U", server.Username!];
        }
    }
}

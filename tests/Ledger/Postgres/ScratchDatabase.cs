using Npgsql;

namespace Integration.Ledger.Tests.Postgres;

/// <summary>A database of one test class's own, on the server that the environment names.</summary>
public sealed class ScratchDatabase : IAsyncLifetime
{
    private static int count;

    // The process id keeps two runs on one server apart.
    private readonly string name = $"ledger_test_{Environment.ProcessId}_{Interlocked.Increment(ref count)}";
    private bool created;

    public static string? Server => Environment.GetEnvironmentVariable("INTEGRATION_TEST_POSTGRES");

    public string Connection => new NpgsqlConnectionStringBuilder(Server) { Database = name, MaxPoolSize = 20 }.ToString();

    public async ValueTask InitializeAsync()
    {
        if (string.IsNullOrEmpty(Server)) return;
        await RunAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)", Server);
        await RunAsync($"CREATE DATABASE {name}", Server);
        created = true;
    }

    /// <summary>No rows; tables that are there stay, since making them anew costs most of a short test.</summary>
    public async Task ClearAsync()
    {
        SkipUnlessThere();
        await RunAsync("""
            DO $$ DECLARE tables TEXT; BEGIN
                SELECT string_agg(tablename, ', ') INTO tables FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migration';
                IF tables IS NOT NULL THEN EXECUTE 'TRUNCATE ' || tables; END IF;
            END $$
            """);
    }

    /// <summary>No tables either.</summary>
    public async Task EmptyAsync()
    {
        SkipUnlessThere();
        await RunAsync("DROP SCHEMA public CASCADE; CREATE SCHEMA public", Connection);
    }

    private void SkipUnlessThere() => Assert.SkipUnless(created, "set INTEGRATION_TEST_POSTGRES, or run tests/run which starts one");

    public Task RunAsync(string sql) => RunAsync(sql, Connection);

    /// <summary>What a restart of the server does to every connection.</summary>
    public Task CutConnectionsAsync() => RunAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'", Server!);

    public async ValueTask DisposeAsync()
    {
        if (created) await RunAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)", Server!);
        GC.SuppressFinalize(this);
    }

    private static async Task RunAsync(string sql, string connection)
    {
        await using var open = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ToString());
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(sql, open);
        await command.ExecuteNonQueryAsync();
    }
}

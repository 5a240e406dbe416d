using Npgsql;

namespace Integration.Ledger.Tests.Postgres;

/// <summary>A database of one test's own, on the server that the environment names.</summary>
internal sealed class ScratchDatabase : IAsyncDisposable
{
    private static int count;

    // The process id keeps two runs on one server apart.
    private readonly string name = $"ledger_test_{Environment.ProcessId}_{Interlocked.Increment(ref count)}";
    private bool created;

    private static string? Server => Environment.GetEnvironmentVariable("INTEGRATION_TEST_POSTGRES");

    public string Connection => new NpgsqlConnectionStringBuilder(Server) { Database = name, MaxPoolSize = 20 }.ToString();

    public async Task CreateAsync()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(Server), "set INTEGRATION_TEST_POSTGRES, or run tests/run which starts one");
        await RunAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        await RunAsync($"CREATE DATABASE {name}");
        created = true;
    }

    public Task DropConnectionsAsync() => RunAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");

    public async ValueTask DisposeAsync()
    {
        if (created) await RunAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }

    public static async Task RunAsync(string sql, string? connection = null)
    {
        await using var open = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection ?? Server) { Pooling = false }.ToString());
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(sql, open);
        await command.ExecuteNonQueryAsync();
    }
}

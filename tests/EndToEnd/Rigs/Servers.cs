using Npgsql;

namespace Integration.EndToEnd.Tests.Rigs;

/// <summary>The real broker and database that <c>tests/run</c> starts; a test that needs them is skipped aloud without.</summary>
internal static class Servers
{
    private static int count;

    public static string RabbitMq => Environment.GetEnvironmentVariable("INTEGRATION_TEST_RABBITMQ") ?? "";

    private static string Postgres => Environment.GetEnvironmentVariable("INTEGRATION_TEST_POSTGRES") ?? "";

    public static void Need() =>
        Assert.SkipWhen(RabbitMq.Length == 0 || Postgres.Length == 0, "needs RabbitMQ and PostgreSQL: set INTEGRATION_TEST_RABBITMQ and INTEGRATION_TEST_POSTGRES, or run tests/run, which starts both");

    /// <summary>A connection text to a new, empty database.</summary>
    public static async Task<string> NewDatabaseAsync()
    {
        var name = $"e2e_{Environment.ProcessId}_{Interlocked.Increment(ref count)}";
        await using var connection = new NpgsqlConnection(Postgres);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"DROP DATABASE IF EXISTS {name} WITH (FORCE)", connection);
        await command.ExecuteNonQueryAsync();
        command.CommandText = $"CREATE DATABASE {name}";
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(Postgres) { Database = name }.ConnectionString;
    }
}

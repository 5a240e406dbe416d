using Integration.Ledger.Migrations;
using Npgsql;
using static Integration.Ledger.Postgres.PostgresBatch;

namespace Integration.Ledger.Postgres;

/// <summary>Brings a PostgreSQL ledger to this program's schema.</summary>
internal static class PostgresMigrations
{
    // Any number that nobody else takes in this database; the letters of "ledger".
    private const long LockKey = 0x6C6564676572;

    private const string VersionTable = "CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at TIMESTAMPTZ NOT NULL)";

    /// <summary>In one transaction under one lock: of two instances that start together the second finds nothing to do.</summary>
    public static Task RunAsync(PostgresSession session, PostgresPlace place, IReadOnlyList<Migration> ours, DateTimeOffset now, CancellationToken stop) =>
        session.WriteAsync(
            async connection =>
            {
                // Before anything else, also before the version table: two CREATE IF NOT EXISTS at once collide.
                await using (var wait = new NpgsqlBatch(connection).Add("SELECT pg_advisory_xact_lock($1)", Value(LockKey)).Add(VersionTable))
                    await wait.ExecuteNonQueryAsync(stop);
                List<AppliedMigration> applied;
                await using (var read = new NpgsqlBatch(connection).Add("SELECT version, name, checksum FROM migration ORDER BY version"))
                await using (var reader = await read.ExecuteReaderAsync(stop))
                    applied = await reader.ListAsync(row => new AppliedMigration(row.GetInt32(0), row.GetString(1), row.GetString(2)), stop);
                foreach (var step in MigrationPlan.Pending(ours, applied, place.Name))
                {
                    await using (var script = new NpgsqlCommand(step.Sql, connection)) await script.ExecuteNonQueryAsync(stop);
                    await using var record = new NpgsqlBatch(connection).Add(
                        "INSERT INTO migration (version, name, checksum, applied_at) VALUES ($1, $2, $3, $4)",
                        Value(step.Version), Value(step.Name), Value(step.Checksum), Value(now));
                    await record.ExecuteNonQueryAsync(stop);
                }

                return true;
            },
            stop);
}

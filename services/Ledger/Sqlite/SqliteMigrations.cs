using Integration.Ledger.Migrations;

namespace Integration.Ledger.Sqlite;

/// <summary>Brings a SQLite ledger to this program's schema.</summary>
internal static class SqliteMigrations
{
    // The version table is older than every migration, so it is made apart; its form never changes.
    private const string VersionTable = "CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL)";

    /// <summary>In one transaction that holds the write lock: of two instances that start together the second finds nothing to do.</summary>
    public static Task RunAsync(SqliteSession session, SqlitePlace place, IReadOnlyList<Migration> ours, DateTimeOffset now, CancellationToken stop) =>
        session.WriteAsync(
            write =>
            {
                write.Run(VersionTable);
                var applied = write.Read(
                    "SELECT version, name, checksum FROM migration ORDER BY version",
                    row => new AppliedMigration(row.GetInt32(0), row.GetString(1), row.GetString(2)));
                foreach (var step in MigrationPlan.Pending(ours, applied, place.Name))
                {
                    write.Run(step.Sql);
                    write.Run("INSERT INTO migration (version, name, checksum, applied_at) VALUES ($1, $2, $3, $4)", step.Version, step.Name, step.Checksum, Micros.Of(now));
                }

                return Task.FromResult(true);
            },
            stop);
}

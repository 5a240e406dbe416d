using Integration.Ledger.Memory;
using Integration.Ledger.Migrations;
using Integration.Ledger.Postgres;
using Integration.Ledger.Sqlite;

namespace Integration.Ledger;

/// <summary>Opens a ledger.</summary>
public static class LedgerStore
{
    /// <summary>An empty ledger of dictionaries, for simulations and tests; it keeps every rule but outlives nothing.</summary>
    public static ILedger InMemory() => new MemoryLedger();

    /// <summary>Opens the ledger that a connection text names, and brings its schema up to date.</summary>
    /// <param name="connection">
    /// <c>Host=db;Database=integration;Username=…</c> or <c>postgres://user@db/integration</c>: PostgreSQL.
    /// <c>Data Source=/var/lib/integration/ledger.db</c>, a path, or <c>:memory:</c>: SQLite. <c>Default Timeout</c> is how many
    /// seconds a write waits for another process (default 10).
    /// </param>
    /// <param name="time">Stamps applied migrations and paces retries.</param>
    /// <param name="stop">Stops the opening; a migration that runs is wholly undone.</param>
    /// <exception cref="LedgerUnavailableException">It cannot be reached or written, or another version of this program made it. Nothing was changed.</exception>
    public static async Task<ILedger> OpenAsync(string connection, TimeProvider time, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(connection))
            throw new LedgerUnavailableException("The ledger has no connection text. Mend: name a file ('Data Source=ledger.db') or a PostgreSQL database ('Host=…;Database=…').");
        if (PostgresPlace.Means(connection)) return await PostgresLedger.OpenAsync(new PostgresPlace(connection), Migration.Of("Postgres"), time.GetUtcNow(), stop);
        return await SqliteLedger.OpenAsync(new SqlitePlace(connection), Migration.Of("Sqlite"), time.GetUtcNow(), stop);
    }
}

using Microsoft.Data.Sqlite;

namespace Integration.Ledger.Sqlite;

/// <summary>Where a SQLite ledger lies and how it is opened.</summary>
internal sealed record SqlitePlace
{
    private const int BusySecondsDefault = 10;

    private readonly SqliteConnectionStringBuilder builder;

    /// <param name="connection">A connection text (<c>Data Source=ledger.db</c>), or only the path of the file.</param>
    public SqlitePlace(string connection)
    {
        try
        {
            builder = connection.Contains('=', StringComparison.Ordinal) ? new(connection) : new() { DataSource = connection };
        }
        catch (ArgumentException error)
        {
            throw new LedgerUnavailableException($"The ledger's connection text is no SQLite one: {error.Message} Mend: write 'Data Source=/path/to/ledger.db', or a path alone.", error);
        }

        if (!builder.ShouldSerialize("Default Timeout")) builder.DefaultTimeout = BusySecondsDefault;
        // We hold our connections for as long as we live; a pool would keep the file open after us.
        builder.Pooling = false;
        builder.ForeignKeys = true;
        IsMemory = builder.Mode == SqliteOpenMode.Memory || builder.DataSource is ":memory:" or "";
    }

    /// <summary>Lives only as long as its connection.</summary>
    public bool IsMemory { get; }

    /// <summary>The file, for messages.</summary>
    public string Name => IsMemory ? "memory" : Path.GetFullPath(builder.DataSource);

    /// <summary>Seconds that a write waits for another process.</summary>
    public int BusySeconds => builder.DefaultTimeout;

    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(builder.ToString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            // FULL: a hint that was acknowledged survives a power cut, not only a crash of ours.
            // secure_delete: what an erasure deletes, and what every update replaces, is overwritten and not left on a free page.
            command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;";
            command.ExecuteNonQuery();
            return connection;
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw SqliteFaults.Of(error, this);
        }
    }
}

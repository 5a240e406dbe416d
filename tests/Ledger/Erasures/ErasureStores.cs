using System.Text;
using Integration.Ledger.Tests.Postgres;
using Integration.Ledger.Tests.Sqlite;
using Npgsql;

namespace Integration.Ledger.Tests.Erasures;

public sealed class MemoryErasureTests : ErasureContract
{
    protected override bool Survives => false;

    protected override Task<ILedger> OpenAsync() => Task.FromResult(LedgerStore.InMemory());

    protected override Task<string?> RawAsync() => Task.FromResult<string?>(null);
}

public sealed class SqliteErasureTests : ErasureContract
{
    private readonly ScratchDirectory scratch = new();

    protected override Task<ILedger> OpenAsync() => LedgerStore.OpenAsync(scratch.File("ledger.db"), TimeProvider.System, default);

    /// <summary>The files themselves, so that free pages and the log count as well.</summary>
    protected override Task<string?> RawAsync()
    {
        var text = new StringBuilder();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(scratch.File("ledger.db"))!, "ledger.db*"))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            text.Append(reader.ReadToEnd());
        }
        return Task.FromResult<string?>(text.ToString());
    }

    protected override ValueTask DropAsync()
    {
        scratch.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class PostgresErasureTests(ScratchDatabase scratch) : ErasureContract, IClassFixture<ScratchDatabase>
{
    public override async ValueTask InitializeAsync()
    {
        await scratch.ClearAsync();
        await base.InitializeAsync();
    }

    protected override Task<ILedger> OpenAsync() => LedgerStore.OpenAsync(scratch.Connection, TimeProvider.System, default);

    /// <summary>Every row of every table, whichever there are.</summary>
    protected override async Task<string?> RawAsync()
    {
        await using var connection = new NpgsqlConnection(scratch.Connection);
        await connection.OpenAsync();
        var tables = new List<string>();
        await using (var list = new NpgsqlCommand("SELECT quote_ident(table_name) FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'", connection))
        await using (var reader = await list.ExecuteReaderAsync())
            while (await reader.ReadAsync()) tables.Add(reader.GetString(0));
        Assert.Contains("pair_state", tables);
        var text = new StringBuilder();
        foreach (var table in tables)
        {
            await using var rows = new NpgsqlCommand($"SELECT t::text FROM {table} t", connection);
            await using var reader = await rows.ExecuteReaderAsync();
            while (await reader.ReadAsync()) text.AppendLine(reader.GetString(0));
        }
        return text.ToString();
    }
}

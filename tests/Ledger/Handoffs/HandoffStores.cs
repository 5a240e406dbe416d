using Integration.Ledger.Tests.Postgres;
using Integration.Ledger.Tests.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Integration.Ledger.Tests.Handoffs;

public sealed class MemoryHandoffTests : HandoffContract
{
    protected override bool Survives => false;

    protected override Task<ILedger> OpenAsync() => Task.FromResult(LedgerStore.InMemory());
}

public sealed class SqliteHandoffTests : HandoffContract
{
    private readonly ScratchDirectory scratch = new();

    protected override Task<ILedger> OpenAsync() => LedgerStore.OpenAsync(scratch.File("ledger.db"), TimeProvider.System, default);

    protected override ValueTask DropAsync()
    {
        scratch.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(Tamperings.Lines), MemberType = typeof(Tamperings))]
    public async Task What_was_recorded_stays_also_for_a_hand_at_the_database(string sql)
    {
        await RecordAsync();
        await using var shell = new SqliteConnection($"Data Source={scratch.File("ledger.db")};Pooling=false");
        await shell.OpenAsync();
        await using var command = shell.CreateCommand();
        command.CommandText = sql;
        Assert.Contains("what was recorded stays", (await Assert.ThrowsAsync<SqliteException>(() => command.ExecuteNonQueryAsync())).Message);
        command.CommandText = Tamperings.Erasure;
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }
}

public sealed class PostgresHandoffTests(ScratchDatabase scratch) : HandoffContract, IClassFixture<ScratchDatabase>
{
    public override async ValueTask InitializeAsync()
    {
        await scratch.ClearAsync();
        await base.InitializeAsync();
    }

    protected override Task<ILedger> OpenAsync() => LedgerStore.OpenAsync(scratch.Connection, TimeProvider.System, default);

    [Theory]
    [MemberData(nameof(Tamperings.Lines), MemberType = typeof(Tamperings))]
    public async Task What_was_recorded_stays_also_for_a_hand_at_the_database(string sql)
    {
        await RecordAsync();
        Assert.Contains("what was recorded stays", (await Assert.ThrowsAsync<PostgresException>(() => scratch.RunAsync(sql))).Message);
        await scratch.RunAsync(Tamperings.Erasure);
    }
}

/// <summary>What somebody might try at the database's shell.</summary>
public static class Tamperings
{
    /// <summary>Allowed: an erasure takes the values out, and the chain stays whole.</summary>
    public const string Erasure = "UPDATE receipt SET evidence = NULL";

    public static TheoryData<string> Lines =>
    [
        "UPDATE receipt SET json = '{}'",
        "UPDATE receipt SET hash = 'x'",
        "DELETE FROM receipt",
        "UPDATE handoff_event SET kind = 'won'",
        "DELETE FROM handoff_event",
        "UPDATE signature SET signatory = 'x'",
        "DELETE FROM signature",
    ];
}

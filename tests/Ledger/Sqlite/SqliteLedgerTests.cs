using Integration.Ledger.Tests.Contract;

namespace Integration.Ledger.Tests.Sqlite;

public sealed class SqliteFileLedgerTests : LedgerContract
{
    private readonly ScratchDirectory scratch = new();

    protected override Task<ILedger> OpenAsync() => LedgerStore.OpenAsync(scratch.File("ledger.db"), TimeProvider.System, default);

    protected override ValueTask DropAsync()
    {
        scratch.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class SqliteMemoryLedgerTests : LedgerContract
{
    protected override bool Survives => false;

    protected override Task<ILedger> OpenAsync() => LedgerStore.OpenAsync(":memory:", TimeProvider.System, default);
}

/// <summary>A directory of one test's own, removed with it.</summary>
internal sealed class ScratchDirectory : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("ledger-test-");

    public string Path => directory.FullName;

    public string File(string name) => System.IO.Path.Combine(directory.FullName, name);

    public void Dispose() => directory.Delete(recursive: true);
}

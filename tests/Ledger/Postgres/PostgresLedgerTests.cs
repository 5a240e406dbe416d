using Integration.Ledger.Tests.Contract;

namespace Integration.Ledger.Tests.Postgres;

public sealed class PostgresLedgerTests : LedgerContract
{
    private readonly ScratchDatabase scratch = new();

    public override async ValueTask InitializeAsync()
    {
        await scratch.CreateAsync();
        await base.InitializeAsync();
    }

    protected override Task<ILedger> OpenAsync() => LedgerStore.OpenAsync(scratch.Connection, TimeProvider.System, default);

    protected override ValueTask DropAsync() => scratch.DisposeAsync();
}

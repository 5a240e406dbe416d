using Integration.Ledger.Tests.Contract;

namespace Integration.Ledger.Tests.Postgres;

public sealed class PostgresLedgerTests(ScratchDatabase scratch) : LedgerContract, IClassFixture<ScratchDatabase>
{
    public override async ValueTask InitializeAsync()
    {
        await scratch.ClearAsync();
        await base.InitializeAsync();
    }

    protected override Task<ILedger> OpenAsync() => LedgerStore.OpenAsync(scratch.Connection, TimeProvider.System, default);
}

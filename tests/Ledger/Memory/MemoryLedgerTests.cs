using Integration.Ledger.Tests.Contract;

namespace Integration.Ledger.Tests.Memory;

public sealed class MemoryLedgerTests : LedgerContract
{
    protected override bool Survives => false;

    protected override Task<ILedger> OpenAsync() => Task.FromResult(LedgerStore.InMemory());
}

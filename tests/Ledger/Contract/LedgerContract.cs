namespace Integration.Ledger.Tests.Contract;

/// <summary>What every ledger does, whatever it is built on.</summary>
public abstract partial class LedgerContract : LedgerRig;

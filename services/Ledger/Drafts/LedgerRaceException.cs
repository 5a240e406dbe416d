namespace Integration.Ledger.Drafts;

/// <summary>Someone else changed what a transaction was about to use. The transaction is undone and made again; callers never see this.</summary>
internal sealed class LedgerRaceException(string message) : Exception(message);

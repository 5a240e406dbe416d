namespace Integration.App.Commands;

/// <summary>What the process answers its caller with.</summary>
internal enum ExitCode
{
    /// <summary>Done.</summary>
    Done = 0,
    /// <summary>The thing asked about is not in order: diagnostics, drift, no such record.</summary>
    NotInOrder = 1,
    /// <summary>Wrong usage; nothing was done.</summary>
    Usage = 2,
    /// <summary>Something outside failed: a system, the ledger, the bus, a port.</summary>
    OutsideFailed = 3,
}

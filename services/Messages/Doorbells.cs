using Integration.Core.Records;

namespace Integration.Messages;

/// <summary>Hints were stored: somebody should claim. Carries nothing that the ledger does not hold; losing it costs a sweep.</summary>
/// <param name="System">Where the records are.</param>
/// <param name="Lane">The most urgent lane among them.</param>
/// <param name="Count">How many pairs became due.</param>
public sealed record RecordsTouched(SystemName System, Lane Lane, int Count);

/// <summary>Cycles of pairs were finished: somebody should judge. Carries nothing that the ledger does not hold; losing it costs a sweep.</summary>
/// <param name="Count">How many pairs.</param>
public sealed record PairsChanged(int Count);

using Integration.Core.Journals;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger.Asks;
using Integration.Ledger.Sightings;

namespace Integration.Ledger.Drafts;

/// <summary>What a store writes at the end of a transaction: removals first, then additions. Every list is in key order.</summary>
internal sealed record DraftChanges
{
    public required IReadOnlyList<PairRow> NewRows { get; init; }
    public required IReadOnlyList<PairRow> ChangedRows { get; init; }
    public required IReadOnlyList<(Guid Id, Pair State)> States { get; init; }
    public required IReadOnlyList<RecordKey> RefsRemoved { get; init; }
    public required IReadOnlyList<(RecordKey Key, RefRow Owner)> RefsAdded { get; init; }
    public required IReadOnlyList<string> ClaimsRemoved { get; init; }
    public required IReadOnlyList<(string Key, Guid Owner)> ClaimsAdded { get; init; }
    public required IReadOnlyList<Guid> HoldsRemoved { get; init; }
    public required IReadOnlyList<HoldRow> HoldsAdded { get; init; }
    public required IReadOnlyList<JournalEntry> Journal { get; init; }
    public required CursorValue? Cursor { get; init; }
    public required IReadOnlyList<RecordKey> ErasureAsks { get; init; }
    public required IReadOnlyList<SightingRow> NewSightings { get; init; }
    /// <summary>Each with its people, who take the place of those before.</summary>
    public required IReadOnlyList<SightingRow> ChangedSightings { get; init; }
    public required IReadOnlyList<AskRow> NewAsks { get; init; }
    public required IReadOnlyList<AskRow> ChangedAsks { get; init; }
}

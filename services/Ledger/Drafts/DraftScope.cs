using Integration.Core.Records;

namespace Integration.Ledger.Drafts;

/// <summary>What a transaction loads, and locks, before it decides.</summary>
internal sealed record DraftScope
{
    /// <summary>Records whose owners are loaded and locked; distinct.</summary>
    public IReadOnlyList<RecordKey> Touched { get; init; } = [];
    /// <summary>Those of them whose owners' state is wanted too.</summary>
    public IReadOnlyList<RecordKey> StatesOf { get; init; } = [];
    /// <summary>Pairs to be loaded and locked, with all their refs, aliases and claims; distinct.</summary>
    public IReadOnlyList<Guid> Pairs { get; init; } = [];
    /// <summary>Those of them whose state is wanted too.</summary>
    public IReadOnlyList<Guid> States { get; init; } = [];
    /// <summary>Records of which only the owner is asked.</summary>
    public IReadOnlyList<RecordKey> Wanted { get; init; } = [];
    /// <summary>Claims of which only the owner is asked.</summary>
    public IReadOnlyList<string> Claims { get; init; } = [];
    /// <summary>What held pairs may wait on: those pairs are loaded and locked.</summary>
    public IReadOnlyList<string> Wakes { get; init; } = [];
    /// <summary>Asks to be loaded, open or not.</summary>
    public IReadOnlyList<Guid> Asks { get; init; } = [];
    /// <summary>Pairs whose open asks are loaded.</summary>
    public IReadOnlyList<Guid> AsksOf { get; init; } = [];
}

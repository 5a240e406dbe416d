using Integration.Core.Records;
using Integration.Core.Sightings;

namespace Integration.Ledger.Sightings;

/// <summary>One watched record as the stores keep it.</summary>
internal sealed record SightingRow
{
    public required RecordKey Key { get; init; }
    public long Generation { get; init; }
    public long SeenGeneration { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public int Attempts { get; init; }
    /// <summary>Null = never read.</summary>
    public Sighting? Sighting { get; init; }

    /// <summary>Who it belonged to when it was last read.</summary>
    public IEnumerable<RecordKey> People => (Sighting?.People ?? []).Distinct();
    public long Version => Sighting?.Seen.Version ?? 0;
}

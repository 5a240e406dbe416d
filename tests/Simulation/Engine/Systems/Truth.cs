using Integration.Core.Records;

namespace Integration.Simulation.Tests.Engine.Systems;

/// <summary>Who changed a cell.</summary>
internal enum Actor { Person, Engine, Vendor }

/// <summary>A cell took a value.</summary>
/// <param name="At">World time of the commit.</param>
/// <param name="Value">The value stored; null = blank.</param>
/// <param name="By">Who.</param>
/// <param name="GuardStart">For the engine: when the last read before this write began.</param>
internal sealed record CellChange(DateTimeOffset At, string? Value, Actor By, DateTimeOffset? GuardStart);

/// <summary>One record with all that ever happened to it, seen from outside our program.</summary>
internal sealed class TrueRecord(RecordKey key, int person)
{
    public RecordKey Key => key;
    public int Person => person;
    public LifeState Life { get; set; } = LifeState.Live;
    public DateTimeOffset LifeSince { get; set; }
    public bool WasDeleted { get; set; }
    public bool MadeByEngine { get; init; }
    public DateTimeOffset MadeAt { get; init; }
    public Dictionary<string, List<CellChange>> Cells { get; } = new(StringComparer.Ordinal);
    /// <summary>World time of the last change's stamp: what a poll goes by. A late commit has an early one.</summary>
    public DateTimeOffset ChangedAt { get; set; }
    public int PersonDeeds { get; set; }
    /// <summary>The lead that it was made of or merged with by the last conversion, and when.</summary>
    public (RecordKey Lead, DateTimeOffset At)? ConvertedFrom => Leads.Count == 0 ? null : Leads[^1];
    /// <summary>All that were converted into it, in order.</summary>
    public List<(RecordKey Lead, DateTimeOffset At)> Leads { get; } = [];
    /// <summary>Not shared with us until then.</summary>
    public DateTimeOffset? UnsharedUntil { get; set; }

    public string? Now(string field) => Cells.TryGetValue(field, out var changes) ? changes[^1].Value : null;

    /// <summary>The value at an instant; null also before the record was there.</summary>
    public string? At(string field, DateTimeOffset when) => Cells.TryGetValue(field, out var changes) ? changes.FindLast(change => change.At <= when)?.Value : null;
}

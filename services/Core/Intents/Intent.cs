using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Integration.Core.Records;

namespace Integration.Core.Intents;

/// <summary>What an intent does.</summary>
public enum IntentKind
{
    /// <summary>Make the record by our unique key.</summary>
    Create,
    /// <summary>Change fields of a record.</summary>
    Update,
    /// <summary>Delete a record (soft).</summary>
    Delete,
    /// <summary>Make a record about the person in <see cref="Intent.Target"/>, under the id of its ask as key.</summary>
    Activity,
}

/// <summary>How far an intent got.</summary>
public enum IntentState
{
    /// <summary>Stored; may have been sent. Only a look at the record tells.</summary>
    MaySend,
    /// <summary>The system said it is done; the stored values were not seen yet.</summary>
    Acked,
}

/// <summary>One change that we mean to make to one record, stored before it is sent.</summary>
public sealed record Intent
{
    /// <summary>Unique; made by the caller of the pure decision.</summary>
    public required Guid Id { get; init; }
    /// <summary>The system to be written.</summary>
    public required SystemName System { get; init; }
    /// <summary>What it does.</summary>
    public required IntentKind Kind { get; init; }
    /// <summary>Object to be written: <c>contacts</c>, <c>Lead</c>.</summary>
    public required string Object { get; init; }
    /// <summary>The record to be written; null for a create. For an activity the person it is about.</summary>
    public RecordKey? Target { get; init; }
    /// <summary>Values to be written, in the destination's names and forms.</summary>
    public FieldValues Values { get; init; } = FieldValues.None;
    /// <summary>What the destination held when it was decided, by the same names: what undo puts back, and what "not applied" looks like.</summary>
    public FieldValues Prior { get; init; } = FieldValues.None;
    /// <summary>What the other side held when it was decided, by that side's names: the base it gets once the write is confirmed.</summary>
    public FieldValues Cause { get; init; } = FieldValues.None;
    /// <summary>Which rule chose each value, by the destination's names; the journal repeats it once the write is confirmed.</summary>
    public ImmutableSortedDictionary<string, string> Rules { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
    /// <summary>The record's <see cref="Observation.Version"/> when it was decided: Salesforce is to refuse the write if the record has changed since. Null = it is written whatever happened, with the read as the guard.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? UnchangedSince { get; init; }
    /// <summary>How far it got.</summary>
    public IntentState State { get; init; }
    /// <summary>When it was decided and may have been sent, by our clock.</summary>
    public required DateTimeOffset SentAt { get; init; }
    /// <summary>Before this, "the record looks untouched" proves nothing: a slow server may still apply it.</summary>
    public required DateTimeOffset NotBefore { get; init; }
    /// <summary>The record's id once known (a create's answer).</summary>
    public RecordKey? Made { get; init; }
    /// <summary>The asks that it carries out, in their order; default = the sync's own. For an activity exactly one, whose id is its key.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] // A default array has no JSON: the bus would refuse every write.
    public ImmutableArray<Guid> Asks { get; init; }
    /// <summary>Somebody else than the sync wants it: bases do not move, and its end goes to the asks.</summary>
    [JsonIgnore]
    public bool IsAsked => !Asks.IsDefaultOrEmpty;
}

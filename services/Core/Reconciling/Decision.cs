using System.Collections.Immutable;
using Integration.Core.Asks;
using Integration.Core.Journals;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.Core.Reconciling;

/// <summary>What is to be done with a pair now. Exactly one of the nested kinds.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    /// <summary>More has to be looked at before anything can be said; nothing is stored.</summary>
    /// <param name="What">What to look at; never empty.</param>
    public sealed record Look(ImmutableArray<LookUp> What) : Decision;

    /// <summary>The pair's next state; nothing is sent.</summary>
    /// <param name="Pair">The next state.</param>
    public sealed record Settle(Pair Pair) : Decision
    {
        /// <summary>When to look again without a hint; null = only by a hint.</summary>
        public DateTimeOffset? DueAt { get; init; }
        /// <summary>Lines for the journal.</summary>
        public ImmutableArray<JournalEntry> Journal { get; init; } = [];
        /// <summary>Old ids that keep pointing here.</summary>
        public ImmutableArray<RecordKey> Aliases { get; init; } = [];
        /// <summary>Pairs that lose everything to this one.</summary>
        public ImmutableArray<Guid> Absorbs { get; init; } = [];
        /// <summary>Whose waiting ends: record keys, pair ids, match keys.</summary>
        public ImmutableArray<string> Wakes { get; init; } = [];
        /// <summary>What became of asks.</summary>
        public ImmutableArray<AskOutcome> AskOutcomes { get; init; } = [];
    }

    /// <summary>The pair's next state with its open intents, to be stored and then sent.</summary>
    /// <param name="Pair">The next state, carrying one or two intents.</param>
    public sealed record Write(Pair Pair) : Decision
    {
        /// <summary>Lines for the journal.</summary>
        public ImmutableArray<JournalEntry> Journal { get; init; } = [];
        /// <summary>Match keys to be taken while a create is open.</summary>
        public ImmutableArray<string> Claims { get; init; } = [];
        /// <summary>Pairs that lose everything to this one.</summary>
        public ImmutableArray<Guid> Absorbs { get; init; } = [];
        /// <summary>Whose waiting ends.</summary>
        public ImmutableArray<string> Wakes { get; init; } = [];
    }
}

/// <summary>One thing that has to be looked at before a decision.</summary>
public abstract record LookUp
{
    private LookUp()
    {
    }

    /// <summary>Which pair has the key that the record carries?</summary>
    public sealed record KeyOwner(Guid Key) : LookUp;

    /// <summary>Which records of a system carry this pair's key?</summary>
    public sealed record ByKey(SystemName System) : LookUp;

    /// <summary>Which live records of a system have this match value (canonical)?</summary>
    public sealed record ByMatch(SystemName System, string Value) : LookUp;

    /// <summary>Does this match value (canonical) belong to a person who was erased?</summary>
    public sealed record Erased(string Value) : LookUp;

    /// <summary>Which leads became this Contact, and whose are they?</summary>
    public sealed record ConvertedFrom(RecordKey Contact) : LookUp;

    /// <summary>Read the record that a merge or a conversion left.</summary>
    public sealed record Successor(RecordKey Key) : LookUp;

    /// <summary>What became of these records of other pairs? Never empty.</summary>
    public sealed record Rivals(ImmutableArray<RecordKey> Keys) : LookUp;

    /// <summary>Was the activity of this ask made? Looked for by the ask's id as key.</summary>
    public sealed record Activity(SystemName System, string Object, Guid AskId) : LookUp;

    /// <summary>Which record, or which owners, of the other system answer to the one that a field refers to?</summary>
    /// <param name="To">What the field refers to.</param>
    /// <param name="System">The system that the id is of.</param>
    /// <param name="Id">The id, as the field holds it.</param>
    public sealed record Referred(Reference To, SystemName System, string Id) : LookUp;

    /// <summary>Who holds the value that a field waits for?</summary>
    public sealed record Holder(string Field, SystemName System, string Value) : LookUp;
}

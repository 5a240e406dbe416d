using System.Collections.Immutable;
using Integration.Core.Intents;
using Integration.Core.Records;

namespace Integration.Core.Pairs;

/// <summary>Where a pair stands.</summary>
public enum PairStatus
{
    /// <summary>Being kept in step; a one-sided pair that looks for its counterpart is active too.</summary>
    Active,
    /// <summary>Nothing can be done until <see cref="Pair.Hold"/> ends.</summary>
    Held,
    /// <summary>Another pair took over; kept for its history.</summary>
    Superseded,
    /// <summary>A side was deleted; the survivor is not created again.</summary>
    Tombstone,
}

/// <summary>One side of a pair.</summary>
public sealed record Side
{
    /// <summary>The record; null while there is none.</summary>
    public RecordKey? Ref { get; init; }
    /// <summary>The last accepted read; null while never read.</summary>
    public Observation? Seen { get; init; }
}

/// <summary>A record was seen deleted.</summary>
/// <param name="System">Where.</param>
/// <param name="At">When it was first seen, by our clock.</param>
public sealed record Deletion(SystemName System, DateTimeOffset At);

/// <summary>The link between one HubSpot record and one Salesforce record, with all we know of both sides.</summary>
public sealed record Pair
{
    /// <summary>UUID v7; also the unique key that created records carry. Never used again.</summary>
    public required Guid Id { get; init; }
    /// <summary>Name of its mapping.</summary>
    public required string Mapping { get; init; }
    /// <summary>Digest of the mapping it was last decided under.</summary>
    public string MappingVersion { get; init; } = "";
    /// <summary>Where it stands.</summary>
    public PairStatus Status { get; init; }
    /// <summary>Why nothing is done; set when held, and when superseded with a record left over.</summary>
    public Hold? Hold { get; init; }
    /// <summary>The pair that took over, when superseded.</summary>
    public Guid? SupersededBy { get; init; }
    /// <summary>The HubSpot side.</summary>
    public Side HubSpot { get; init; } = new();
    /// <summary>The Salesforce side.</summary>
    public Side Salesforce { get; init; } = new();
    /// <summary>By HubSpot field name.</summary>
    public ImmutableSortedDictionary<string, FieldState> Fields { get; init; } = ImmutableSortedDictionary.Create<string, FieldState>(StringComparer.Ordinal);
    /// <summary>At most one open intent into HubSpot.</summary>
    public Intent? IntoHubSpot { get; init; }
    /// <summary>At most one open intent into Salesforce.</summary>
    public Intent? IntoSalesforce { get; init; }
    /// <summary>Rises with every hint. Owned by the ledger: a commit never lowers or sets it.</summary>
    public long DirtyGeneration { get; init; }
    /// <summary>The dirty generation that was current before the reads of the last finished cycle.</summary>
    public long CleanGeneration { get; init; }
    /// <summary>Fence: a commit with an older epoch than the ledger's is refused. Owned by the ledger.</summary>
    public long Epoch { get; init; }
    /// <summary>Who goes first.</summary>
    public Lane Lane { get; init; } = Lane.Normal;
    /// <summary>Failed attempts in a row; 0 after a finished cycle.</summary>
    public int Attempts { get; init; }
    /// <summary>Writes sent since <see cref="WritesCountedSince"/>, for the loop breaker.</summary>
    public int WritesCounted { get; init; }
    /// <summary>Start of the loop breaker's window.</summary>
    public DateTimeOffset? WritesCountedSince { get; init; }
    /// <summary>When a record of this pair was first seen deleted; null again once it is back. The delete brake counts these.</summary>
    public Deletion? Deletion { get; init; }

    /// <summary>The records it names: both, one or none; HubSpot's first.</summary>
    public IEnumerable<RecordKey> Refs() => new[] { HubSpot.Ref, Salesforce.Ref }.OfType<RecordKey>();

    /// <summary>The given side.</summary>
    public Side Of(SystemName system) => system == SystemName.HubSpot ? HubSpot : Salesforce;

    /// <summary>A copy with the given side replaced.</summary>
    public Pair With(SystemName system, Side side) => system == SystemName.HubSpot ? this with { HubSpot = side } : this with { Salesforce = side };

    /// <summary>The open intent into the given system.</summary>
    public Intent? Into(SystemName system) => system == SystemName.HubSpot ? IntoHubSpot : IntoSalesforce;

    /// <summary>A copy with the intent into the given system replaced.</summary>
    public Pair WithIntent(SystemName system, Intent? intent) => system == SystemName.HubSpot ? this with { IntoHubSpot = intent } : this with { IntoSalesforce = intent };

    /// <summary>Its two records while it keeps them in step; null when one is missing or was seen deleted, or it ended.</summary>
    /// <remarks>A pair that is held because its deletion is not carried over still names both: whoever was given the deleted one's id would be refused each time.</remarks>
    public (RecordKey HubSpot, RecordKey Salesforce)? Link() =>
        Deletion is null && Status is PairStatus.Active or PairStatus.Held && HubSpot.Ref is { } hubSpot && Salesforce.Ref is { } salesforce ? (hubSpot, salesforce) : null;

    /// <summary>A copy in which the fields of the given HubSpot names wait for nothing any more; their bases stay.</summary>
    public Pair WithoutHolds(Func<string, bool> of) =>
        this with { Fields = Fields.SetItems(Fields.Where(field => field.Value.Hold is not null && of(field.Key)).Select(field => KeyValuePair.Create(field.Key, field.Value with { Hold = null }))) };

    /// <summary>The field's state; a new one when never seen.</summary>
    public FieldState Field(string hubSpotName) => Fields.TryGetValue(hubSpotName, out var state) ? state : new FieldState();
}

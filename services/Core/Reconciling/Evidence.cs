using System.Collections.Immutable;
using Integration.Core.Asks;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.References;

namespace Integration.Core.Reconciling;

/// <summary>What was looked at in this cycle. Everything a decision may rest on beside the pair itself; nothing in it is remembered.</summary>
public sealed record Evidence
{
    /// <summary>The fresh read of the HubSpot ref; null when the pair has none.</summary>
    public Observation? HubSpot { get; init; }
    /// <summary>The fresh read of the Salesforce ref; null when the pair has none.</summary>
    public Observation? Salesforce { get; init; }
    /// <summary>Records on the missing side that carry this pair's key; default = not looked for.</summary>
    public ImmutableArray<Candidate> ByKey { get; init; }
    /// <summary>Records on the missing side with the match value; default = not looked for.</summary>
    public ImmutableArray<Candidate> ByMatch { get; init; }
    /// <summary>When the person with the pair's match value was erased; null = never, or let back in. Looked up with <see cref="ByMatch"/>.</summary>
    public DateTimeOffset? ErasedAt { get; init; }
    /// <summary>Pairs that own the leads which the pair's Salesforce Contact was converted from, closed ones too; default = not looked for.</summary>
    public ImmutableArray<LeadOwner> ConvertedFromPairs { get; init; }
    /// <summary>The pair whose key the pair's own record carries, if the ledger knows it and it is not this one; only with <see cref="KeyLooked"/>.</summary>
    public Guid? KeyOwner { get; init; }
    /// <summary>Whether <see cref="KeyOwner"/> was looked up.</summary>
    public bool KeyLooked { get; init; }
    /// <summary>The record that a merge or conversion left, freshly read; null = not read.</summary>
    public Observation? Successor { get; init; }
    /// <summary>The pair that owns <see cref="Successor"/>, when another one does.</summary>
    public Guid? SuccessorOwner { get; init; }
    /// <summary>Whether that pair stands in nobody's way: <see cref="Absorption.GivesWay"/>.</summary>
    public bool SuccessorOwnerGivesWay { get; init; }
    /// <summary>HubSpot records of other pairs that may have gone into the same survivor, freshly read; default = not read.</summary>
    public ImmutableArray<Observation> Rivals { get; init; }
    /// <summary>Records that hold a value a field of this pair waits for, by HubSpot field name; looked up only for such fields.</summary>
    public ImmutableSortedDictionary<string, RecordKey> Holders { get; init; } = ImmutableSortedDictionary.Create<string, RecordKey>(StringComparer.Ordinal);
    /// <summary>Fields whose holder was looked up (a field in here and not in <see cref="Holders"/> is free).</summary>
    public ImmutableSortedSet<string> HoldersLooked { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
    /// <summary>The pair's open asks, in the order in which they are carried out.</summary>
    public ImmutableArray<Ask> Asks { get; init; } = [];
    /// <summary>Records that carry the id of the open activity's ask as key; default = not looked for.</summary>
    public ImmutableArray<RecordKey> ActivityFound { get; init; }

    /// <summary>What answers to the records and owners that fields refer to, as far as it was looked up.</summary>
    public ImmutableDictionary<LookUp.Referred, Counterpart> Referred { get; init; } = ImmutableDictionary<LookUp.Referred, Counterpart>.Empty;
    /// <summary>True when <see cref="ByMatch"/> comes from an index that may lag behind, so that finding nobody proves nothing yet.</summary>
    public bool ByMatchMayLag { get; init; }
    /// <summary>True while the delete brake is drawn: no deletion is carried over.</summary>
    public bool DeletesBraked { get; init; }
    /// <summary>Fresh ids for the intents of this decision.</summary>
    public required Guid IntentIntoHubSpot { get; init; }
    /// <summary>See <see cref="IntentIntoHubSpot"/>.</summary>
    public required Guid IntentIntoSalesforce { get; init; }

    /// <summary>The fresh read of the given side.</summary>
    public Observation? Of(SystemName system) => system == SystemName.HubSpot ? HubSpot : Salesforce;
}

/// <summary>A pair that owns a lead which was converted.</summary>
/// <param name="Pair">The pair.</param>
/// <param name="Status">Where it stands: only an open one can take the Contact over.</param>
public readonly record struct LeadOwner(Guid Pair, PairStatus Status);

/// <summary>A possible counterpart.</summary>
/// <param name="Seen">The record as found.</param>
/// <param name="Owner">The pair that owns it; null = nobody.</param>
/// <param name="OwnerIsHalf">That pair is one-sided and has no open intent.</param>
/// <param name="ConvertedFromPair">The pair that owns a lead which was converted into this Contact and has a say in whose it is, when there is one; a tombstone has none.</param>
public sealed record Candidate(Observation Seen, Guid? Owner = null, bool OwnerIsHalf = false, Guid? ConvertedFromPair = null)
{
    /// <summary>Another pair's create made it and is still open: it only waits to be taken into that pair, and is nobody else's match.</summary>
    public bool IsBeingMade { get; init; }
    /// <summary>Where the owner stands; null without one.</summary>
    public PairStatus? OwnerStatus { get; init; }
    /// <summary>The record that the owner has in this system now; another one than <see cref="Seen"/> when it knows that by alias only.</summary>
    public RecordKey? OwnerOwn { get; init; }
    /// <summary>The record on the other side of the owner's link; null when it has none or is closed.</summary>
    public RecordKey? OwnerOther { get; init; }

    /// <summary>Whether that pair may have it: it is nobody's, its own, or of a pair that stands in nobody's way.</summary>
    public bool IsOpenTo(Guid pair) => Owner is null || Owner == pair || OwnerIsHalf;

    /// <summary>Whom that pair absorbs by taking it.</summary>
    public ImmutableArray<Guid> AbsorbedBy(Guid pair) => Owner is { } half && half != pair ? [half] : [];

    /// <summary>Of the records that carry a pair's key the one to go on with; null when there is none.</summary>
    /// <remarks>A lead of ours that was converted before we looked was made all the same: the next cycle goes on with its Contact, or ends the pair.</remarks>
    public static Candidate? MadeOf(ImmutableArray<Candidate> byKey) => byKey.IsDefault ? null
        : byKey.FirstOrDefault(candidate => candidate.Seen.Life.State == LifeState.Live) ?? byKey.FirstOrDefault(candidate => candidate.Seen.Life.State == LifeState.Converted);
}

using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.Ledger.Drafts;

/// <summary>What the ledger itself asks of a pair: the columns of the narrow, hot table. The rest of the pair lies beside it as JSON.</summary>
internal sealed record PairRow
{
    public required Guid Id { get; init; }
    public required string Mapping { get; init; }
    public PairStatus Status { get; init; }
    public long DirtyGeneration { get; init; }
    public long CleanGeneration { get; init; }
    public Lane Lane { get; init; } = Lane.Normal;

    /// <summary>When it may be claimed. While leased it is the lease's end, so that a crashed owner's pair comes up by itself.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public string? LeaseOwner { get; init; }
    public DateTimeOffset? LeaseUntil { get; init; }
    public long Epoch { get; init; }
    public int Attempts { get; init; }

    // One column for each system: the table cannot hold two open intents of one pair into one system.
    public Guid? IntoHubSpot { get; init; }
    public Guid? IntoSalesforce { get; init; }

    /// <summary>Digest of the mapping it was last decided under; "" = never, or its mapping is gone.</summary>
    public string MappingVersion { get; init; } = "";

    /// <summary>When one of its records was first seen deleted, and where; null while none is.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>See <see cref="DeletedAt"/>.</summary>
    public SystemName? DeletedIn { get; init; }

    /// <summary>It has a record on both sides.</summary>
    public bool Linked { get; init; }

    /// <summary>Its rows in the hold table: the pair's own hold and those of single fields.</summary>
    public int Holds { get; init; }

    public bool IsOpen => Status is PairStatus.Active or PairStatus.Held;

    /// <summary>Nothing was asked of it that is not done.</summary>
    public bool IsIdle => DirtyGeneration == CleanGeneration && IntoHubSpot is null && IntoSalesforce is null;

    public bool IsLeased(DateTimeOffset now) => LeaseUntil > now;

    /// <summary>The pair as callers see it: the stored state under the columns that the ledger owns.</summary>
    public Pair Over(Pair state) => state with
    {
        DirtyGeneration = DirtyGeneration,
        CleanGeneration = CleanGeneration,
        Epoch = Epoch,
        Lane = Lane,
    };

    /// <summary>The part of a pair that goes to JSON: what the columns own is left out, so that it cannot be read stale.</summary>
    public static Pair StateOf(Pair pair) => pair with { DirtyGeneration = 0, CleanGeneration = 0, Epoch = 0, Lane = default };
}

/// <summary>One hold of a pair (<paramref name="Field"/> empty) or of one of its fields.</summary>
internal sealed record HoldRow(Guid PairId, string Field, string Code, string? WaitsOn);

/// <summary>Which pair owns a record, by ref or by alias.</summary>
internal readonly record struct RefRow(Guid PairId, bool IsAlias);

using Integration.Core.Records;

namespace Integration.Core.Pairs;

/// <summary>What the ledger remembers of one mapped field of one pair.</summary>
public sealed record FieldState
{
    /// <summary>What HubSpot held when both sides last agreed; missing = never agreed.</summary>
    public FieldValue BaseHubSpot { get; init; }
    /// <summary>What Salesforce held when both sides last agreed; missing = never agreed. May differ in form from HubSpot's.</summary>
    public FieldValue BaseSalesforce { get; init; }
    /// <summary>Set when the destination answered success and kept its old value: the value that is not sent again until a side moves.</summary>
    public FieldValue Refused { get; init; }
    /// <summary>The value last sent and the value read back, when they differed: a second identical pair means the system stores it so.</summary>
    public FieldValue LastSent { get; init; }
    /// <summary>See <see cref="LastSent"/>.</summary>
    public FieldValue LastReadBack { get; init; }
    /// <summary>True when the system is known to store another form than it was sent, and the two do not even mean the same.</summary>
    public bool StoredDifferently { get; init; }
    /// <summary>Our last write that landed, to tell whether somebody keeps undoing it; null = none since both sides last agreed without us.</summary>
    public OwnWrite? LastWrite { get; init; }
    /// <summary>Why this field alone is not synced; the rest of the pair goes on.</summary>
    public Hold? Hold { get; init; }
    /// <summary>Earliest and latest instant of HubSpot's last change, ms since 1970 by HubSpot's clock; null = unknown.</summary>
    public ChangeInterval? HubSpotChanged { get; init; }
    /// <summary>Earliest and latest instant of Salesforce's last change, ms since 1970 by Salesforce's clock; null = unknown.</summary>
    public ChangeInterval? SalesforceChanged { get; init; }

    /// <summary>The base of the given side.</summary>
    public FieldValue Base(SystemName system) => system == SystemName.HubSpot ? BaseHubSpot : BaseSalesforce;

    /// <summary>A copy with both bases set.</summary>
    public FieldState WithBases(FieldValue hubSpot, FieldValue salesforce) => this with { BaseHubSpot = hubSpot, BaseSalesforce = salesforce };
}

/// <summary>A write of ours that landed.</summary>
/// <param name="Into">The side written.</param>
/// <param name="Before">What stood there before.</param>
/// <param name="At">When it was sent, by our clock.</param>
/// <param name="Undone">How many writes in a row before this one were undone.</param>
public sealed record OwnWrite(SystemName Into, FieldValue Before, DateTimeOffset At, int Undone);

/// <summary>A change happened after one instant and not after another, by one system's clock, in ms since 1970.</summary>
public readonly record struct ChangeInterval(long After, long NotAfter);

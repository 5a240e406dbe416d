using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.Values;

namespace Integration.Core.Merges;

/// <summary>One field of a pair as both sides show it now, and which of them has news.</summary>
/// <param name="Field">The mapping's row.</param>
/// <param name="State">What both held when they last agreed.</param>
/// <param name="HubSpot">What HubSpot holds now.</param>
/// <param name="Salesforce">What Salesforce holds now.</param>
internal readonly record struct FieldReading(FieldMapping Field, FieldState State, FieldValue HubSpot, FieldValue Salesforce)
{
    /// <summary>Whether HubSpot's value is somebody's news; at first contact, whether it counts as such.</summary>
    public bool HubSpotChanged { get; init; } = HubSpot != State.BaseHubSpot;
    /// <summary>Whether Salesforce's value is somebody's news; at first contact, whether it counts as such.</summary>
    public bool SalesforceChanged { get; init; } = Salesforce != State.BaseSalesforce;

    public FieldValue Of(SystemName side) => side == SystemName.HubSpot ? HubSpot : Salesforce;

    public bool HasChanged(SystemName side) => side == SystemName.HubSpot ? HubSpotChanged : SalesforceChanged;

    /// <summary>A value that somebody set, or cleared. A blank that was always there is nobody's word, and its loss nobody's.</summary>
    public bool SaidSomething(SystemName side) => HasChanged(side) && (Of(side).HasText || State.Base(side).HasText);

    /// <summary>What a side would hold under a resolution, in its own form; missing = the mapping has no word for it.</summary>
    public FieldValue Under(Resolution resolution, SystemName side) =>
        resolution.Take is not { } taken ? FieldValue.Of(resolution.Merged)
        : taken == side ? Of(side)
        : Expression.Across(Field, Of(taken), taken);

    /// <summary>What has to be written for a side to hold a value; missing = nothing, or nothing may be.</summary>
    public FieldValue Write(FieldValue wanted, SystemName side) =>
        Field.WritesTo(side) && !Canonical.Same(Field.Type, wanted, Of(side)) ? wanted : FieldValue.Missing;

    /// <summary>A blank travels only where both sides once agreed on a value: else it is absence of knowledge. I7 of sync-correctness.</summary>
    public bool MayNotClear(FieldValue write, SystemName side) =>
        write.IsBlank && (Field.NeverBlank || Field.Type == FieldType.Email || !State.Base(side).HasText);
}

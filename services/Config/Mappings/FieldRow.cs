using Integration.Config.Schemas;
using Integration.Config.Yaml;
using Integration.Core.Mappings;
using Integration.Core.Records;

namespace Integration.Config.Mappings;

/// <summary>One line under <c>fields</c> for one Salesforce field, with the places of its parts.</summary>
/// <remarks>A line that names several Salesforce fields (<c>[Lead.City, Contact.MailingCity]</c>) is several rows.</remarks>
internal sealed record FieldRow
{
    public required KeyReader Keys { get; init; }
    public required YamlText HubSpot { get; init; }
    /// <summary>The text that names the Salesforce field, perhaps with its object.</summary>
    public required YamlText SalesforceText { get; init; }
    public required string Salesforce { get; init; }
    /// <summary>The objects of the mapping that the row applies to; never empty.</summary>
    public required IReadOnlyList<string> Objects { get; init; }
    /// <summary>True when the row names its objects; false = all of the mapping.</summary>
    public required bool IsLimited { get; init; }
    public FieldDirection Direction { get; init; }
    public ConflictPolicy? Conflict { get; init; }
    public SystemName? Else { get; init; }
    public DriftRule? Drift { get; init; }
    public FieldType? Type { get; init; }
    public IReadOnlyList<KeyValuePair<YamlText, YamlText>> Values { get; init; } = [];
    public IReadOnlyList<YamlText> Order { get; init; } = [];
    public YamlText? Default { get; init; }
    /// <summary>Null = not said: a reference is then never emptied, anything else may be.</summary>
    public bool? NeverBlank { get; init; }
    /// <summary>What a reference names.</summary>
    public YamlText? To { get; init; }
    public bool IsRequired { get; init; }

    /// <summary>The row says that it holds ids of other records.</summary>
    public bool IsReference => Type == FieldType.Reference;
    /// <summary>The HubSpot side is an association and no property.</summary>
    public bool IsLink => HubSpot.Value == Mapping.HubSpotPrimaryCompany;

    /// <summary>What is known of the HubSpot property; null = nothing.</summary>
    public SchemaField? HubSpotField { get; init; }
    /// <summary>What is known of the Salesforce field on each of its objects; objects of which nothing is known are left out.</summary>
    public IReadOnlyList<(SchemaObject Object, SchemaField Field)> SalesforceFields { get; init; } = [];

    public bool WritesTo(SystemName system) => Direction == FieldDirection.Both || Direction == (system == SystemName.HubSpot ? FieldDirection.ToHubSpot : FieldDirection.ToSalesforce);
}

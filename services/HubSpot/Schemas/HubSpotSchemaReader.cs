using Integration.Connectors.Ports;
using Integration.HubSpot.Client;
using Integration.HubSpot.Wire;

namespace Integration.HubSpot.Schemas;

/// <summary>Reads an object's properties.</summary>
public sealed class HubSpotSchemaReader : ISchemaReader
{
    /// <summary>Longest text of a string property (facts/hubspot.md section 4.1).</summary>
    private const int TextMax = 65_536;
    private readonly HubSpotClient client;

    internal HubSpotSchemaReader(HubSpotClient client) => this.client = client;

    /// <inheritdoc />
    public async Task<ObjectSchema?> DescribeAsync(string objectName, CancellationToken stop)
    {
        var answer = await client.PropertiesAsync(objectName, stop);
        if (answer.Value is { } properties) return new ObjectSchema(objectName, [.. properties.Results.Where(each => !each.Archived).Select(FieldOf).OrderBy(each => each.Name, StringComparer.Ordinal)]);
        // "Unable to infer object type from: x" has neither category nor code.
        var isUnknown = answer.Status == 404 || (answer.Status == 400 && answer.Error?.Message?.Contains("infer object type", StringComparison.OrdinalIgnoreCase) == true);
        return isUnknown ? null : throw new ConnectorHaltException(answer.Fault!);
    }

    // HubSpot marks nothing as required in a definition: its admin rules live elsewhere and bind 2026-09 only.
    private static FieldSchema FieldOf(WireProperty property) => new(
        property.Name, property.Label ?? property.Name, property.Type ?? "string",
        IsWritable: !property.Calculated && property.ModificationMetadata?.ReadOnlyValue != true,
        IsRequired: false,
        // An address is unique without being marked so.
        IsUnique: property.HasUniqueValue || property.Name == "email",
        // External options (owners, stages of other tools) are not all in the list: to check against it would refuse good values.
        Options: property.ExternalOptions && property.Options is not { Count: > 0 } ? [] : [.. (property.Options ?? []).Select(option => option.Value)])
    {
        LengthMax = property.Type == "string" ? TextMax : null,
    };
}

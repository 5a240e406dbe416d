using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Salesforce.Client;

namespace Integration.Salesforce.Schemas;

/// <summary>Salesforce's fields as our user sees them: what field-level security hides is not there.</summary>
public sealed class SalesforceSchemaReader : ISchemaReader
{
    private readonly SalesforceClient client;

    internal SalesforceSchemaReader(SalesforceClient client) => this.client = client;

    /// <inheritdoc />
    public async Task<ObjectSchema?> DescribeAsync(string objectName, CancellationToken stop)
    {
        var answer = await client.DescribeAsync(objectName, Lane.Normal, stop);
        if (answer.Fault?.Code == "NOT_FOUND") return null;
        var schema = answer.OrHalt();
        return new ObjectSchema(schema.Name, [.. schema.Fields.OrderBy(field => field.Name, StringComparer.Ordinal).Select(SchemaOf)]);
    }

    private static FieldSchema SchemaOf(DescribedField field) => new(field.Name, field.Label, field.Type, field.IsUpdateable,
        // A checkbox is never nillable and still needs no value: it is false.
        field is { IsCreateable: true, IsNillable: false, IsDefaulted: false } && field.Type != "boolean",
        field.IsUnique, field.IsClosedList ? field.ActiveValues : [])
    { LengthMax = field.Length > 0 ? field.Length : null };
}

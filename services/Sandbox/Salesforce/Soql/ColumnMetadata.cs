using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce.Schema;

namespace Integration.Sandbox.Salesforce.Soql;

/// <summary>The answer to <c>columns=true</c>: what the columns of a query are, for tools that print tables.</summary>
internal static class ColumnMetadata
{
    public static JsonObject Write(QueryAnswer answer)
    {
        var columns = answer.Query.Aggregated ? Aggregates(answer.Query) : answer.Query.CountOnly ? [] : Columns(answer.Bound.Projection);
        return new JsonObject
        {
            ["columnMetadata"] = columns,
            ["entityName"] = answer.Bound.Type.Name,
            ["groupBy"] = answer.Query.GroupBy.Count > 0,
            ["idSelected"] = !answer.Query.Aggregated && !answer.Query.CountOnly && answer.Bound.Projection.Columns.Any(column => column.Header == "Id"),
            ["keyPrefix"] = answer.Bound.Type.KeyPrefix,
        };
    }

    private static JsonArray Columns(Projection projection) => [.. projection.Entries.Select(entry =>
    {
        if (entry.Children is { } children) return Column(entry.Name, entry.Name, null, Columns(children), aggregate: true);
        if (entry.Reference is { } reference)
            return Column(entry.Name, entry.Name, reference, entry.Parent is null ? [] : Columns(entry.Parent), apexType: reference.Polymorphic ? "Name" : reference.ReferenceTo[0]);
        return Column(entry.Name, entry.Field!.Name, entry.Field, []);
    })];

    private static JsonArray Aggregates(SoqlQuery query)
    {
        var unnamed = 0;
        return [.. query.Items.OfType<ValueItem>().Select(item => item.Operand.IsAggregate
            ? Column(item.Alias ?? "expr" + unnamed++, $"{item.Operand.Function!.ToLowerInvariant()}({item.Operand.Path.Text})", null, [], aggregate: true)
            : Column(item.Alias ?? item.Operand.Path.Text, item.Operand.Path.Text, null, []))];
    }

    private static JsonObject Column(string name, string displayName, SField? field, JsonArray joined, bool aggregate = false, string? apexType = null) => new()
    {
        ["aggregate"] = aggregate,
        ["apexType"] = apexType ?? ApexType(field),
        ["booleanType"] = field?.Type == FieldType.Boolean,
        ["columnName"] = name,
        ["custom"] = field?.Custom ?? false,
        ["displayName"] = displayName,
        ["foreignKeyName"] = apexType is null ? null : field!.Name,
        ["insertable"] = field?.Createable ?? false,
        ["joinColumns"] = joined,
        ["numberType"] = field?.IsNumber ?? aggregate,
        ["textType"] = apexType is null && field is not null && (field.IsText || field.Type == FieldType.Id),
        ["updatable"] = field?.Updateable ?? false,
    };

    private static string ApexType(SField? field) => field?.Type switch
    {
        null => "Double",
        FieldType.Id or FieldType.Reference => "Id",
        FieldType.Boolean => "Boolean",
        FieldType.Int => "Integer",
        FieldType.Double or FieldType.Currency or FieldType.Percent => "Double",
        FieldType.Date => "Date",
        FieldType.DateTime => "Datetime",
        FieldType.Address => "Address",
        _ => "String",
    };
}

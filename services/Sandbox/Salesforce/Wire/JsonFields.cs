using System.Text.Json;
using Integration.Sandbox.Salesforce.Errors;

namespace Integration.Sandbox.Salesforce.Wire;

/// <summary>Reads a JSON object as the fields of a record.</summary>
internal static class JsonFields
{
    /// <summary>Names to string, bool, decimal, null or a nested map. The last of two equal names counts.</summary>
    public static Dictionary<string, object?> Read(JsonElement record)
    {
        var fields = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in record.EnumerateObject()) fields[property.Name] = property.Name == "attributes" ? null : Value(property.Value);
        return fields;
    }

    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => null,
        JsonValueKind.Number => value.TryGetDecimal(out var number) ? number : value.GetRawText(),
        JsonValueKind.Object => Read(value),
        _ => throw RefusedException.Request("JSON_PARSER_ERROR", "Cannot deserialize instance of string from START_ARRAY value [ or request may be missing a required field at [line:1, column:2]"),
    };
}

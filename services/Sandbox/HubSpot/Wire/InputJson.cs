using System.Globalization;
using System.Text.Json;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Records;

namespace Integration.Sandbox.HubSpot.Wire;

/// <summary>Reads request bodies, refusing what has the wrong form with a place and a reason.</summary>
internal static class InputJson
{
    public static JsonElement Object(JsonElement element, string what) =>
        element.ValueKind == JsonValueKind.Object ? element : throw Refusals.BadJson($"in {what}: expected an object, got {Kind(element)}");

    public static JsonElement.ArrayEnumerator Array(JsonElement body, string name)
    {
        if (!Object(body, "the body").TryGetProperty(name, out var array)) throw Refusals.Validation($"Some required fields were not set: [{name}]");
        return array.ValueKind == JsonValueKind.Array ? array.EnumerateArray() : throw Refusals.BadJson($"in {name}: expected an array, got {Kind(array)}");
    }

    public static IReadOnlyList<string> Strings(JsonElement body, string name)
    {
        if (!Object(body, "the body").TryGetProperty(name, out var array) || array.ValueKind == JsonValueKind.Null) return [];
        if (array.ValueKind != JsonValueKind.Array) throw Refusals.BadJson($"in {name}: expected an array, got {Kind(array)}");
        return [.. array.EnumerateArray().Select(each => Scalar(each, name) ?? throw Refusals.BadJson($"in {name}: null is not allowed"))];
    }

    /// <summary>A text or number of this name; null when absent.</summary>
    public static string? Text(JsonElement body, string name) =>
        Object(body, name).TryGetProperty(name, out var value) ? Scalar(value, name) : null;

    public static string Required(JsonElement body, string name) => Text(body, name) ?? throw Refusals.Validation($"Some required fields were not set: [{name}]");

    public static bool Flag(JsonElement body, string name, bool fallback) =>
        !Object(body, name).TryGetProperty(name, out var value) ? fallback : value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Refusals.BadJson($"in {name}: expected a boolean, got {Kind(value)}"),
        };

    public static int Number(JsonElement body, string name, int fallback) =>
        Text(body, name) is not { } text ? fallback
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Refusals.BadJson($"in {name}: expected a whole number, got '{text}'");

    public static long Id(JsonElement body, string name)
    {
        var text = Required(body, name);
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw Refusals.Validation($"{text} is not a valid ID", HubSpotError.In("id", text));
    }

    /// <summary>One input of a create, update or upsert.</summary>
    public static RecordInput Record(JsonElement input) => new(Properties(input))
    {
        Id = Text(input, "id"),
        IdProperty = Text(input, "idProperty"),
        TraceId = Text(input, "objectWriteTraceId"),
        Associations = Associations(input),
    };

    public static RecordInput RecordWithId(JsonElement input) =>
        Record(input) is { Id: not null } record ? record : throw Refusals.Validation("Some required fields were not set: [id]");

    private static Dictionary<string, string?> Properties(JsonElement input)
    {
        if (!Object(input, "inputs").TryGetProperty("properties", out var properties)) throw Refusals.Validation("Some required fields were not set: [properties]");
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var property in Object(properties, "properties").EnumerateObject()) values[property.Name] = Scalar(property.Value, property.Name);
        return values;
    }

    private static AssociationInput[] Associations(JsonElement input)
    {
        if (!input.TryGetProperty("associations", out var associations) || associations.ValueKind == JsonValueKind.Null) return [];
        return [.. Array(input, "associations").Select(each =>
        {
            if (!Object(each, "associations").TryGetProperty("to", out var to)) throw Refusals.Validation("Some required fields were not set: [to]");
            return new AssociationInput(Id(to, "id"), [.. Array(each, "types").Select(type => Number(type, "associationTypeId", 0))]);
        })];
    }

    // Numbers and booleans are tolerated where strings belong: facts/hubspot.md section 4.1.
    private static string? Scalar(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null => null,
        _ => throw Refusals.BadJson($"in {name}: expected a string, got {Kind(value)}"),
    };

    private static string Kind(JsonElement element) => element.ValueKind.ToString().ToLowerInvariant();
}

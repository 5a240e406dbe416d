using System.Collections.Frozen;
using System.Text.Json;

namespace Integration.Salesforce.Schemas;

/// <summary>What a describe says of one field; a field hidden from our user is not in the describe at all.</summary>
internal sealed record DescribedField(string Name, string Label, string Type, int Length, bool IsNillable, bool IsCreateable, bool IsUpdateable,
    bool IsUnique, bool IsExternalId, bool IsDefaulted, bool IsClosedList, IReadOnlyList<string> ActiveValues);

/// <summary>An object as its describe shows it to our user.</summary>
internal sealed class DescribedObject
{
    private readonly FrozenDictionary<string, DescribedField> fields;

    private DescribedObject(string name, IEnumerable<DescribedField> fields)
    {
        Name = name;
        // Ordinal: answers use the canonical case, and a field asked for in another case would never be found in them.
        this.fields = fields.ToFrozenDictionary(field => field.Name, StringComparer.Ordinal);
    }

    /// <summary>API name in its canonical case.</summary>
    public string Name { get; }

    /// <summary>All visible fields.</summary>
    public IEnumerable<DescribedField> Fields => fields.Values;

    /// <summary>The field, or null when our user may not see it or it does not exist.</summary>
    public DescribedField? this[string field] => fields.GetValueOrDefault(field);

    /// <summary>Those of the names that are visible, in the order given and once each.</summary>
    public IEnumerable<string> Visible(IEnumerable<string> names) => names.Where(fields.ContainsKey).Distinct(StringComparer.Ordinal);

    /// <summary>Reads a describe answer.</summary>
    /// <exception cref="JsonException">It has no name or no fields.</exception>
    public static DescribedObject Read(JsonElement describe)
    {
        if (describe.ValueKind != JsonValueKind.Object || !describe.TryGetProperty("fields", out var fields) || fields.ValueKind != JsonValueKind.Array
            || !describe.TryGetProperty("name", out var name) || name.GetString() is not { } objectName)
            throw new JsonException("a describe is an object with a name and an array of fields");
        return new DescribedObject(objectName, fields.EnumerateArray().Select(Field));
    }

    private static DescribedField Field(JsonElement field) => new(
        Text(field, "name") ?? throw new JsonException("a described field has no name"), Text(field, "label") ?? "", Text(field, "type") ?? "string",
        field.TryGetProperty("length", out var length) && length.TryGetInt32(out var characters) ? characters : 0,
        Flag(field, "nillable"), Flag(field, "createable"), Flag(field, "updateable"), Flag(field, "unique"), Flag(field, "externalId"), Flag(field, "defaultedOnCreate"),
        Flag(field, "restrictedPicklist"), Active(field));

    private static IReadOnlyList<string> Active(JsonElement field) =>
        field.TryGetProperty("picklistValues", out var values) && values.ValueKind == JsonValueKind.Array
            ? [.. values.EnumerateArray().Where(value => Flag(value, "active")).Select(value => Text(value, "value")).OfType<string>()]
            : [];

    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool Flag(JsonElement owner, string name) => owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}

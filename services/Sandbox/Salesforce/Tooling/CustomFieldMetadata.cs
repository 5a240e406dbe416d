using System.Text.Json;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Schema;

namespace Integration.Sandbox.Salesforce.Tooling;

/// <summary>Reads the Metadata part of a new custom field: facts/salesforce.md section 10.</summary>
internal static class CustomFieldMetadata
{
    public static SField Read(string name, JsonElement metadata)
    {
        var type = Text(metadata, "type") ?? throw Wrong("type", "Required field is missing: type");
        var label = Text(metadata, "label") ?? throw Wrong("label", "Required field is missing: label");
        if (type == "Checkbox" && metadata.TryGetProperty("required", out _)) throw Wrong("required", "Can not specify 'required' for a CustomField of type Checkbox");
        var field = new SField
        {
            Name = name,
            Label = label,
            Custom = true,
            Createable = true,
            Updateable = true,
            Permissionable = !Flag(metadata, "required"),
            Nillable = type != "Checkbox" && !Flag(metadata, "required"),
            DefaultedOnCreate = type == "Checkbox",
            Default = type == "Checkbox" && (Flag(metadata, "defaultValue") || Text(metadata, "defaultValue") is "true") ? "true" : null,
            ExternalId = Flag(metadata, "externalId"),
            Unique = Flag(metadata, "unique"),
            CaseSensitive = Flag(metadata, "caseSensitive"),
            Type = FieldType.String,
        };
        return type switch
        {
            "Text" => field with { Length = Number(metadata, "length", 1, 255) },
            "Number" => Sized(field with { Type = FieldType.Double }, metadata),
            "Currency" => Sized(field with { Type = FieldType.Currency }, metadata),
            "Percent" => Sized(field with { Type = FieldType.Percent }, metadata),
            "Checkbox" => field with { Type = FieldType.Boolean },
            "Picklist" => Listed(field with { Type = FieldType.Picklist, Length = 255 }, metadata),
            "MultiselectPicklist" => Listed(field with { Type = FieldType.MultiPicklist, Length = 4099 }, metadata),
            "TextArea" => field with { Type = FieldType.TextArea, Length = 255 },
            "LongTextArea" or "Html" => field with { Type = FieldType.TextArea, Length = Number(metadata, "length", 256, 131_072) },
            "DateTime" => field with { Type = FieldType.DateTime },
            "Date" => field with { Type = FieldType.Date },
            "Email" => field with { Type = FieldType.Email, Length = 80 },
            "Phone" => field with { Type = FieldType.Phone, Length = 40 },
            "Url" => field with { Type = FieldType.Url, Length = 255 },
            "Lookup" => Lookup(field, name, metadata),
            _ => throw Wrong("type", $"'{type}' is not a valid value for the enum 'FieldType'"),
        };
    }

    private static SField Sized(SField field, JsonElement metadata) =>
        field with { Precision = Number(metadata, "precision", 1, 18), Scale = Number(metadata, "scale", 0, 17) };

    private static SField Lookup(SField field, string name, JsonElement metadata)
    {
        var target = Text(metadata, "referenceTo") ?? throw Wrong("referenceTo", "Required field is missing: referenceTo");
        return field with
        {
            Type = FieldType.Reference,
            Length = 18,
            ReferenceTo = [StandardObjects.ByName.TryGetValue(target, out var type) ? type.Name : throw Wrong("referenceTo", $"referenceTo value of '{target}' does not resolve to a valid sObject type")],
            RelationshipName = name[..^1] + "r",
            ChildRelationshipName = Text(metadata, "relationshipName"),
        };
    }

    private static SField Listed(SField field, JsonElement metadata)
    {
        if (!metadata.TryGetProperty("valueSet", out var set) || !set.TryGetProperty("valueSetDefinition", out var definition) || !definition.TryGetProperty("value", out var values) || values.ValueKind != JsonValueKind.Array)
            throw Wrong("valueSet", "Required field is missing: valueSet");
        return field with
        {
            Restricted = Flag(set, "restricted"),
            Values = [.. values.EnumerateArray().Select(value => new PicklistValue(Text(value, "valueName") ?? Text(value, "fullName") ?? throw Wrong("valueSet", "a value has no name"), Text(value, "label") ?? Text(value, "valueName") ?? Text(value, "fullName")!))],
        };
    }

    private static int Number(JsonElement metadata, string name, int least, int most)
    {
        if (!metadata.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var number)) throw Wrong(name, $"Must specify '{name}' for a CustomField of this type");
        return number >= least && number <= most ? number : throw Wrong(name, $"'{name}' must be between {least} and {most}");
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool Flag(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static RefusedException Wrong(string field, string message) => new("FIELD_INTEGRITY_EXCEPTION", message, field);
}

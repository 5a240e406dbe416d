using System.Text.Json;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Records;

namespace Integration.Sandbox.HubSpot.Wire;

/// <summary>Property definitions on the wire, and in snapshots.</summary>
internal static class PropertyJson
{
    private static readonly DateTimeOffset Founded = new(2024, 12, 25, 13, 1, 35, 228, TimeSpan.Zero);

    public static void Write(Utf8JsonWriter json, PropertyDefinition property)
    {
        json.WriteStartObject();
        json.WriteString("name", property.Name);
        json.WriteString("label", property.Label);
        json.WriteString("type", property.Type);
        json.WriteString("fieldType", property.FieldType);
        json.WriteString("description", property.Description);
        json.WriteString("groupName", property.GroupName);
        json.WriteStartArray("options");
        foreach (var option in property.Options) WriteOption(json, option);
        json.WriteEndArray();
        if (property.ReferencedObjectType is { } referenced) json.WriteString("referencedObjectType", referenced);
        json.WriteNumber("displayOrder", property.DisplayOrder);
        json.WriteBoolean("calculated", property.Calculated);
        json.WriteBoolean("externalOptions", property.ExternalOptions);
        json.WriteBoolean("archived", property.Archived);
        json.WriteBoolean("hasUniqueValue", property.HasUniqueValue);
        json.WriteBoolean("hidden", property.Hidden);
        if (property.HubSpotDefined) json.WriteBoolean("hubspotDefined", true);
        json.WriteStartObject("modificationMetadata");
        json.WriteBoolean("archivable", !property.HubSpotDefined);
        json.WriteBoolean("readOnlyDefinition", property.HubSpotDefined);
        if (property.Options.Count > 0 && property.HubSpotDefined) json.WriteBoolean("readOnlyOptions", property.ReadOnlyValue);
        json.WriteBoolean("readOnlyValue", property.ReadOnlyValue);
        json.WriteEndObject();
        json.WriteBoolean("formField", property.FormField);
        json.WriteString("dataSensitivity", "non_sensitive");
        json.WriteString("createdAt", WireTime.Iso(property.CreatedAt ?? Founded));
        json.WriteString("updatedAt", WireTime.Iso(property.UpdatedAt ?? Founded));
        if (!property.HubSpotDefined)
        {
            json.WriteString("createdUserId", "4455");
            json.WriteString("updatedUserId", "4455");
        }
        json.WriteEndObject();
    }

    private static void WriteOption(Utf8JsonWriter json, PropertyOption option)
    {
        json.WriteStartObject();
        json.WriteString("label", option.Label);
        json.WriteString("value", option.Value);
        if (option.Description is { } description) json.WriteString("description", description);
        json.WriteNumber("displayOrder", option.DisplayOrder);
        json.WriteBoolean("hidden", option.Hidden);
        json.WriteEndObject();
    }

    /// <exception cref="HubSpotRefusedException">400: a required part is missing or has the wrong type.</exception>
    public static PropertyDefinition Read(JsonElement body, DateTimeOffset now) =>
        new(InputJson.Required(body, "name"), InputJson.Required(body, "label"), InputJson.Required(body, "type"), InputJson.Required(body, "fieldType"), InputJson.Required(body, "groupName"))
        {
            Description = InputJson.Text(body, "description") ?? "",
            HasUniqueValue = InputJson.Flag(body, "hasUniqueValue", false),
            Hidden = InputJson.Flag(body, "hidden", false),
            FormField = InputJson.Flag(body, "formField", false),
            ExternalOptions = InputJson.Flag(body, "externalOptions", false),
            DisplayOrder = InputJson.Number(body, "displayOrder", -1),
            Options = body.TryGetProperty("options", out _) ? Options(body) : [],
            CreatedAt = now,
            UpdatedAt = now,
        };

    /// <summary>Without <c>options</c> they stay, with it they are replaced; name and uniqueness never change.</summary>
    public static PropertyDefinition Patch(PropertyDefinition old, JsonElement body, DateTimeOffset now)
    {
        if (old.HubSpotDefined && old.ReadOnlyValue) throw Refusals.Validation($"The definition of HubSpot-defined property '{old.Name}' is read-only.");
        var next = old with
        {
            Label = InputJson.Text(body, "label") ?? old.Label,
            Type = InputJson.Text(body, "type") ?? old.Type,
            FieldType = InputJson.Text(body, "fieldType") ?? old.FieldType,
            GroupName = InputJson.Text(body, "groupName") ?? old.GroupName,
            Description = InputJson.Text(body, "description") ?? old.Description,
            Hidden = InputJson.Flag(body, "hidden", old.Hidden),
            FormField = InputJson.Flag(body, "formField", old.FormField),
            DisplayOrder = InputJson.Number(body, "displayOrder", old.DisplayOrder),
            Options = body.TryGetProperty("options", out _) ? Options(body) : old.Options,
            UpdatedAt = now,
        };
        PropertyRules.CheckOptions(next);
        return next;
    }

    private static PropertyOption[] Options(JsonElement body) =>
        [.. InputJson.Array(body, "options").Select((option, index) => new PropertyOption(
            InputJson.Required(option, "label"),
            InputJson.Required(option, "value"),
            InputJson.Number(option, "displayOrder", index),
            InputJson.Flag(option, "hidden", false),
            InputJson.Text(option, "description")))];
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using Integration.Sandbox.HubSpot.Properties;

namespace Integration.Sandbox.HubSpot.Errors;

/// <summary>Each refusal with HubSpot's wording. Source: facts/hubspot.md sections 3.2, 3.7, 5.2 and the captured texts in 5.2.</summary>
internal static class Refusals
{
    public static HubSpotRefusedException Of(HubSpotError error) => new(error);

    public static HubSpotRefusedException Validation(string message, params KeyValuePair<string, IReadOnlyList<string>>[] context) =>
        Of(new HubSpotError(400, message) { Category = "VALIDATION_ERROR", Context = context });

    /// <summary>Wrong values; the message repeats the list as JSON text, which is what captured answers do.</summary>
    public static HubSpotRefusedException Values(IReadOnlyList<ValueFault> faults, long portalId) =>
        Of(new HubSpotError(400, "Property values were not valid: " + ValueList(faults, portalId))
        {
            Category = "VALIDATION_ERROR",
            Details = [.. faults.Select(fault => new HubSpotErrorDetail(fault.Message, fault.Code, [HubSpotError.In("propertyName", fault.Property)]))],
        });

    private static string ValueList(IReadOnlyList<ValueFault> faults, long portalId)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            foreach (var fault in faults)
            {
                json.WriteStartObject();
                json.WriteBoolean("isValid", false);
                json.WriteString("message", fault.Message);
                json.WriteString("error", fault.Code);
                json.WriteString("name", fault.Property);
                // Absent for read-only values in the captured answer.
                if (fault.Code != ValueFault.ReadOnly) json.WriteString("localizedErrorMessage", fault.Message);
                json.WriteNumber("portalId", portalId);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>An admin rule of section 1.3: binds 2026-09 only.</summary>
    public static HubSpotRefusedException AdminRule(string code, string property, string message) =>
        Of(new HubSpotError(400, "The property values provided are invalid")
        {
            Category = "VALIDATION_ERROR",
            Details = [new HubSpotErrorDetail(message, code, [HubSpotError.In("propertyName", property)])],
        });

    public static HubSpotRefusedException ContactExists(long existing) =>
        Of(new HubSpotError(409, string.Create(CultureInfo.InvariantCulture, $"Contact already exists. Existing ID: {existing}"))
        {
            Category = "CONFLICT",
        });

    /// <summary>The odd text of a unique value taken on a write that is no plain create; the last number is the record that holds it.</summary>
    public static HubSpotRefusedException ValueTaken(long portalId, ObjectType type, string property, string value, long wanted, long holder) =>
        Validation(string.Create(CultureInfo.InvariantCulture,
            $"Cannot set PropertyValueCoordinates{{portalId={portalId}, objectTypeId=ObjectTypeId{{legacyObjectType={type.LegacyName}}}, propertyName={property}, value={value}}} on {wanted}. {holder} already has that value."));

    public static HubSpotRefusedException DuplicateIds(IReadOnlyList<string> ids) =>
        Validation($"Duplicate IDs found in batch input: [{string.Join(", ", ids)}]. IDs must be unique", new KeyValuePair<string, IReadOnlyList<string>>("ids", ids));

    public static HubSpotError SomeNotFound(ObjectType type, IReadOnlyList<string> ids) =>
        new(404, $"Could not get some {type.LegacyName} objects, they may be deleted or not exist. Check that ids are valid.")
        {
            Category = "OBJECT_NOT_FOUND",
            Context = [new("ids", ids)],
        };

    public static HubSpotRefusedException NotFound() => Of(new HubSpotError(404, "resource not found"));

    /// <summary>Two blanks in the text, as captured.</summary>
    public static HubSpotRefusedException NotNumeric(string id) =>
        Of(new HubSpotError(404, "Object not found.  objectId are usually numeric.") { Category = "OBJECT_NOT_FOUND", Context = [HubSpotError.In("id", id)] });

    public static HubSpotRefusedException UnknownObject(string name) => Of(new HubSpotError(400, $"Unable to infer object type from: {name}"));

    public static HubSpotRefusedException NonUnique(string verb, ObjectType type, string property) =>
        Validation($"Unable to perform {verb} by non-unique {type.TypeId} property: {property}");

    public static HubSpotRefusedException BadJson(string detail) => Of(new HubSpotError(400, $"Invalid input JSON {detail}"));
}

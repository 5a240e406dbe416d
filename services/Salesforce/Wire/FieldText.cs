using System.Globalization;
using System.Text.Json;
using Integration.Core.Records;

namespace Integration.Salesforce.Wire;

/// <summary>From an answer's JSON to the text that the ledger keeps.</summary>
internal static class FieldText
{
    /// <summary>The value of one field of a record: missing when the answer has no such key, blank for null and "".</summary>
    public static FieldValue Of(JsonElement record, string field) =>
        record.TryGetProperty(field, out var value) ? Of(value) : FieldValue.Missing;

    /// <summary>Text as it is, <c>true</c>/<c>false</c>, numbers in their shortest form, compound values (addresses) as JSON.</summary>
    public static FieldValue Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => FieldValue.Blank,
        JsonValueKind.String => FieldValue.Of(value.GetString()),
        JsonValueKind.True => FieldValue.Of("true"),
        JsonValueKind.False => FieldValue.Of("false"),
        JsonValueKind.Number => FieldValue.Of(Number(value)),
        _ => FieldValue.Of(value.GetRawText()),
    };

    /// <summary>The text of a field, or null.</summary>
    public static string? TextOf(JsonElement record, string field) => Of(record, field).Text;

    /// <summary>True only where the field is there and true.</summary>
    public static bool IsTrue(JsonElement record, string field) =>
        record.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.True;

    // Integers come as 5 from one path and 5.0 from another (facts/salesforce.md section 11): unless both read the same,
    // each poll would look like an edit.
    private static string Number(JsonElement value) => value.TryGetDecimal(out var exact)
        ? exact.ToString("0.#############################", CultureInfo.InvariantCulture)
        : value.GetDouble().ToString("R", CultureInfo.InvariantCulture);
}

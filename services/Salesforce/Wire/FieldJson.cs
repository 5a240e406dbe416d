using System.Globalization;
using System.Text.Json.Nodes;
using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Salesforce.Schemas;

namespace Integration.Salesforce.Wire;

/// <summary>From the ledger's text to the JSON that a write sends, by the field's described type.</summary>
/// <remarks>
/// Refused here rather than there: one date that is none makes Salesforce refuse the whole call with JSON_PARSER_ERROR,
/// and 199 good records with it (facts/salesforce.md section 7).
/// </remarks>
internal static class FieldJson
{
    /// <summary>The JSON value, or the fault that keeps this field from being sent. A blank clears.</summary>
    public static (JsonNode? Json, Fault? Fault) Of(DescribedField field, FieldValue value) => value.Text switch
    {
        // A checkbox is never null: null is refused or read as false, depending on the call.
        null => (field.Type == "boolean" ? JsonValue.Create(false) : null, null),
        { } text => field.Type switch
        {
            "boolean" => bool.TryParse(text, out var flag) ? (JsonValue.Create(flag), null) : Refused(field, "NOT_A_BOOLEAN", "true or false"),
            "int" or "long" or "double" or "currency" or "percent" => Number(field, text),
            "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                ? (JsonValue.Create(text), null)
                : Refused(field, "NOT_A_DATE", "a day as 2026-11-24"),
            "datetime" => SalesforceTime.TryParse(text, out var instant)
                ? (JsonValue.Create(SalesforceTime.Text(instant)), null)
                : Refused(field, "NOT_A_DATETIME", "an instant with an offset, as 2026-11-22T09:15:02Z"),
            _ => (JsonValue.Create(text), null),
        },
    };

    private static (JsonNode?, Fault?) Number(DescribedField field, string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            ? (JsonValue.Create(number), null)
            : Refused(field, "NOT_A_NUMBER", "a number with a decimal point and no thousands mark");

    private static (JsonNode?, Fault?) Refused(DescribedField field, string code, string wanted) => (null, new Fault(FaultClass.Field, code,
        $"{field.Name} is a Salesforce field of type {field.Type}, and the value to be written is not {wanted}.",
        $"Correct the value in HubSpot, or map another field to {field.Name}.")
    { Field = field.Name });
}

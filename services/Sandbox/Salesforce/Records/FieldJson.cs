using System.Globalization;
using System.Text.Json.Nodes;

namespace Integration.Sandbox.Salesforce.Records;

/// <summary>Writes stored values as the REST API does: facts/salesforce.md section 11.</summary>
internal static class FieldJson
{
    /// <summary>JSON null is a null node.</summary>
    public static JsonNode? Rest(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        // Whole numbers are kept without a scale; all others have at least one decimal, as doubles are written.
        decimal { Scale: 0 } number when Math.Abs(number) <= int.MaxValue => JsonValue.Create((int)number),
        decimal number => JsonValue.Create(number),
        DateTimeOffset instant => JsonValue.Create(RestStamp(instant)),
        DateOnly day => JsonValue.Create(Day(day)),
        JsonNode node => node.DeepClone(),
        _ => throw new InvalidOperationException($"no JSON form for {value.GetType().Name}"),
    };

    /// <summary>The form of change events and Bulk: date-times end in Z.</summary>
    public static JsonNode? Event(object? value) => value is DateTimeOffset instant ? JsonValue.Create(ZStamp(instant)) : Rest(value);

    /// <summary>As a cell of CSV; null is empty.</summary>
    public static string Csv(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTimeOffset instant => ZStamp(instant),
        DateOnly day => Day(day),
        decimal number => number.ToString(CultureInfo.InvariantCulture),
        JsonNode node => node.ToJsonString(),
        _ => throw new InvalidOperationException($"no CSV form for {value.GetType().Name}"),
    };

    public static string RestStamp(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'.000+0000'", CultureInfo.InvariantCulture);

    public static string ZStamp(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'.000Z'", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

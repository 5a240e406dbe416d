using System.Text.Json;
using Integration.Salesforce.Wire;

namespace Integration.Salesforce.Client;

/// <summary>One page of a query.</summary>
/// <param name="Rows">Its records.</param>
/// <param name="Next">Path of the next page; null = this was the last.</param>
internal sealed record QueryPage(IReadOnlyList<JsonElement> Rows, string? Next)
{
    /// <summary>Reads a page; null when the element is none.</summary>
    public static QueryPage? Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("records", out var records) || records.ValueKind != JsonValueKind.Array
            || !body.TryGetProperty("done", out var done) || done.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) return null;
        var next = FieldText.TextOf(body, "nextRecordsUrl");
        // Our token travels with the next call: a path of the API, and no address that leads elsewhere.
        if (done.ValueKind == JsonValueKind.False && next?.StartsWith("/services/data/", StringComparison.Ordinal) != true) return null;
        return new QueryPage([.. records.EnumerateArray()], done.ValueKind == JsonValueKind.True ? null : next);
    }
}

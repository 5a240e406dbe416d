using System.Text.Json;
using Integration.Salesforce.Faults;
using Integration.Salesforce.Wire;

namespace Integration.Salesforce.Client;

/// <summary>What a collections write says of one row.</summary>
/// <param name="Id">The record's id at 18 characters; failed rows have none, except failed deletes.</param>
/// <param name="IsGood">It was written.</param>
/// <param name="Errors">At least one unless good.</param>
internal sealed record RowResult(string? Id, bool IsGood, IReadOnlyList<SalesforceError> Errors)
{
    /// <summary>Reads a result array; null when the element is none of the given length, in which case no row can be told from another.</summary>
    public static IReadOnlyList<RowResult>? ReadAll(JsonElement body, int count)
    {
        if (body.ValueKind != JsonValueKind.Array || body.GetArrayLength() != count) return null;
        var rows = new List<RowResult>(count);
        foreach (var row in body.EnumerateArray())
        {
            if (row.ValueKind != JsonValueKind.Object || !row.TryGetProperty("success", out var success) || success.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) return null;
            var errors = row.TryGetProperty("errors", out var list) ? SalesforceError.ReadAll(list) ?? [] : [];
            var isGood = success.ValueKind == JsonValueKind.True;
            if (isGood == (errors.Count > 0)) return null;
            rows.Add(new RowResult(FieldText.TextOf(row, "id") is { } id ? SalesforceIds.Normalise(id) : null, isGood, errors));
        }
        return rows;
    }
}

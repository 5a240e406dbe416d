using System.Text.Json;
using Integration.Salesforce.Wire;

namespace Integration.Salesforce.Faults;

/// <summary>One error as Salesforce spells it, of a whole call (<c>errorCode</c>) or of one row (<c>statusCode</c>).</summary>
internal sealed record SalesforceError(string Code, string Message, IReadOnlyList<string> Fields)
{
    /// <summary>Longest message kept; some hold a whole query or the refused value.</summary>
    private const int MessageMax = 2_000;

    /// <summary>Ids of the records that a duplicate rule matched; empty otherwise.</summary>
    public IReadOnlyList<string> Matches { get; init; } = [];

    /// <summary>Reads an array of errors; null when the element is not one.</summary>
    public static IReadOnlyList<SalesforceError>? ReadAll(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Array || body.GetArrayLength() == 0) return null;
        var errors = new List<SalesforceError>();
        foreach (var entry in body.EnumerateArray())
        {
            if (entry.ValueKind != JsonValueKind.Object || CodeOf(entry) is not { } code) return null;
            var message = FieldText.TextOf(entry, "message") ?? "";
            errors.Add(new SalesforceError(code, message.Length > MessageMax ? message[..MessageMax] : message, Names(entry)) { Matches = Duplicates(entry) });
        }
        return errors;
    }

    private static string? CodeOf(JsonElement entry) => FieldText.TextOf(entry, "statusCode") ?? FieldText.TextOf(entry, "errorCode");

    private static List<string> Names(JsonElement entry) =>
        entry.TryGetProperty("fields", out var fields) && fields.ValueKind == JsonValueKind.Array
            ? [.. fields.EnumerateArray().Where(field => field.ValueKind == JsonValueKind.String).Select(field => field.GetString()!)]
            : [];

    // Misspelled by Salesforce; the right spelling is accepted for the day when they mend it (facts/salesforce.md section 7).
    private static List<string> Duplicates(JsonElement entry)
    {
        if (!entry.TryGetProperty("duplicateResut", out var result) && !entry.TryGetProperty("duplicateResult", out result)) return [];
        return
        [
            .. Children(result, "matchResults").SelectMany(match => Children(match, "matchRecords"))
                .Select(match => match.TryGetProperty("record", out var record) && record.ValueKind == JsonValueKind.Object ? FieldText.TextOf(record, "Id") : null)
                .OfType<string>().Select(SalesforceIds.Normalise).Distinct(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<JsonElement> Children(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var children) && children.ValueKind == JsonValueKind.Array
            ? children.EnumerateArray().Where(child => child.ValueKind == JsonValueKind.Object)
            : [];
}

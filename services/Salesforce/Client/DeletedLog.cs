using System.Text.Json;
using Integration.Salesforce.Wire;

namespace Integration.Salesforce.Client;

/// <summary>A window of Salesforce's log of deletions.</summary>
/// <param name="Ids">What was deleted, in its 18-character form.</param>
/// <param name="Earliest">Where the log begins.</param>
/// <param name="Covered">Everything deleted before this is in it; the next window begins here.</param>
internal sealed record DeletedLog(IReadOnlyList<string> Ids, DateTimeOffset Earliest, DateTimeOffset Covered)
{
    /// <summary>Null when it is no such log.</summary>
    public static DeletedLog? Read(JsonElement json) =>
        SalesforceTime.TryParse(FieldText.TextOf(json, "latestDateCovered"), out var covered) && json.TryGetProperty("deletedRecords", out var rows) && rows.ValueKind == JsonValueKind.Array
            ? new DeletedLog(
                [.. rows.EnumerateArray().Select(row => SalesforceIds.TryNormalise(FieldText.TextOf(row, "id"), out var id) ? id : throw new JsonException("a row without an id"))],
                SalesforceTime.TryParse(FieldText.TextOf(json, "earliestDateAvailable"), out var earliest) ? earliest : DateTimeOffset.UnixEpoch,
                covered)
            : null;
}

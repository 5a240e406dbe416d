using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Schema;
using Integration.Sandbox.Salesforce.Wire;

namespace Integration.Sandbox.Salesforce.Rest;

/// <summary>getUpdated and getDeleted: facts/salesforce.md section 8.1.</summary>
internal static class ReplicationEndpoints
{
    private const int IdsMax = 600_000;
    private static readonly TimeSpan UpdatedKept = TimeSpan.FromDays(30);

    public static ApiAnswer Updated(SalesforceOrg org, ApiRequest request, SObjectType type)
    {
        var (start, end) = Window(org, request, type, UpdatedKept);
        var ids = org.State.Table(type).StampedFrom(start).Where(row => row.Stamp(type) < end && !row.IsDeleted(type)).Select(row => row.Id).Order(StringComparer.Ordinal).ToList();
        if (ids.Count > IdsMax) throw RefusedException.Request("EXCEEDED_ID_LIMIT", "getUpdated returned too many ids, please narrow the time range");
        return new ApiAnswer(200, new JsonObject { ["ids"] = new JsonArray([.. ids.Select(id => JsonValue.Create(id))]), ["latestDateCovered"] = FieldJson.RestStamp(end) });
    }

    public static ApiAnswer Deleted(SalesforceOrg org, ApiRequest request, SObjectType type)
    {
        var (start, end) = Window(org, request, type, Deletion.Kept);
        var rows = org.State.Table(type).StampedFrom(start).Where(row => row.Stamp(type) < end && row.IsDeleted(type));
        return new ApiAnswer(200, new JsonObject
        {
            ["deletedRecords"] = new JsonArray([.. rows.Select(row => new JsonObject { ["deletedDate"] = FieldJson.RestStamp(row.Stamp(type)), ["id"] = row.Id })]),
            ["earliestDateAvailable"] = FieldJson.RestStamp(org.State.Now - Deletion.Kept),
            ["latestDateCovered"] = FieldJson.RestStamp(end),
        });
    }

    /// <summary>Seconds are ignored, so a window of less than a minute is none.</summary>
    private static (DateTimeOffset Start, DateTimeOffset End) Window(SalesforceOrg org, ApiRequest request, SObjectType type, TimeSpan kept)
    {
        if (!type.Has(ObjectTraits.Replicateable)) throw RefusedException.Request("INVALID_TYPE_FOR_OPERATION", $"entity type {type.Name} is not replicateable");
        var start = Minute(request, "start");
        var end = Minute(request, "end");
        if (end <= start) throw RefusedException.Request("INVALID_REPLICATION_DATE", "startDate before endDate: the end must be at least one minute after the start");
        if (start < org.State.Now - kept - TimeSpan.FromMinutes(1)) throw RefusedException.Request("INVALID_REPLICATION_DATE", "startDate before org replication enabled date or outside of the days kept");
        var now = org.State.Now;
        return (start, end < now ? end : new DateTimeOffset(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerMinute, TimeSpan.Zero));
    }

    private static DateTimeOffset Minute(ApiRequest request, string name)
    {
        var instant = FieldValues.DateTime(request.Query.GetValueOrDefault(name)) ?? throw RefusedException.Request("INVALID_REPLICATION_DATE", $"'{name}' is missing or no date-time: send it as 2026-11-22T09:15:00+00:00, with the plus encoded");
        return new DateTimeOffset(instant.UtcTicks - instant.UtcTicks % TimeSpan.TicksPerMinute, TimeSpan.Zero);
    }
}

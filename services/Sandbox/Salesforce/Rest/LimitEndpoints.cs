using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce.Wire;

namespace Integration.Sandbox.Salesforce.Rest;

/// <summary>What is left of the org's allowances, and how many records it holds.</summary>
internal static class LimitEndpoints
{
    // Allowances that nothing here draws on; clients read them all the same.
    private static readonly (string Name, int Max)[] Idle =
    [
        ("ActiveScratchOrgs", 3), ("AnalyticsExternalDataSizeMB", 40_960), ("ConcurrentAsyncGetReportInstances", 200), ("ConcurrentSyncReportRuns", 20), ("DailyAsyncApexExecutions", 250_000),
        ("DailyBulkV2QueryFileStorageMB", 976_562), ("DailyDurableGenericStreamingApiEvents", 10_000), ("DailyDurableStreamingApiEvents", 10_000), ("DailyGenericStreamingApiEvents", 10_000),
        ("DailyScratchOrgs", 6), ("DailyStandardVolumePlatformEvents", 10_000), ("DailyStreamingApiEvents", 10_000), ("DailyWorkflowEmails", 390), ("DataStorageMB", 10_240), ("FileStorageMB", 10_240),
        ("HourlyAsyncReportRuns", 1_200), ("HourlyODataCallout", 1_000), ("HourlyPublishedPlatformEvents", 50_000), ("HourlySyncReportRuns", 500), ("HourlyTimeBasedWorkflow", 50), ("MassEmail", 10),
        ("SingleEmail", 15), ("StreamingApiConcurrentClients", 20),
    ];

    public static ApiAnswer Limits(SalesforceOrg org)
    {
        var json = new JsonObject();
        foreach (var (name, max) in Idle) json[name] = Limit(max, 0);
        json["DailyApiRequests"] = Limit(org.Options.DailyApiRequests, org.ApiCalls.Used);
        json["DailyBulkApiBatches"] = Limit(15_000, 0);
        json["DailyBulkV2QueryJobs"] = Limit(10_000, 0);
        json["DailyDeliveredPlatformEvents"] = Limit(org.Options.DailyDeliveredEvents, org.Comet.Delivered);
        json["DurableStreamingApiConcurrentClients"] = Limit(org.Options.StreamingClients, org.Comet.Clients);
        var sets = Limit(1_500, org.State.Table("PermissionSet").Count);
        sets["CreateCustom"] = Limit(1_000, org.State.Table("PermissionSet").Count);
        json["PermissionSets"] = sets;
        return new ApiAnswer(200, json);
    }

    /// <summary>Objects of which nothing was counted are left out: facts/salesforce.md section 1.</summary>
    public static ApiAnswer RecordCount(SalesforceOrg org, ApiRequest request)
    {
        var asked = request.Query.GetValueOrDefault("sObjects")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var counts = org.State.Schema.Objects
            .Where(type => asked is null || asked.Contains(type.Name, StringComparer.OrdinalIgnoreCase))
            .Select(type => (type.Name, Count: org.State.Table(type).Rows.Count(row => !row.IsDeleted(type))))
            .Where(entry => entry.Count > 0).OrderBy(entry => entry.Name, StringComparer.Ordinal);
        return new ApiAnswer(200, new JsonObject { ["sObjects"] = new JsonArray([.. counts.Select(entry => new JsonObject { ["count"] = entry.Count, ["name"] = entry.Name })]) });
    }

    private static JsonObject Limit(int max, int used) => new() { ["Max"] = max, ["Remaining"] = Math.Max(0, max - used) };
}

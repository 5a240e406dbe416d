using System.Globalization;
using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce.Schema;
using Integration.Sandbox.Salesforce.Wire;

namespace Integration.Sandbox.Salesforce.Rest;

/// <summary>What the org has: versions, resources, objects and fields.</summary>
internal static class DiscoveryEndpoints
{
    private static readonly string[] Resources =
        ["tooling", "metadata", "queryAll", "search", "composite", "parameterizedSearch", "event", "recent", "connect", "limits", "process", "dedupe", "query", "jobs", "compactLayouts", "sobjects", "actions"];

    /// <summary>Needs no token: clients call it to choose a version.</summary>
    public static ApiAnswer Versions() => new(200, new JsonArray([.. Enumerable.Range(ApiVersion.Oldest, ApiVersion.Newest - ApiVersion.Oldest + 1).Select(version => new JsonObject
    {
        ["label"] = ApiVersion.Label(version),
        ["url"] = $"/services/data/v{version}.0",
        ["version"] = $"{version}.0",
    })]));

    public static ApiAnswer Root(SalesforceOrg org, ApiRequest request)
    {
        var json = new JsonObject();
        foreach (var resource in Resources) json[resource] = $"{request.Root}/{resource}";
        json["identity"] = $"{request.InstanceUrl}/id/{org.Standard.OrganizationId}/{request.Caller.UserId}";
        return new ApiAnswer(200, json);
    }

    public static ApiAnswer Global(SalesforceOrg org, ApiRequest request) => new(200, new JsonObject
    {
        ["encoding"] = "UTF-8",
        ["maxBatchSize"] = 200,
        ["sobjects"] = new JsonArray([.. org.State.Schema.Objects.Where(type => !type.Has(ObjectTraits.ToolingOnly)).Select(type => DescribeJson.Common(type, request.Root))]),
    });

    public static ApiAnswer Basic(ApiRequest request, SObjectType type) => new(200, new JsonObject
    {
        ["objectDescribe"] = DescribeJson.Common(type, request.Root),
        ["recentItems"] = new JsonArray(),
    });

    public static ApiAnswer Describe(SalesforceOrg org, ApiRequest request, SObjectType type)
    {
        if (DateTimeOffset.TryParse(request.Header("If-Modified-Since"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since) && org.SchemaChanged <= since) return new ApiAnswer(304);
        return new ApiAnswer(200, DescribeJson.Object(org.State, request.Caller, type, request.Root, request.InstanceUrl))
        {
            Headers = [("Last-Modified", org.SchemaChanged.ToString("R", CultureInfo.InvariantCulture))],
        };
    }
}

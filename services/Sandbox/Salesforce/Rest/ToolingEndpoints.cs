using System.Text.Json;
using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Tooling;
using Integration.Sandbox.Salesforce.Wire;

namespace Integration.Sandbox.Salesforce.Rest;

/// <summary>The part of the tooling API that sets an org up: custom fields and change event selection.</summary>
internal static class ToolingEndpoints
{
    public static ApiAnswer Answer(SalesforceOrg org, ApiRequest request) => (request.Method, request.Path) switch
    {
        ("POST", ["sobjects", "CustomField"]) => Created(CustomFields.Create(org, request.Caller, Named(request, out var metadata), metadata)),
        ("POST", ["sobjects", "PlatformEventChannelMember"]) => Created(ChannelMembers.Create(org, request.Caller, Named(request, out var metadata), metadata)),
        ("DELETE", ["sobjects", "PlatformEventChannelMember", var id]) => Removed(org, request, id),
        ("GET", ["query", ..]) => QueryEndpoints.Answer(org, request),
        ("GET", ["sobjects", _, "describe"] or ["sobjects", _, _]) => SObjectEndpoints.Answer(org, request, request.Path[1..]),
        _ => throw RefusedException.NotFound(),
    };

    private static ApiAnswer Removed(SalesforceOrg org, ApiRequest request, string id)
    {
        ChannelMembers.Remove(org, request.Caller, id);
        return ApiAnswer.NoContent();
    }

    private static ApiAnswer Created(string id) => new(201, new JsonObject
    {
        ["id"] = id,
        ["success"] = true,
        ["errors"] = new JsonArray(),
        ["warnings"] = new JsonArray(),
        ["infos"] = new JsonArray(),
    });

    private static string Named(ApiRequest request, out JsonElement metadata)
    {
        var body = request.Json();
        if (!body.TryGetProperty("FullName", out var name) || name.ValueKind != JsonValueKind.String) throw new RefusedException("REQUIRED_FIELD_MISSING", "Required fields are missing: [FullName]", "FullName");
        if (!body.TryGetProperty("Metadata", out metadata) || metadata.ValueKind != JsonValueKind.Object) throw new RefusedException("REQUIRED_FIELD_MISSING", "Required fields are missing: [Metadata]", "Metadata");
        return name.GetString()!;
    }
}

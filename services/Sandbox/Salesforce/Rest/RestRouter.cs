using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce.Bulk;
using Integration.Sandbox.Salesforce.Composites;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Wire;

namespace Integration.Sandbox.Salesforce.Rest;

/// <summary>Finds who answers a REST path. Called under the org's lock.</summary>
internal static class RestRouter
{
    public static ApiAnswer Answer(SalesforceOrg org, ApiRequest request)
    {
        try
        {
            return Route(org, request);
        }
        catch (RefusedException refused)
        {
            return ApiAnswer.Of(refused);
        }
        catch (AmbiguousKeyException several)
        {
            return new ApiAnswer(300, new JsonArray([.. several.Ids.Select(id => JsonValue.Create($"{request.Root}/sobjects/{several.ObjectName}/{id}"))]));
        }
    }

    private static ApiAnswer Route(SalesforceOrg org, ApiRequest request) => request.Path switch
    {
        [] => DiscoveryEndpoints.Root(org, request),
        ["sobjects", .. var rest] => SObjectEndpoints.Answer(org, request, rest),
        ["query" or "queryAll", ..] => QueryEndpoints.Answer(org, request),
        ["limits"] => LimitEndpoints.Limits(org),
        ["limits", "recordCount"] => LimitEndpoints.RecordCount(org, request),
        ["composite", "sobjects", .. var rest] => CollectionEndpoints.Answer(org, request, rest),
        ["composite", "tree", var name] when request.Method == "POST" => TreeEndpoint.Answer(org, request, name),
        ["composite", "graph"] when request.Method == "POST" => CompositeEndpoints.Graph(org, request),
        ["composite", "batch"] when request.Method == "POST" => CompositeEndpoints.Batch(org, request),
        ["composite"] when request.Method == "POST" => CompositeEndpoints.Composite(org, request),
        ["jobs", .. var rest] => BulkEndpoints.Answer(org, request, rest),
        ["tooling", .. var rest] => ToolingEndpoints.Answer(org, request with { Path = rest, Caller = request.Caller with { Tooling = true } }),
        _ => throw RefusedException.NotFound(),
    };
}

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
            return new ApiAnswer(300, new System.Text.Json.Nodes.JsonArray([.. several.Ids.Select(id => System.Text.Json.Nodes.JsonValue.Create($"{request.Root}/sobjects/{several.ObjectName}/{id}"))]));
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
        ["tooling", .. var rest] => ToolingEndpoints.Answer(org, request with { Path = rest, Caller = request.Caller with { Tooling = true } }),
        _ => throw RefusedException.NotFound(),
    };
}

using System.Globalization;
using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Soql;
using Integration.Sandbox.Salesforce.Wire;

namespace Integration.Sandbox.Salesforce.Rest;

/// <summary><c>query</c>, <c>queryAll</c> and the pages that follow: facts/salesforce.md section 4.</summary>
internal static class QueryEndpoints
{
    public static ApiAnswer Answer(SalesforceOrg org, ApiRequest request)
    {
        if (request.Method != "GET") return ApiAnswer.MethodNotAllowed(request.Method, "HEAD,GET");
        if (request.Path is [_, var locator]) return new ApiAnswer(200, org.Cursors.Next(locator, request.Root));
        if (request.Path.Length > 2) throw RefusedException.NotFound();
        var all = request.Path[0] == "queryAll";
        if (request.Query.GetValueOrDefault("explain") is { } explained) return new ApiAnswer(200, Plan(org, request, explained, all));
        if (request.Query.GetValueOrDefault("q") is not { Length: > 0 } soql) throw RefusedException.Request("MALFORMED_QUERY", "A query string has to be specified");
        var answer = SoqlEngine.Run(org.State, request.Caller, soql, all);
        if (request.Query.GetValueOrDefault("columns") is "true") return new ApiAnswer(200, ColumnMetadata.Write(answer));
        return new ApiAnswer(200, org.Cursors.First(answer, BatchSize(request), request.Root));
    }

    // Sforce-Query-Options: batchSize=500. Less than 200 or more than 2,000 is moved to the nearer end, as the vendor does.
    private static int? BatchSize(ApiRequest request)
    {
        var option = request.Header("Sforce-Query-Options")?.Split(',', ';').Select(part => part.Trim()).FirstOrDefault(part => part.StartsWith("batchSize=", StringComparison.OrdinalIgnoreCase));
        return option is not null && int.TryParse(option.AsSpan("batchSize=".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? Math.Clamp(size, 200, 2_000) : null;
    }

    private static JsonObject Plan(SalesforceOrg org, ApiRequest request, string soql, bool all)
    {
        var answer = SoqlEngine.Run(org.State, request.Caller, soql, all);
        var indexed = answer.Bound.Leading != "TableScan";
        return new JsonObject
        {
            ["plans"] = new JsonArray(new JsonObject
            {
                ["cardinality"] = answer.Count,
                ["fields"] = indexed ? new JsonArray(answer.Bound.Leading) : new JsonArray(),
                ["leadingOperationType"] = indexed ? "Index" : "TableScan",
                ["notes"] = new JsonArray(),
                ["relativeCost"] = indexed ? 0.1m : 1.5m,
                ["sobjectCardinality"] = org.State.Table(answer.Bound.Type).Count,
                ["sobjectType"] = answer.Bound.Type.Name,
            }),
            ["sourceQuery"] = soql,
        };
    }
}

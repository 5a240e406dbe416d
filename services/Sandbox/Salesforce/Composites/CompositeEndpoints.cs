using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Wire;

namespace Integration.Sandbox.Salesforce.Composites;

/// <summary><c>composite</c>, <c>composite/graph</c> and <c>composite/batch</c>: several requests in one call. Facts/salesforce.md section 3.</summary>
internal static class CompositeEndpoints
{
    private const int RequestsMax = 25;
    private const int HeavyMax = 5;
    private const int NodesMax = 500;
    private const int GraphsMax = 75;

    public static ApiAnswer Composite(SalesforceOrg org, ApiRequest request)
    {
        var body = Body(request);
        var requests = Subrequest.ReadAll(body["compositeRequest"], RequestsMax, "compositeRequest");
        if (requests.Count(sub => sub.IsHeavy) > HeavyMax) throw RefusedException.Request("LIMIT_EXCEEDED", $"at most {HeavyMax} subrequests may query or write collections");
        var (answers, written, _) = RunAll(org, request, requests, body["allOrNone"] is JsonValue flag && flag.TryGetValue<bool>(out var all) && all);
        return new ApiAnswer(200, new JsonObject { ["compositeResponse"] = answers }) { Written = written };
    }

    public static ApiAnswer Graph(SalesforceOrg org, ApiRequest request)
    {
        if (Body(request)["graphs"] is not JsonArray { Count: > 0 } graphs) throw RefusedException.Request("JSON_PARSER_ERROR", "'graphs' is missing or empty");
        if (graphs.Count > GraphsMax) throw RefusedException.Request("LIMIT_EXCEEDED", $"'graphs' holds {graphs.Count} graphs; at most {GraphsMax} are allowed");
        var total = 0;
        var results = new JsonArray();
        foreach (var graph in graphs)
        {
            var requests = Subrequest.ReadAll(graph?["compositeRequest"], NodesMax, "compositeRequest");
            var (answers, written, whole) = RunAll(org, request, requests, allOrNone: true);
            total += written;
            results.Add(new JsonObject { ["graphId"] = graph!["graphId"]?.DeepClone(), ["graphResponse"] = new JsonObject { ["compositeResponse"] = answers }, ["isSuccessful"] = whole });
        }
        return new ApiAnswer(200, new JsonObject { ["graphs"] = results }) { Written = total };
    }

    /// <summary>Independent requests, each of which counts as a call.</summary>
    public static ApiAnswer Batch(SalesforceOrg org, ApiRequest request)
    {
        var body = Body(request);
        var requests = Subrequest.ReadAll(body["batchRequests"], RequestsMax, "batchRequests");
        var halt = body["haltOnError"] is JsonValue flag && flag.TryGetValue<bool>(out var stop) && stop;
        org.ApiCalls.Add(requests.Count - 1);
        var results = new JsonArray();
        var failed = false;
        var written = 0;
        foreach (var sub in requests)
        {
            var answer = failed && halt ? ApiAnswer.Of(RefusedException.Request("BATCH_PROCESSING_HALTED", "Batch processing halted per request")) : sub.Run(org, request, null);
            failed |= answer.Failed;
            written += answer.Written;
            results.Add(new JsonObject { ["statusCode"] = answer.Status, ["result"] = answer.Body?.DeepClone() });
        }
        return new ApiAnswer(200, new JsonObject { ["hasErrors"] = failed, ["results"] = results }) { Written = written };
    }

    private static (JsonArray Answers, int Written, bool Whole) RunAll(SalesforceOrg org, ApiRequest outer, List<Subrequest> requests, bool allOrNone)
    {
        var tx = allOrNone ? new Transaction(org.State, outer.Caller) : null;
        var references = new References();
        var answers = new List<ApiAnswer>();
        foreach (var sub in requests)
        {
            var answer = allOrNone && answers.Any(done => done.Failed) ? Halted()
                : references.Resolve(sub) is { } resolved ? resolved.Run(org, outer, tx)
                : ApiAnswer.Of(RefusedException.Request("PROCESSING_HALTED", $"Invalid reference specified. No value for {sub.ReferenceId} found: a request it refers to failed or does not hold it"));
            answers.Add(answer);
            if (!answer.Failed) references.Add(sub.ReferenceId, answer.Body);
        }
        var whole = !answers.Any(answer => answer.Failed);
        if (tx is not null)
        {
            if (whole) org.Commit(tx);
            else
            {
                tx.RollBackTo(0);
                answers = [.. answers.Select(answer => answer.Failed ? answer : Halted())];
            }
        }
        return (new JsonArray([.. answers.Zip(requests, Write)]), answers.Sum(answer => answer.Written), whole);
    }

    private static ApiAnswer Halted() => ApiAnswer.Of(RefusedException.Request("PROCESSING_HALTED", "The transaction was rolled back since another operation in the same transaction failed.")) with { Status = 400 };

    private static JsonNode Write(ApiAnswer answer, Subrequest request)
    {
        var headers = new JsonObject();
        foreach (var (name, value) in answer.Headers) headers[name] = value;
        return new JsonObject { ["body"] = answer.Body?.DeepClone(), ["httpHeaders"] = headers, ["httpStatusCode"] = answer.Status, ["referenceId"] = request.ReferenceId };
    }

    private static JsonObject Body(ApiRequest request) => JsonObject.Create(request.Json())!;
}

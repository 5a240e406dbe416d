using System.Text.Json;
using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Rest;
using Integration.Sandbox.Salesforce.Wire;

namespace Integration.Sandbox.Salesforce.Composites;

/// <summary>One request within a composite, graph or batch call.</summary>
internal sealed record Subrequest(string Method, string Url, string ReferenceId, JsonNode? Body, JsonObject? Headers)
{
    public static List<Subrequest> ReadAll(JsonNode? list, int most, string name)
    {
        if (list is not JsonArray { Count: > 0 } array) throw RefusedException.Request("JSON_PARSER_ERROR", $"'{name}' is missing or empty");
        if (array.Count > most) throw RefusedException.Request("LIMIT_EXCEEDED", $"'{name}' holds {array.Count} requests; at most {most} are allowed");
        var requests = array.Select((node, at) => Read(node as JsonObject ?? throw RefusedException.Request("JSON_PARSER_ERROR", $"member {at + 1} of '{name}' is no object"), at, name)).ToList();
        var twice = requests.GroupBy(request => request.ReferenceId, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? requests : throw RefusedException.Request("INVALID_INPUT", $"Duplicate ReferenceId provided: {twice.Key}");
    }

    /// <summary>Whether it counts among the five that may query or write collections.</summary>
    public bool IsHeavy => Url.Contains("/query", StringComparison.OrdinalIgnoreCase) || Url.Contains("/composite/sobjects", StringComparison.OrdinalIgnoreCase);

    public ApiAnswer Run(SalesforceOrg org, ApiRequest outer, Transaction? tx)
    {
        var parts = Url.Split('?', 2);
        var path = parts[0].Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        if (path is ["services", "data", .. var absolute]) path = absolute;
        if (path.Length == 0 || ApiVersion.Read(path[0]) is not { } version || version is < ApiVersion.Oldest or > ApiVersion.Newest) return ApiAnswer.Of(RefusedException.NotFound());
        string? Header(string name) => Headers?.FirstOrDefault(pair => pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value?.ToString() ?? outer.Header(name);
        return RestRouter.Answer(org, outer with
        {
            Method = Method.ToUpperInvariant(),
            Path = path[1..],
            Query = parts.Length > 1 ? QueryText.Read(parts[1]) : new Dictionary<string, string>(),
            Header = Header,
            Body = Body is null ? ReadOnlyMemory<byte>.Empty : JsonSerializer.SerializeToUtf8Bytes(Body),
            Transaction = tx,
            Caller = CallerHeaders.Apply(outer.Caller with { Version = version, Subject = $"{Method.ToUpperInvariant()} {parts[0]}" }, Header, "rest"),
        });
    }

    private static Subrequest Read(JsonObject node, int at, string name)
    {
        string Text(string key) => node[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw RefusedException.Request("JSON_PARSER_ERROR", $"member {at + 1} of '{name}' has no '{key}'");
        var batch = name == "batchRequests";
        return new Subrequest(Text("method"), Text("url"), batch ? at.ToString(System.Globalization.CultureInfo.InvariantCulture) : Text("referenceId"), node[batch ? "richInput" : "body"], node["httpHeaders"] as JsonObject);
    }
}

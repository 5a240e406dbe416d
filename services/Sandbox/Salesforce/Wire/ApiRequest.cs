using System.Text.Json;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Records;

namespace Integration.Sandbox.Salesforce.Wire;

/// <summary>One REST request behind the version: from HTTP, or a subrequest of a composite call.</summary>
internal sealed record ApiRequest
{
    public required string Method { get; init; }
    /// <summary>Path segments behind <c>/services/data/vNN.0/</c>, decoded; a trailing slash leaves none.</summary>
    public required string[] Path { get; init; }
    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();
    /// <summary>Headers by name in any case; null when absent.</summary>
    public Func<string, string?> Header { get; init; } = _ => null;
    public ReadOnlyMemory<byte> Body { get; init; }
    public required Caller Caller { get; init; }
    /// <summary>Where the client reached us, for addresses within answers.</summary>
    public string InstanceUrl { get; init; } = "";
    /// <summary>The transaction of the composite call this is part of; null otherwise.</summary>
    public Transaction? Transaction { get; init; }

    public int Version => Caller.Version;
    public string Root => $"/services/data/v{Version}.0";

    /// <summary>The body as JSON.</summary>
    /// <exception cref="RefusedException">JSON_PARSER_ERROR, with the place.</exception>
    public JsonElement Json(JsonValueKind kind = JsonValueKind.Object)
    {
        try
        {
            using var document = JsonDocument.Parse(Body);
            var root = document.RootElement.Clone();
            if (root.ValueKind != kind)
                throw RefusedException.Request("JSON_PARSER_ERROR", $"Cannot deserialize request body: expected {(kind == JsonValueKind.Object ? "an object" : "an array")} at [line:1, column:1]");
            return root;
        }
        catch (JsonException broken)
        {
            throw RefusedException.Request("JSON_PARSER_ERROR", $"Unexpected character or end of input at [line:{broken.LineNumber + 1}, column:{broken.BytePositionInLine + 1}]");
        }
    }
}

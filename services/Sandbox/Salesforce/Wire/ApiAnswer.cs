using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce.Errors;

namespace Integration.Sandbox.Salesforce.Wire;

/// <summary>One REST answer, not yet on the wire.</summary>
internal sealed record ApiAnswer(int Status, JsonNode? Body = null)
{
    /// <summary>Text to send in place of JSON, with its type.</summary>
    public (string ContentType, string Content)? Text { get; init; }
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];
    /// <summary>Records created, changed or deleted, for the price of a sync.</summary>
    public int Written { get; init; }

    public bool Failed => Status >= 400;

    public static ApiAnswer NoContent(int written = 0) => new(204) { Written = written };

    public static ApiAnswer Of(RefusedException refused) =>
        new(refused.Errors[0].Status, new JsonArray([.. refused.Errors.Select(error => error.ToSingleJson())]));

    public static ApiAnswer MethodNotAllowed(string method, string allowed) =>
        Of(RefusedException.Request("METHOD_NOT_ALLOWED", $"HTTP Method '{method}' not allowed. Allowed are {allowed}"));
}

using System.Text.Json.Nodes;

namespace Integration.Sandbox.Salesforce.Errors;

/// <summary>One error as Salesforce reports it.</summary>
/// <param name="Code">Such as <c>REQUIRED_FIELD_MISSING</c>: <c>errorCode</c> in a single answer, <c>statusCode</c> within a list.</param>
/// <param name="Message">Text for people; clients must not match on it.</param>
/// <param name="Fields">Fields concerned; null where the vendor leaves the key out, empty where it sends an empty list.</param>
public sealed record ApiError(string Code, string Message, IReadOnlyList<string>? Fields = null)
{
    /// <summary>The body of a DUPLICATES_DETECTED error, else null.</summary>
    public JsonObject? Duplicates { get; init; }

    /// <summary>HTTP status of an answer that carries this error alone.</summary>
    public int Status => Code switch
    {
        "INVALID_SESSION_ID" => 401,
        "REQUEST_LIMIT_EXCEEDED" or "API_DISABLED_FOR_ORG" or "INSUFFICIENT_ACCESS_OR_READONLY" => 403,
        "NOT_FOUND" or "ENTITY_IS_DELETED" => 404,
        "METHOD_NOT_ALLOWED" => 405,
        "UNSUPPORTED_API_VERSION" => 410,
        "PRECONDITION_FAILED" => 412,
        "UNKNOWN_EXCEPTION" => 500,
        "SERVER_UNAVAILABLE" => 503,
        _ => 400,
    };

    /// <summary>As a member of the array that a failed single call answers with.</summary>
    public JsonObject ToSingleJson()
    {
        var json = new JsonObject { ["message"] = Message, ["errorCode"] = Code };
        // The key is misspelt on the wire: facts/salesforce.md section 7.
        if (Duplicates is not null) json.Insert(0, "duplicateResut", Duplicates.DeepClone());
        else if (Fields is not null) json["fields"] = Names();
        return json;
    }

    /// <summary>As a member of <c>errors</c> in the result of one record of many.</summary>
    public JsonObject ToListJson() => new() { ["statusCode"] = Code, ["message"] = Message, ["fields"] = Names() };

    private JsonArray Names() => [.. (Fields ?? []).Select(name => JsonValue.Create(name))];
}

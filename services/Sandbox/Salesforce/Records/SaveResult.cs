using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce.Errors;

namespace Integration.Sandbox.Salesforce.Records;

/// <summary>What became of one record of a write.</summary>
/// <param name="Id">18-character id; null when the record was refused, except in a delete, which names it always.</param>
/// <param name="Created">For an upsert: whether a record was made; null otherwise.</param>
/// <param name="Errors">Empty when the write succeeded.</param>
public sealed record SaveResult(string? Id, bool? Created, IReadOnlyList<ApiError> Errors)
{
    /// <summary>True when the record was written.</summary>
    public bool Success => Errors.Count == 0;

    internal static SaveResult Saved(string id, bool? created = null) => new(id, created, []);

    internal JsonObject ToJson()
    {
        var json = new JsonObject();
        if (Id is not null) json["id"] = Id;
        json["success"] = Success;
        json["errors"] = new JsonArray([.. Errors.Select(error => error.ToListJson())]);
        if (Created is { } created && Success) json["created"] = created;
        return json;
    }
}

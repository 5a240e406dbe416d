using System.Text.Json;
using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Schema;
using Integration.Sandbox.Salesforce.Wire;

namespace Integration.Sandbox.Salesforce.Composites;

/// <summary><c>composite/tree/X</c>: records with their children, all or nothing.</summary>
internal static class TreeEndpoint
{
    private const int RecordsMax = 200;
    private const int DepthMax = 5;

    public static ApiAnswer Answer(SalesforceOrg org, ApiRequest request, string objectName)
    {
        var type = org.State.Schema.Find(objectName, request.Caller) ?? throw RefusedException.NotFound();
        var body = request.Json();
        if (!body.TryGetProperty("records", out var records) || records.ValueKind != JsonValueKind.Array || records.GetArrayLength() == 0) throw RefusedException.Request("REQUIRED_FIELD_MISSING", "At least 1 record is required");
        var made = new List<(string ReferenceId, string Id)>();
        var failed = new JsonArray();
        try
        {
            org.Write(request.Caller, request.Transaction, tx =>
            {
                foreach (var record in records.EnumerateArray()) Make(tx, type, record, null, 1, made, failed);
                return failed.Count == 0 ? true : throw new RefusedException("ALL_OR_NONE_OPERATION_ROLLED_BACK", "the tree was rolled back");
            });
        }
        catch (RefusedException) when (failed.Count > 0)
        {
            return new ApiAnswer(400, new JsonObject { ["hasErrors"] = true, ["results"] = failed });
        }
        return new ApiAnswer(201, new JsonObject { ["hasErrors"] = false, ["results"] = new JsonArray([.. made.Select(pair => new JsonObject { ["referenceId"] = pair.ReferenceId, ["id"] = pair.Id })]) }) { Written = made.Count };
    }

    private static void Make(Transaction tx, SObjectType type, JsonElement record, (SField Field, string Id)? parent, int depth, List<(string ReferenceId, string Id)> made, JsonArray failed)
    {
        if (depth > DepthMax) throw RefusedException.Request("LIMIT_EXCEEDED", $"a tree may be {DepthMax} levels deep");
        if (made.Count + failed.Count >= RecordsMax) throw RefusedException.Request("LIMIT_EXCEEDED", $"a tree may hold {RecordsMax} records");
        if (record.ValueKind != JsonValueKind.Object || !record.TryGetProperty("attributes", out var attributes) || attributes.ValueKind != JsonValueKind.Object || !attributes.TryGetProperty("referenceId", out var reference) || reference.GetString() is not { } referenceId)
            throw RefusedException.Request("INVALID_INPUT", "Include a reference ID for each record in the request.");
        var children = record.EnumerateObject().Where(property => property.Value.ValueKind == JsonValueKind.Object && property.Value.TryGetProperty("records", out _)).ToList();
        var fields = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in record.EnumerateObject().Where(property => property.Name != "attributes" && children.All(child => child.Name != property.Name)))
        {
            using var one = JsonDocument.Parse($"{{{JsonSerializer.Serialize(property.Name)}:{property.Value.GetRawText()}}}");
            fields[property.Name] = JsonFields.Read(one.RootElement)[property.Name];
        }
        if (parent is { } above) fields[above.Field.Name] = above.Id;
        string id;
        try
        {
            id = RecordWriter.Create(tx, type, fields);
        }
        catch (RefusedException refused)
        {
            failed.Add(new JsonObject { ["referenceId"] = referenceId, ["errors"] = new JsonArray([.. refused.Errors.Select(error => error.ToListJson())]) });
            return;
        }
        made.Add((referenceId, id));
        foreach (var child in children)
        {
            var found = tx.State.Schema.ChildrenOf(type.Name).FirstOrDefault(known => string.Equals(known.Name, child.Name, StringComparison.OrdinalIgnoreCase));
            if (found.Name is null) throw RefusedException.Request("INVALID_FIELD", $"No such relation '{child.Name}' on sobject of type {type.Name}");
            foreach (var below in child.Value.GetProperty("records").EnumerateArray()) Make(tx, found.Child, below, (found.Field, id), depth + 1, made, failed);
        }
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Schema;
using Integration.Sandbox.Salesforce.Wire;

namespace Integration.Sandbox.Salesforce.Rest;

/// <summary>Single records: facts/salesforce.md section 3.</summary>
internal static class RecordEndpoints
{
    public static ApiAnswer Create(SalesforceOrg org, ApiRequest request, SObjectType type)
    {
        var fields = JsonFields.Read(request.Json());
        return Saved(request, type, org.Write(request.Caller, request.Transaction, tx => RecordWriter.Create(tx, type, fields)), null, 201);
    }

    public static ApiAnswer Get(SalesforceOrg org, ApiRequest request, SObjectType type, string id)
    {
        var row = RecordWriter.Live(org.State, type, id);
        if (Instant(request, "If-Modified-Since") is { } since && Modified(type, row) <= since) return new ApiAnswer(304);
        return new ApiAnswer(200, RecordJson.Write(type, row, Asked(org, request, type), request.Version));
    }

    public static ApiAnswer GetByKey(SalesforceOrg org, ApiRequest request, SObjectType type, SField key, string value)
    {
        var found = RecordWriter.FindByKey(new Transaction(org.State, request.Caller), type, key, value);
        if (found.Count == 0) throw RefusedException.NotFound();
        return found.Count == 1 ? Get(org, request, type, found[0].Id) : throw new AmbiguousKeyException(type.Name, [.. found.Select(row => row.Id)]);
    }

    public static ApiAnswer Update(SalesforceOrg org, ApiRequest request, SObjectType type, string id)
    {
        var fields = JsonFields.Read(request.Json());
        if (Instant(request, "If-Unmodified-Since") is { } since && Modified(type, RecordWriter.Live(org.State, type, id)) > since)
            throw RefusedException.Request("PRECONDITION_FAILED", "The record was changed since the time given");
        org.Write(request.Caller, request.Transaction, tx =>
        {
            RecordWriter.Update(tx, type, id, fields);
            return id;
        });
        return ApiAnswer.NoContent(written: 1);
    }

    public static ApiAnswer Upsert(SalesforceOrg org, ApiRequest request, SObjectType type, SField key, string value)
    {
        if (key.Type == FieldType.Id) return Update(org, request, type, value);
        var fields = JsonFields.Read(request.Json());
        if (fields.ContainsKey(key.Name) || fields.ContainsKey("Id"))
            throw RefusedException.Request("INVALID_FIELD", fields.ContainsKey("Id") ? "The Id field should not be specified in the sobject data." : $"The {key.Name} field should not be specified in the sobject data.");
        var updateOnly = request.Query.GetValueOrDefault("updateOnly") is "true";
        var (id, created) = org.Write(request.Caller, request.Transaction, tx => RecordWriter.Upsert(tx, type, key, value, fields, updateOnly));
        // Before v46 an update by key answered nothing: facts/salesforce.md section 3.
        if (!created && request.Version < 46) return ApiAnswer.NoContent(written: 1);
        return Saved(request, type, id, created, created ? 201 : 200);
    }

    public static ApiAnswer Delete(SalesforceOrg org, ApiRequest request, SObjectType type, string id)
    {
        org.Write(request.Caller, request.Transaction, tx =>
        {
            Deletion.Delete(tx, type, id);
            return id;
        });
        return ApiAnswer.NoContent(written: 1);
    }

    public static ApiAnswer DeleteByKey(SalesforceOrg org, ApiRequest request, SObjectType type, SField key, string value)
    {
        var found = RecordWriter.FindByKey(new Transaction(org.State, request.Caller), type, key, value);
        if (found.Count == 0) throw RefusedException.NotFound();
        return found.Count == 1 ? Delete(org, request, type, found[0].Id) : throw new AmbiguousKeyException(type.Name, [.. found.Select(row => row.Id)]);
    }

    private static ApiAnswer Saved(ApiRequest request, SObjectType type, string id, bool? created, int status)
    {
        var body = new JsonObject { ["id"] = id, ["success"] = true, ["errors"] = new JsonArray() };
        if (created is { } made) body["created"] = made;
        return new ApiAnswer(status, body) { Headers = [("Location", $"{request.Root}/sobjects/{type.Name}/{id}")], Written = 1 };
    }

    private static IEnumerable<SField> Asked(SalesforceOrg org, ApiRequest request, SObjectType type)
    {
        var permissions = org.State.Permissions;
        if (!request.Query.TryGetValue("fields", out var names) || names.Length == 0) return type.Fields.Where(field => permissions.CanRead(request.Caller, type, field));
        return names.Split(',').Select(name => permissions.Visible(request.Caller, type, name.Trim())
            ?? throw RefusedException.Request("INVALID_FIELD", $"No such column '{name.Trim()}' on sobject of type {type.Name}")).Prepend(type["Id"]).Distinct();
    }

    private static DateTimeOffset Modified(SObjectType type, Row row) => row[type.System.LastModifiedDate] as DateTimeOffset? ?? row.Stamp(type);

    private static DateTimeOffset? Instant(ApiRequest request, string header) =>
        DateTimeOffset.TryParse(request.Header(header), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Schema;
using Integration.Sandbox.Salesforce.Wire;

namespace Integration.Sandbox.Salesforce.Rest;

/// <summary>sObject Collections: up to 200 records in one call, each with its own outcome. Facts/salesforce.md section 3.</summary>
internal static class CollectionEndpoints
{
    private const int RecordsMax = 200;
    private const int RetrieveMax = 2_000;
    private const int ChunksMax = 10;

    public static ApiAnswer Answer(SalesforceOrg org, ApiRequest request, string[] rest) => (request.Method, rest) switch
    {
        ("POST", []) => Save(org, request, null, Create),
        ("PATCH", []) => Save(org, request, null, Update),
        ("DELETE", []) => Delete(org, request),
        ("PATCH", [var name, var keyName]) => Upsert(org, request, Type(org, request, name), keyName),
        ("GET", [var name]) => Retrieve(org, request, Type(org, request, name), Listed(request, "ids"), Listed(request, "fields")),
        ("POST", [var name]) => Retrieve(org, request, Type(org, request, name)),
        _ => throw RefusedException.NotFound(),
    };

    private static ApiAnswer Upsert(SalesforceOrg org, ApiRequest request, SObjectType type, string keyName)
    {
        var key = org.State.Permissions.Visible(request.Caller, type, keyName);
        if (key is not { Key: true }) throw RefusedException.Request("NOT_FOUND", $"Provided external ID field does not exist or is not accessible: {keyName}");
        return Save(org, request, (type, key), (tx, type, fields) =>
        {
            fields.Remove(key.Name, out var value);
            if (key.Type != FieldType.Id) fields.Remove("Id");
            try
            {
                var (id, created) = RecordWriter.Upsert(tx, type, key, value, fields);
                return SaveResult.Saved(id, created);
            }
            catch (AmbiguousKeyException several)
            {
                return new SaveResult(null, null, [several.ToError(key)]);
            }
        });
    }

    private static SaveResult Create(Transaction tx, SObjectType type, Dictionary<string, object?> fields) => SaveResult.Saved(RecordWriter.Create(tx, type, fields));

    private static SaveResult Update(Transaction tx, SObjectType type, Dictionary<string, object?> fields)
    {
        fields.Remove("Id", out var id);
        if (id is not string { Length: > 0 } text) throw new RefusedException("MISSING_ARGUMENT", "Id not specified in an update call");
        RecordWriter.Update(tx, type, text, fields);
        return SaveResult.Saved(RecordId.Normalise(text)!);
    }

    private static ApiAnswer Save(SalesforceOrg org, ApiRequest request, (SObjectType Type, SField Key)? upsert, Func<Transaction, SObjectType, Dictionary<string, object?>, SaveResult> save)
    {
        var body = request.Json();
        var allOrNone = body.TryGetProperty("allOrNone", out var flag) && flag.ValueKind == JsonValueKind.True;
        var records = Records(org, request, body, upsert?.Type);
        var repeated = Repeated(records, upsert?.Key.Name ?? (request.Method == "PATCH" ? "Id" : null));
        return org.Write(request.Caller, request.Transaction, tx =>
        {
            var results = new List<SaveResult>(records.Count);
            var mark = tx.Mark();
            for (var at = 0; at < records.Count; at++)
            {
                results.Add(repeated.TryGetValue(at, out var clash) ? new SaveResult(null, null, [clash]) : One(tx, records[at].Type, records[at].Fields, save));
            }
            return Finish(tx, mark, allOrNone, results);
        });
    }

    private static SaveResult One(Transaction tx, SObjectType type, Dictionary<string, object?> fields, Func<Transaction, SObjectType, Dictionary<string, object?>, SaveResult> save)
    {
        var mark = tx.Mark();
        try
        {
            return save(tx, type, fields);
        }
        catch (RefusedException refused) when (!refused.WholeRequest)
        {
            tx.RollBackTo(mark);
            return new SaveResult(null, null, refused.Errors);
        }
    }

    private static ApiAnswer Finish(Transaction tx, int mark, bool allOrNone, List<SaveResult> results)
    {
        if (allOrNone && results.Any(result => !result.Success))
        {
            tx.RollBackTo(mark);
            for (var at = 0; at < results.Count; at++)
            {
                if (results[at].Success)
                    results[at] = new SaveResult(null, null, [new ApiError("ALL_OR_NONE_OPERATION_ROLLED_BACK", "Record rolled back because not all records were valid and the request was using AllOrNone header", [])]);
            }
        }
        return new ApiAnswer(200, new JsonArray([.. results.Select(result => result.ToJson())])) { Written = results.Count(result => result.Success) };
    }

    private static List<(SObjectType Type, Dictionary<string, object?> Fields)> Records(SalesforceOrg org, ApiRequest request, JsonElement body, SObjectType? only)
    {
        if (!body.TryGetProperty("records", out var array) || array.ValueKind != JsonValueKind.Array || array.GetArrayLength() == 0)
            throw RefusedException.Request("REQUIRED_FIELD_MISSING", "At least 1 record is required");
        if (array.GetArrayLength() > RecordsMax) throw TooMany(RecordsMax);
        var records = new List<(SObjectType, Dictionary<string, object?>)>(array.GetArrayLength());
        var chunks = 0;
        SObjectType? previous = null;
        foreach (var record in array.EnumerateArray())
        {
            if (record.ValueKind != JsonValueKind.Object) throw RefusedException.Request("JSON_PARSER_ERROR", "Cannot deserialize instance of sobject from a value that is no object");
            var type = record.TryGetProperty("attributes", out var attributes) && attributes.ValueKind == JsonValueKind.Object && attributes.TryGetProperty("type", out var name) && name.GetString() is { } typeName
                ? org.State.Schema.Find(typeName, request.Caller) ?? throw RefusedException.Request("INVALID_TYPE", $"sObject type '{typeName}' is not supported.")
                : only ?? throw RefusedException.Request("INVALID_TYPE", "The type of a record is missing: give it in attributes.type");
            if (only is not null && type != only) throw RefusedException.Request("INVALID_TYPE", $"The record is of type {type.Name}, the call is for {only.Name}");
            if (type != previous) chunks++;
            previous = type;
            records.Add((type, JsonFields.Read(record)));
        }
        if (chunks > ChunksMax) throw RefusedException.Request("LIMIT_EXCEEDED", $"Cannot have more than {ChunksMax} chunks in a single operation. Please rearrange the data to reduce chunking.");
        return records;
    }

    /// <summary>Rows that name one record twice fail, all of them: the vendor cannot say which was meant to come last.</summary>
    private static Dictionary<int, ApiError> Repeated(List<(SObjectType Type, Dictionary<string, object?> Fields)> records, string? keyName)
    {
        if (keyName is null) return [];
        var keys = records.Select((record, at) => (Key: Table.KeyOf(record.Fields.GetValueOrDefault(keyName)), At: at)).Where(pair => pair.Key is { Length: > 0 });
        var comparer = keyName == "Id" ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;
        return keys.GroupBy(pair => keyName == "Id" ? RecordId.Normalise(pair.Key) ?? pair.Key! : pair.Key!, comparer).Where(group => group.Count() > 1)
            .SelectMany(group => group.Select(pair => (pair.At, Error: new ApiError("DUPLICATE_VALUE", keyName == "Id" ? $"Duplicate id in list: {group.Key}" : $"Duplicate external id specified: {group.Key}", []))))
            .ToDictionary(pair => pair.At, pair => pair.Error);
    }

    private static ApiAnswer Delete(SalesforceOrg org, ApiRequest request)
    {
        var ids = Listed(request, "ids");
        if (ids.Count == 0) throw RefusedException.Request("REQUIRED_FIELD_MISSING", "At least 1 record is required");
        if (ids.Count > RecordsMax) throw TooMany(RecordsMax);
        return org.Write(request.Caller, request.Transaction, tx =>
        {
            var mark = tx.Mark();
            var results = ids.Select(id => DeleteOne(org, tx, id)).ToList();
            return Finish(tx, mark, request.Query.GetValueOrDefault("allOrNone") is "true", results);
        });
    }

    // A refused delete names its record; the other calls do not: samples, collections.delete.
    private static SaveResult DeleteOne(SalesforceOrg org, Transaction tx, string id)
    {
        var mark = tx.Mark();
        try
        {
            var type = org.State.Schema.OfId(RecordId.Normalise(id) ?? "") ?? throw new RefusedException("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id");
            Deletion.Delete(tx, type, id);
            return SaveResult.Saved(RecordId.Normalise(id)!);
        }
        catch (RefusedException refused)
        {
            tx.RollBackTo(mark);
            return new SaveResult(RecordId.Normalise(id) ?? id, null, refused.Errors);
        }
    }

    private static ApiAnswer Retrieve(SalesforceOrg org, ApiRequest request, SObjectType type)
    {
        var body = request.Json();
        List<string> Strings(string name) => body.TryGetProperty(name, out var array) && array.ValueKind == JsonValueKind.Array
            ? [.. array.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw RefusedException.Request("JSON_PARSER_ERROR", $"'{name}' holds something that is no text"))]
            : [];
        return Retrieve(org, request, type, Strings("ids"), Strings("fields"));
    }

    private static ApiAnswer Retrieve(SalesforceOrg org, ApiRequest request, SObjectType type, IReadOnlyList<string> ids, IReadOnlyList<string> names)
    {
        if (ids.Count == 0) throw RefusedException.Request("REQUIRED_FIELD_MISSING", "Required fields are missing: [ids]");
        if (names.Count == 0) throw RefusedException.Request("REQUIRED_FIELD_MISSING", "Required fields are missing: [fields]");
        if (ids.Count > RetrieveMax) throw TooMany(RetrieveMax);
        return new ApiAnswer(200, RecordReader.Retrieve(org.State, request.Caller, type, ids, names));
    }

    private static IReadOnlyList<string> Listed(ApiRequest request, string name) =>
        request.Query.GetValueOrDefault(name)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static SObjectType Type(SalesforceOrg org, ApiRequest request, string name) => org.State.Schema.Find(name, request.Caller) ?? throw RefusedException.NotFound();

    private static RefusedException TooMany(int most) =>
        RefusedException.Request("EXCEEDED_ID_LIMIT", $"record limit reached. cannot submit more than {most} records into this call");
}

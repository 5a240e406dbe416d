using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integration.Connectors.Http;
using Integration.Connectors.Ports;
using Integration.Connectors.Quotas;
using Integration.Core.Records;
using Integration.Salesforce.Faults;
using Integration.Salesforce.Schemas;
using Integration.Salesforce.Wire;

namespace Integration.Salesforce.Client;

/// <summary>The calls that we make to Salesforce, each with its own path, limits and shape. Knows nothing of pairs.</summary>
/// <remarks>No member throws for what Salesforce did. Reads repeat themselves where that may help; writes only where nothing was applied.</remarks>
internal sealed class SalesforceClient(OutsideHttp http, QuotaGate quota, TimeProvider clock, string apiVersion)
{
    /// <summary>Name in metrics, quotas and faults.</summary>
    public const string System = "salesforce";
    /// <summary>Most rows of a collections write.</summary>
    public const int WriteMax = 200;
    /// <summary>Most ids of a collections retrieve.</summary>
    public const int RetrieveMax = 2_000;
    /// <summary>The client id that comes back in change events as <c>changeOrigin</c>.</summary>
    public const string ClientName = "integration-sync";

    // Without the first, active assignment rules run on every write of ours, updates too, and give the lead to somebody else.
    private static readonly KeyValuePair<string, string>[] WriteHeaders = [new("Sforce-Auto-Assign", "FALSE"), new("Sforce-Call-Options", $"client={ClientName}")];
    private static readonly KeyValuePair<string, string>[] QueryHeaders = [new("Sforce-Query-Options", "batchSize=2000"), new("Sforce-Call-Options", $"client={ClientName}")];

    private readonly string root = $"/services/data/v{apiVersion}";

    /// <summary>Reads records of one object by id; null in place of those that are missing, deleted or hidden.</summary>
    /// <param name="objectName">The object.</param>
    /// <param name="ids">1 to <see cref="RetrieveMax"/>, distinct.</param>
    /// <param name="fields">At least one; an unknown one refuses the whole call with INVALID_FIELD.</param>
    /// <param name="lane">Whose allowance.</param>
    /// <param name="stop">Stops waiting.</param>
    /// <returns>As many elements as ids, in their order; a JSON null where there is no record.</returns>
    public async Task<SalesforceAnswer<IReadOnlyList<JsonElement>>> RetrieveAsync(string objectName, IReadOnlyCollection<string> ids, IReadOnlyCollection<string> fields, Lane lane, CancellationToken stop)
    {
        var body = new JsonObject { ["ids"] = Texts(ids), ["fields"] = Texts(fields) };
        var answer = await SendAsync(new OutsideCall("composite/sobjects/retrieve", HttpMethod.Post, $"{root}/composite/sobjects/{Uri.EscapeDataString(objectName)}", lane)
        {
            Body = Bytes(body),
            IsRepeatable = true,
        }, stop);
        return Read<IReadOnlyList<JsonElement>>(answer, json => json.ValueKind == JsonValueKind.Array && json.GetArrayLength() == ids.Count
            && json.EnumerateArray().All(row => row.ValueKind is JsonValueKind.Null or JsonValueKind.Object) ? [.. json.EnumerateArray()] : null, "retrieve");
    }

    /// <summary>Changes records; each row has its <c>attributes.type</c> and <c>Id</c>, rows of one object beside each other.</summary>
    public Task<SalesforceAnswer<IReadOnlyList<RowResult>>> UpdateAsync(IReadOnlyList<JsonObject> rows, Lane lane, CancellationToken stop) =>
        WriteAsync("composite/sobjects/update", HttpMethod.Patch, "composite/sobjects", rows, lane, stop);

    /// <summary>Changes one record unless it was changed since; PRECONDITION_FAILED when it was, and nothing is written then.</summary>
    /// <param name="objectName">The object.</param>
    /// <param name="id">The record.</param>
    /// <param name="row">As for <see cref="UpdateAsync"/>.</param>
    /// <param name="since">The stamp that it was read with. Salesforce compares whole seconds.</param>
    /// <param name="lane">Whose allowance.</param>
    /// <param name="stop">Stops waiting; the write may still land.</param>
    public async Task<SalesforceAnswer<IReadOnlyList<RowResult>>> UpdateUnchangedAsync(string objectName, string id, JsonObject row, DateTimeOffset since, Lane lane, CancellationToken stop)
    {
        var fields = (JsonObject)row.DeepClone();
        fields.Remove("attributes");
        fields.Remove("Id");
        var answer = await SendAsync(new OutsideCall("sobjects/update", HttpMethod.Patch, $"{root}/sobjects/{Uri.EscapeDataString(objectName)}/{id}", lane)
        {
            Body = Bytes(fields),
            Headers = [.. WriteHeaders, new("If-Unmodified-Since", since.UtcDateTime.ToString("R", CultureInfo.InvariantCulture))],
        }, stop);
        // A single update answers 204 and nothing else.
        return new(answer.Fate, answer.Fault is null ? [new RowResult(id, true, [])] : null, answer.Fault) { StartedAt = answer.StartedAt, EndedAt = answer.EndedAt };
    }

    /// <summary>Makes records; each row has its <c>attributes.type</c>, rows of one object beside each other.</summary>
    public Task<SalesforceAnswer<IReadOnlyList<RowResult>>> CreateAsync(IReadOnlyList<JsonObject> rows, Lane lane, CancellationToken stop) =>
        WriteAsync("composite/sobjects/create", HttpMethod.Post, "composite/sobjects", rows, lane, stop);

    /// <summary>Makes or changes records of one object by an external id field that each row carries.</summary>
    public Task<SalesforceAnswer<IReadOnlyList<RowResult>>> UpsertAsync(string objectName, string keyField, IReadOnlyList<JsonObject> rows, Lane lane, CancellationToken stop) =>
        WriteAsync("composite/sobjects/upsert", HttpMethod.Patch, $"composite/sobjects/{Uri.EscapeDataString(objectName)}/{Uri.EscapeDataString(keyField)}", rows, lane, stop);

    /// <summary>Deletes records into the recycle bin.</summary>
    public async Task<SalesforceAnswer<IReadOnlyList<RowResult>>> DeleteAsync(IReadOnlyList<string> ids, Lane lane, CancellationToken stop)
    {
        var answer = await SendAsync(new OutsideCall("composite/sobjects/delete", HttpMethod.Delete, $"{root}/composite/sobjects?ids={string.Join(',', ids)}&allOrNone=false", lane) { Headers = WriteHeaders }, stop);
        return Rows(answer, ids.Count);
    }

    /// <summary>All rows of a query, page by page.</summary>
    /// <param name="soql">The statement; encoded at most <see cref="Queries.Soql.EncodedMax"/> bytes.</param>
    /// <param name="withDeleted">Deleted, merged and archived rows too.</param>
    /// <param name="lane">Whose allowance, for every page.</param>
    /// <param name="stop">Stops waiting.</param>
    public async Task<SalesforceAnswer<IReadOnlyList<JsonElement>>> QueryAsync(string soql, bool withDeleted, Lane lane, CancellationToken stop)
    {
        // A locator may die between two pages (expired, or pushed out by newer ones): the pages read so far belong to a
        // result that is gone, so the query starts over; twice in a row means something else is wrong.
        var answer = await QueryOnceAsync(soql, withDeleted, lane, stop);
        return answer.Fault?.Code == "INVALID_QUERY_LOCATOR" ? await QueryOnceAsync(soql, withDeleted, lane, stop) : answer;
    }

    private async Task<SalesforceAnswer<IReadOnlyList<JsonElement>>> QueryOnceAsync(string soql, bool withDeleted, Lane lane, CancellationToken stop)
    {
        var rows = new List<JsonElement>();
        var path = $"{root}/{(withDeleted ? "queryAll" : "query")}?q={Uri.EscapeDataString(soql)}";
        DateTimeOffset? startedAt = null;
        while (true)
        {
            var answer = await SendAsync(new OutsideCall(withDeleted ? "queryAll" : "query", HttpMethod.Get, path, lane) { IsRepeatable = true, Headers = QueryHeaders }, stop);
            startedAt ??= answer.StartedAt;
            var page = Read(answer, QueryPage.Read, "query");
            if (page.Value is null) return page.Failed<IReadOnlyList<JsonElement>>();
            rows.AddRange(page.Value.Rows);
            if (page.Value.Next is null) return new(CallFate.Answered, rows, null) { StartedAt = startedAt.Value, EndedAt = answer.EndedAt, Date = answer.Date };
            path = page.Value.Next;
        }
    }

    /// <summary>The log of what was deleted within a window of at most 15 days back. INVALID_REPLICATION_DATE when it begins earlier, EXCEEDED_ID_LIMIT above 600,000.</summary>
    public async Task<SalesforceAnswer<DeletedLog>> DeletedAsync(string objectName, DateTimeOffset from, DateTimeOffset until, Lane lane, CancellationToken stop)
    {
        var path = $"{root}/sobjects/{Uri.EscapeDataString(objectName)}/deleted?start={Uri.EscapeDataString(SalesforceTime.Text(from))}&end={Uri.EscapeDataString(SalesforceTime.Text(until))}";
        return Read(await SendAsync(new OutsideCall("sobjects/deleted", HttpMethod.Get, path, lane) { IsRepeatable = true }, stop), DeletedLog.Read, "deleted");
    }

    /// <summary>The fields of an object as our user sees them. NOT_FOUND when there is no such object.</summary>
    public async Task<SalesforceAnswer<DescribedObject>> DescribeAsync(string objectName, Lane lane, CancellationToken stop) => Read(
        await SendAsync(new OutsideCall("describe", HttpMethod.Get, $"{root}/sobjects/{Uri.EscapeDataString(objectName)}/describe", lane) { IsRepeatable = true }, stop),
        DescribedObject.Read, "describe");

    /// <summary>Reads any JSON object under a path of the API, such as <c>limits</c>.</summary>
    public async Task<SalesforceAnswer<JsonObject>> GetAsync(string path, Lane lane, CancellationToken stop) => Read(
        await SendAsync(new OutsideCall(path, HttpMethod.Get, $"{root}/{path}", lane) { IsRepeatable = true }, stop),
        json => JsonObject.Create(json), path);

    /// <summary>Makes one record or tooling record; answers with what Salesforce said of it.</summary>
    public async Task<SalesforceAnswer<JsonObject>> PostAsync(string path, JsonObject body, Lane lane, CancellationToken stop) => Read(
        await SendAsync(new OutsideCall(path, HttpMethod.Post, $"{root}/{path}", lane) { Body = Bytes(body), Headers = WriteHeaders }, stop),
        json => JsonObject.Create(json), path);

    /// <summary>Who we are.</summary>
    public async Task<SalesforceAnswer<JsonObject>> UserAsync(Lane lane, CancellationToken stop) => Read(
        await SendAsync(new OutsideCall("userinfo", HttpMethod.Get, "/services/oauth2/userinfo", lane) { IsRepeatable = true }, stop), json => JsonObject.Create(json), "userinfo");

    private async Task<SalesforceAnswer<IReadOnlyList<RowResult>>> WriteAsync(string name, HttpMethod method, string path, IReadOnlyList<JsonObject> rows, Lane lane, CancellationToken stop)
    {
        var body = new JsonObject { ["allOrNone"] = false, ["records"] = new JsonArray([.. rows.Select(row => row.DeepClone())]) };
        return Rows(await SendAsync(new OutsideCall(name, method, $"{root}/{path}", lane) { Body = Bytes(body), Headers = WriteHeaders }, stop), rows.Count);
    }

    private async Task<OutsideAnswer> SendAsync(OutsideCall call, CancellationToken stop)
    {
        var answer = await http.SendAsync(call, stop);
        // The org's total: everything we send until some of it returned would be refused, and each refusal is answered slowly.
        if (answer.Fault is { Code: "REQUEST_LIMIT_EXCEEDED", RetryAfter: { } pause } && pause >= TimeSpan.FromMinutes(1)) quota.CloseDay(clock.GetUtcNow() + pause);
        return answer;
    }

    // Documents promise 200 with results; clients in the field see 400 with the same array (facts/salesforce.md section 3).
    private static SalesforceAnswer<IReadOnlyList<RowResult>> Rows(OutsideAnswer answer, int count)
    {
        if (answer.Status == 400 && Parse(answer.Body) is { } refusal && RowResult.ReadAll(refusal, count) is { } rows)
            return new(CallFate.Answered, rows, null) { StartedAt = answer.StartedAt, EndedAt = answer.EndedAt };
        return Read(answer, json => RowResult.ReadAll(json, count), "composite/sobjects");
    }

    private static SalesforceAnswer<T> Read<T>(OutsideAnswer answer, Func<JsonElement, T?> read, string what) where T : class
    {
        var value = default(T);
        if (answer.Fault is null && Parse(answer.Body) is { } json)
        {
            try
            {
                value = read(json);
            }
            catch (Exception shape) when (shape is JsonException or InvalidOperationException or FormatException)
            {
                // Whole JSON of another shape; the readers say no more than that, since their texts may quote values.
                value = null;
            }
        }
        var fault = answer.Fault ?? (value is null ? OutsideFaults.WrongShape("salesforce", what) : null);
        return new(answer.Fault is null && fault is not null ? CallFate.Unknown : answer.Fate, fault is null ? value : null, fault) { StartedAt = answer.StartedAt, EndedAt = answer.EndedAt };
    }

    private static JsonElement? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return body.IsEmpty ? null : JsonElement.Parse(body.Span);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode?)JsonValue.Create(text))]);

    private static ReadOnlyMemory<byte> Bytes(JsonNode body) => JsonSerializer.SerializeToUtf8Bytes(body);
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Schema;
using Integration.Sandbox.Salesforce.Soql;
using Integration.Sandbox.Salesforce.Wire;

namespace Integration.Sandbox.Salesforce.Bulk;

/// <summary><c>jobs/ingest</c> and <c>jobs/query</c>: facts/salesforce.md section 5.</summary>
internal static class BulkEndpoints
{
    private const int UploadMax = 150 * 1024 * 1024;
    private static readonly HashSet<string> Operations = ["insert", "update", "upsert", "delete", "hardDelete"];

    public static ApiAnswer Answer(SalesforceOrg org, ApiRequest request, string[] rest) => (request.Method, rest) switch
    {
        ("POST", ["ingest"]) => Open(org, request),
        ("POST", ["query"]) => OpenQuery(org, request),
        ("GET", ["ingest" or "query"]) => List(org, query: rest[0] == "query"),
        ("PUT", ["ingest", var id, "batches"]) => Upload(org, request, id),
        ("PATCH", ["ingest" or "query", var id]) => Close(org, request, id, rest[0] == "query"),
        ("GET", ["ingest" or "query", var id]) => new ApiAnswer(200, org.Jobs.Find(id, rest[0] == "query").ToJson()),
        ("DELETE", ["ingest" or "query", var id]) => Delete(org, id, rest[0] == "query"),
        ("GET", ["ingest", var id, "successfulResults"]) => Results(org.Jobs.Find(id, false), job => job.Successes, "sf__Created"),
        ("GET", ["ingest", var id, "failedResults"]) => Results(org.Jobs.Find(id, false), job => job.Failures, "sf__Error"),
        ("GET", ["ingest", var id, "unprocessedrecords"]) => Results(org.Jobs.Find(id, false), job => job.Unprocessed, null),
        ("GET", ["query", var id, "results"]) => Page(org, request, id),
        _ => throw RefusedException.NotFound(),
    };

    private static ApiAnswer Open(SalesforceOrg org, ApiRequest request)
    {
        var body = request.Json();
        var operation = Text(body, "operation") ?? throw Invalid("operation is missing");
        if (!Operations.Contains(operation)) throw Invalid($"operation '{operation}' is not one of {string.Join(", ", Operations)}");
        var type = org.State.Schema.Find(Text(body, "object") ?? throw Invalid("object is missing"), request.Caller) ?? throw Invalid($"Unable to find object: {Text(body, "object")}");
        var key = Text(body, "externalIdFieldName");
        if (operation == "upsert" && (key is null || org.State.Permissions.Visible(request.Caller, type, key) is not { } field || !(field.Key || field.Type == FieldType.Id)))
            throw Invalid($"externalIdFieldName '{key}' is no external id field of {type.Name}");
        if (Text(body, "contentType") is not (null or "CSV")) throw Invalid("contentType must be CSV");
        var job = Make(org, request, body, operation, type.Name, operation == "upsert" ? type[key!].Name : null, null);
        return new ApiAnswer(200, job.ToJson());
    }

    private static ApiAnswer OpenQuery(SalesforceOrg org, ApiRequest request)
    {
        var body = request.Json();
        var operation = Text(body, "operation") ?? throw Invalid("operation is missing");
        if (operation is not ("query" or "queryAll")) throw Invalid($"operation '{operation}' is not one of query, queryAll");
        var soql = Text(body, "query") ?? throw Invalid("query is missing");
        var query = SoqlParser.Parse(soql);
        BulkQuery.Check(query);
        var bound = BoundQuery.Bind(new QueryScope(org.State, request.Caller, soql, operation == "queryAll"), query);
        var job = Make(org, request, body, operation, bound.Type.Name, null, soql);
        job.State = "UploadComplete";
        return new ApiAnswer(200, job.ToJson());
    }

    private static BulkJob Make(SalesforceOrg org, ApiRequest request, JsonElement body, string operation, string objectName, string? key, string? soql)
    {
        var delimiter = Text(body, "columnDelimiter") ?? "COMMA";
        if (CsvText.Delimiter(delimiter) == '\0') throw Invalid($"columnDelimiter '{delimiter}' is unknown");
        var job = new BulkJob
        {
            Id = org.State.NextId("750"),
            Operation = operation,
            Object = objectName,
            CreatedById = request.Caller.UserId,
            Created = FieldValues.Whole(org.State.Now),
            Changed = FieldValues.Whole(org.State.Now),
            Version = request.Version,
            Delimiter = delimiter,
            LineEnding = Text(body, "lineEnding") is "CRLF" ? "CRLF" : "LF",
            KeyField = key,
            Soql = soql,
            Client = request.Caller.Client ?? "",
        };
        org.Jobs.Add(job);
        return job;
    }

    private static ApiAnswer Upload(SalesforceOrg org, ApiRequest request, string id)
    {
        var job = org.Jobs.Find(id, query: false);
        if (job.State != "Open" || job.Upload is not null) throw Invalid("Found multiple contents for job: the content of a job is sent once, while it is open");
        if (request.Body.Length > UploadMax) throw Invalid("the content is larger than 150 MB");
        job.Upload = Encoding.UTF8.GetString(request.Body.Span);
        return new ApiAnswer(201);
    }

    private static ApiAnswer Close(SalesforceOrg org, ApiRequest request, string id, bool query)
    {
        var job = org.Jobs.Find(id, query);
        var state = Text(request.Json(), "state");
        if (state is not ("UploadComplete" or "Aborted")) throw Invalid($"state '{state}' is not one of UploadComplete, Aborted");
        if (job.Finished || (state == "UploadComplete" && job.State != "Open")) throw Invalid($"the job is {job.State} and cannot become {state}");
        (job.State, job.Changed) = (state, FieldValues.Whole(org.State.Now));
        var json = job.ToJson();
        if (state != "UploadComplete") return new ApiAnswer(200, json);
        // The answer to closing names neither delimiter nor line ending: samples, bulk2/ingest.close.
        json.Remove("lineEnding");
        json.Remove("columnDelimiter");
        return new ApiAnswer(200, json);
    }

    private static ApiAnswer Delete(SalesforceOrg org, string id, bool query)
    {
        var job = org.Jobs.Find(id, query);
        if (!job.Finished) throw Invalid($"the job is {job.State}: only a finished job can be deleted");
        org.Jobs.Remove(job);
        return ApiAnswer.NoContent();
    }

    private static ApiAnswer List(SalesforceOrg org, bool query) => new(200, new JsonObject
    {
        ["done"] = true,
        ["nextRecordsUrl"] = null,
        ["records"] = new JsonArray([.. org.Jobs.All.Where(job => job.IsQuery == query).Select(job => job.ToJson())]),
    });

    private static ApiAnswer Results(BulkJob job, Func<BulkJob, List<string>> lines, string? column)
    {
        if (!job.Finished) throw Invalid($"the job is {job.State}: its results come when it is finished");
        var delimiter = CsvText.Delimiter(job.Delimiter);
        var header = column is null ? job.Header : $"\"sf__Id\"{delimiter}\"{column}\"{delimiter}{job.Header}";
        return Csv(job, header, lines(job));
    }

    private static ApiAnswer Page(SalesforceOrg org, ApiRequest request, string id)
    {
        var job = org.Jobs.Find(id, query: true);
        if (job.State != "JobComplete") throw Invalid($"the job is {job.State}: its results come when it is complete");
        var from = Number(request, "locator") ?? 0;
        var most = Number(request, "maxRecords") ?? int.MaxValue;
        if (from > job.Lines.Count || most <= 0) throw RefusedException.Request("INVALID_QUERY_LOCATOR", "invalid query locator");
        var lines = job.Lines.Skip(from).Take(most).ToList();
        var next = from + lines.Count;
        return Csv(job, job.Header, lines) with
        {
            // At the end the header holds the word null: facts/salesforce.md section 5.
            Headers = [("Sforce-NumberOfRecords", lines.Count.ToString(CultureInfo.InvariantCulture)), ("Sforce-Locator", next < job.Lines.Count ? Locator(next) : "null")],
        };
    }

    private static ApiAnswer Csv(BulkJob job, string header, IEnumerable<string> lines) =>
        new(200) { Text = ("text/csv", string.Concat(lines.Prepend(header).Select(line => line + job.Break))) };

    private static string Locator(int from) => Convert.ToBase64String(Encoding.ASCII.GetBytes(from.ToString(CultureInfo.InvariantCulture))).TrimEnd('=');

    private static int? Number(ApiRequest request, string name)
    {
        if (request.Query.GetValueOrDefault(name) is not { Length: > 0 } text) return null;
        if (name == "locator")
        {
            var bytes = new byte[text.Length];
            var padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
            if (!Convert.TryFromBase64String(padded, bytes, out var length)) throw RefusedException.Request("INVALID_QUERY_LOCATOR", "invalid query locator");
            text = Encoding.ASCII.GetString(bytes, 0, length);
        }
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw RefusedException.Request("INVALID_QUERY_LOCATOR", $"invalid {name}");
    }

    private static string? Text(JsonElement body, string name) => body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static RefusedException Invalid(string message) => RefusedException.Request("INVALIDJOB", $"InvalidJob : {message}");
}

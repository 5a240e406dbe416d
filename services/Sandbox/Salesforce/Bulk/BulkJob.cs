using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce.Records;

namespace Integration.Sandbox.Salesforce.Bulk;

/// <summary>One Bulk 2.0 job, ingest or query: facts/salesforce.md section 5.</summary>
internal sealed class BulkJob
{
    public required string Id { get; init; }
    public required string Operation { get; init; }
    public required string Object { get; init; }
    public required string CreatedById { get; init; }
    public required DateTimeOffset Created { get; init; }
    public required int Version { get; init; }
    public required string Delimiter { get; init; }
    public required string LineEnding { get; init; }
    public string? KeyField { get; init; }
    public string? Soql { get; init; }
    public string Client { get; init; } = "";
    public string State { get; set; } = "Open";
    public DateTimeOffset Changed { get; set; }
    public string? Upload { get; set; }
    public string? Error { get; set; }
    public int Processed { get; set; }
    public int Failed { get; set; }
    public string Header { get; set; } = "";
    public List<string> Successes { get; init; } = [];
    public List<string> Failures { get; init; } = [];
    public List<string> Unprocessed { get; init; } = [];
    /// <summary>Lines of a query job's result, without the header.</summary>
    public List<string> Lines { get; init; } = [];

    public bool IsQuery => Soql is not null;
    public bool Finished => State is "JobComplete" or "Failed" or "Aborted";
    public string Break => LineEnding == "CRLF" ? "\r\n" : "\n";

    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["id"] = Id,
            ["operation"] = Operation,
            ["object"] = Object,
            ["createdById"] = CreatedById,
            ["createdDate"] = FieldJson.RestStamp(Created),
            ["systemModstamp"] = FieldJson.RestStamp(Changed),
            ["state"] = State,
        };
        if (KeyField is not null) json["externalIdFieldName"] = KeyField;
        json["concurrencyMode"] = "Parallel";
        json["contentType"] = "CSV";
        json["apiVersion"] = new decimal(Version * 10, 0, 0, false, 1); // A JSON number with its decimal: 68.0.
        if (State == "Open") json["contentUrl"] = $"services/data/v{Version}.0/jobs/ingest/{Id}/batches";
        if (State is not ("Open" or "UploadComplete")) json["jobType"] = IsQuery ? "V2Query" : "V2Ingest";
        json["lineEnding"] = LineEnding;
        json["columnDelimiter"] = Delimiter;
        if (State is "Open" or "UploadComplete") return json;
        json["numberRecordsProcessed"] = Processed;
        if (!IsQuery) json["numberRecordsFailed"] = Failed;
        json["retries"] = 0;
        json["totalProcessingTime"] = Processed;
        if (IsQuery) json["isPkChunkingSupported"] = true;
        else
        {
            json["apiActiveProcessingTime"] = Processed;
            json["apexProcessingTime"] = 0;
        }
        if (Error is not null) json["errorMessage"] = Error;
        return json;
    }
}

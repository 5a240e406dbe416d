using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Schema;
using Integration.Sandbox.Salesforce.Wire;

namespace Integration.Sandbox.Salesforce.Bulk;

/// <summary>Works an uploaded file in chunks of 200 rows, a transaction each.</summary>
internal static class BulkIngest
{
    private const int ChunkSize = 200;
    private const string SetNull = "#N/A";

    public static void Work(SalesforceOrg org, BulkJob job)
    {
        var type = org.State.Schema[job.Object];
        var caller = new Caller(job.CreatedById)
        {
            Version = job.Version,
            Client = job.Client.Length > 0 ? job.Client : null,
            Origin = CallerHeaders.Origin("bulk", job.Version, job.Client.Length > 0 ? job.Client : null),
            AutoAssign = false,
            AllowDuplicates = true,
            Subject = $"BULK /services/data/v{job.Version}.0/jobs/ingest",
        };
        var rows = CsvText.Rows(job.Upload ?? "", CsvText.Delimiter(job.Delimiter)).ToList();
        var header = rows.Count > 0 ? rows[0].Select(name => name.Trim().TrimStart('\uFEFF')).ToList() : [];
        var delimiter = CsvText.Delimiter(job.Delimiter);
        job.Header = string.Join(delimiter, header);
        if (Unknown(org.State, caller, type, job, header) is { } error)
        {
            (job.State, job.Error) = ("Failed", error);
            job.Unprocessed.AddRange(rows.Skip(1).Select(row => Line(row, delimiter)));
            return;
        }
        // Chunks run in parallel at Salesforce, so results do not come in the order of the file: here the last chunk comes first.
        foreach (var chunk in rows.Skip(1).Chunk(ChunkSize).Reverse()) Chunk(org, caller, type, job, header, chunk, delimiter);
        job.State = "JobComplete";
    }

    private static void Chunk(SalesforceOrg org, Caller caller, SObjectType type, BulkJob job, List<string> header, List<string>[] chunk, char delimiter) => org.Write(caller, null, tx =>
    {
        foreach (var row in chunk)
        {
            job.Processed++;
            var mark = tx.Mark();
            try
            {
                if (row.Count != header.Count) throw new RefusedException("INVALID_ROW", $"the row has {row.Count} cells, the header {header.Count}");
                var (id, created) = One(tx, type, job, Fields(header, row));
                job.Successes.Add($"{CsvText.Quote(id)}{delimiter}{CsvText.Quote(created ? "true" : "false")}{delimiter}{Line(row, delimiter)}");
            }
            catch (RefusedException refused)
            {
                tx.RollBackTo(mark);
                job.Failed++;
                job.Failures.Add($"\"\"{delimiter}{CsvText.Quote(string.Join(';', refused.Errors.Select(Told)))}{delimiter}{Line(row, delimiter)}");
            }
            catch (AmbiguousKeyException several)
            {
                tx.RollBackTo(mark);
                job.Failed++;
                job.Failures.Add($"\"\"{delimiter}{CsvText.Quote(Told(several.ToError(type[job.KeyField!])))}{delimiter}{Line(row, delimiter)}");
            }
        }
        return true;
    });

    private static (string Id, bool Created) One(Transaction tx, SObjectType type, BulkJob job, Dictionary<string, object?> fields)
    {
        if (job.Operation == "insert")
        {
            fields.Remove("Id");
            return (RecordWriter.Create(tx, type, fields), true);
        }
        if (job.Operation == "upsert")
        {
            var key = type[job.KeyField!];
            if (key.Type != FieldType.Id) fields.Remove("Id"); // jsforce adds an empty Id column to every upsert: facts/salesforce.md section 5.
            fields.Remove(key.Name, out var value);
            return RecordWriter.Upsert(tx, type, key, value, fields);
        }
        fields.Remove("Id", out var given);
        var id = RecordId.Normalise(given as string) ?? throw new RefusedException("MISSING_ARGUMENT", $"Id not specified in {(job.Operation == "update" ? "an update" : "a delete")} call");
        if (job.Operation == "update") RecordWriter.Update(tx, type, id, fields);
        else Deletion.Delete(tx, type, id);
        if (job.Operation == "hardDelete") tx.Put(type, tx.State.Table(type).Find(id), null, ChangeKind.Purge);
        return (id, false);
    }

    /// <summary>An empty cell leaves the field alone, #N/A empties it; <c>Account.Key__c</c> names a parent by its key.</summary>
    private static Dictionary<string, object?> Fields(List<string> header, List<string> row)
    {
        var fields = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < header.Count; at++)
        {
            if (row[at].Length == 0) continue;
            object? value = row[at] == SetNull ? null : row[at];
            var dot = header[at].IndexOf('.');
            if (dot > 0) fields[header[at][..dot]] = new Dictionary<string, object?> { [header[at][(dot + 1)..]] = value };
            else fields[header[at]] = value;
        }
        return fields;
    }

    private static string? Unknown(OrgState state, Caller caller, SObjectType type, BulkJob job, List<string> header)
    {
        if (header.Count == 0 || header.All(name => name.Length == 0)) return "InvalidBatch : No header row: the first line must name the fields";
        foreach (var name in header)
        {
            var dot = name.IndexOf('.');
            var known = dot > 0
                ? type.Relationship(name[..dot]) is { } reference && state.Schema.Find(reference.ReferenceTo[0])?.Field(name[(dot + 1)..]) is not null
                : state.Permissions.Visible(caller, type, name) is not null;
            if (!known) return $"InvalidBatch : Field name not found : {name}";
        }
        return job.KeyField is not null && !header.Contains(job.KeyField, StringComparer.OrdinalIgnoreCase) ? $"InvalidBatch : Field name not found : {job.KeyField}" : null;
    }

    private static string Told(ApiError error) => $"{error.Code}:{error.Message}:{string.Join(' ', error.Fields ?? [])} --";

    private static string Line(List<string> row, char delimiter) => string.Join(delimiter, row.Select(CsvText.Quote));
}

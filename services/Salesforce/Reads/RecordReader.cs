using Integration.Connectors.Batching;
using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Salesforce.Client;
using Integration.Salesforce.Schemas;
using Integration.Salesforce.Wire;
using Microsoft.Extensions.Logging;

namespace Integration.Salesforce.Reads;

/// <summary>Reads records by id: one retrieve per object and 2,000 ids, one query for those left out.</summary>
internal sealed class RecordReader(SalesforceClient client, SchemaCache schemas, int inFlightMax, ILogger log)
{
    private readonly BatchPump<RetrieveItem, RetrieveOutcome> pump = new(new RetrieveCall(client), new BatchPumpOptions { BatchMax = SalesforceClient.RetrieveMax, InFlightMax = inFlightMax });
    private readonly AbsentRecords absent = new(client);

    /// <summary>One outcome per distinct key.</summary>
    public async Task<IReadOnlyList<ReadOutcome>> ReadAsync(Lane lane, IEnumerable<RecordKey> keys, FieldSelection fields, CancellationToken stop)
    {
        var byObject = keys.Distinct().GroupBy(key => key.Object, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal);
        var answers = await Task.WhenAll(byObject.Select(group =>
            OfObjectAsync(group.Key, [.. group], fields.ByObject.GetValueOrDefault(group.Key) ?? [], lane, stop)));
        return [.. answers.SelectMany(outcomes => outcomes)];
    }

    private async Task<IReadOnlyList<ReadOutcome>> OfObjectAsync(string objectName, IReadOnlyList<RecordKey> keys, IReadOnlyList<string> asked, Lane lane, CancellationToken stop)
    {
        var outcomes = new List<ReadOutcome>(keys.Count);
        var open = new List<(RecordKey Key, string Id)>(keys.Count);
        foreach (var key in keys)
        {
            if (key.System == SystemName.Salesforce && SalesforceIds.TryNormalise(key.Id, out var id) && (SalesforceIds.ObjectOf(id) ?? objectName) == objectName) open.Add((key, id));
            else outcomes.Add(new ReadOutcome(key, null, NoId(key)));
        }
        var (schema, fault) = await schemas.OfAsync(objectName, lane, stop);
        var rows = schema is null ? [] : await RetrieveAsync(schema, open, asked, lane, stop);
        if (rows.Any(row => row.Fault?.Code == "INVALID_FIELD"))
        {
            // A field was hidden or deleted since the describe: drop it and read on; it is missing from the answer.
            schemas.Doubt(schema!);
            var before = schema!;
            (schema, fault) = await schemas.OfAsync(objectName, lane, stop);
            if (schema is not null) Report(before, schema, asked);
            rows = schema is null ? [] : await RetrieveAsync(schema, open, asked, lane, stop);
        }
        if (schema is null) return [.. outcomes, .. open.Select(entry => new ReadOutcome(entry.Key, null, fault))];
        var leftOut = new List<(RecordKey Key, string Id)>();
        for (var index = 0; index < open.Count; index++)
        {
            var (key, row) = (open[index].Key, rows[index]);
            if (row.Fault is not null) outcomes.Add(new ReadOutcome(key, null, row.Fault));
            else if (row.Row is { } json) outcomes.Add(new ReadOutcome(key, SystemFields.Observe(key, json, asked, row.StartedAt, row.EndedAt)));
            else leftOut.Add(open[index]);
        }
        if (leftOut.Count == 0) return outcomes;
        var evidence = await absent.LookAsync(schema, [.. leftOut.Select(entry => entry.Id).Distinct(StringComparer.Ordinal)], lane, stop);
        return [.. outcomes, .. leftOut.Select(entry => new ReadOutcome(entry.Key, evidence[entry.Id].Seen is { } seen ? seen with { Key = entry.Key } : null, evidence[entry.Id].Fault))];
    }

    private Task<IReadOnlyList<RetrieveOutcome>> RetrieveAsync(DescribedObject schema, List<(RecordKey Key, string Id)> open, IReadOnlyList<string> asked, Lane lane, CancellationToken stop)
    {
        var fields = new RetrieveFields(SystemFields.With(schema, asked));
        return pump.SubmitAsync(lane, [.. open.Select(entry => new RetrieveItem(schema.Name, entry.Id, fields))], stop);
    }

    private void Report(DescribedObject before, DescribedObject now, IReadOnlyList<string> asked)
    {
        var gone = string.Join(", ", asked.Where(field => before[field] is not null && now[field] is null));
        log.LogWarning("Salesforce hides fields of {Object} from us that it showed before: {Fields}. They are suspended. Grant read on them, or take them from the mapping.", now.Name, gone);
    }

    private static Fault NoId(RecordKey key) => new(FaultClass.Identity, "MALFORMED_ID",
        $"{key} is no id of a Salesforce {key.Object}.", "Look at the pair with `integration explain`; ids have 15 or 18 characters and keep their case.");
}

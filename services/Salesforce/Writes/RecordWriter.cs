using Integration.Connectors.Batching;
using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Records;
using Integration.Salesforce.Client;
using Integration.Salesforce.Reads;
using Integration.Salesforce.Schemas;
using Integration.Salesforce.Wire;

namespace Integration.Salesforce.Writes;

/// <summary>Carries intents out, 200 in a call, and reads back what is stored then: a write's answer holds no values.</summary>
internal sealed class RecordWriter(SalesforceClient client, SchemaCache schemas, RecordReader reader, int inFlightMax)
{
    private readonly BatchPump<WriteItem, WriteEnd> pump = new(new WriteCall(client), new BatchPumpOptions { BatchMax = SalesforceClient.WriteMax, InFlightMax = inFlightMax });

    private string? ourUser;

    /// <summary>One outcome per write.</summary>
    public async Task<IReadOnlyList<WriteOutcome>> WriteAsync(WriteRequest request, CancellationToken stop)
    {
        var ends = new WriteEnd[request.Writes.Count];
        var items = new List<(int Place, WriteItem Item)>();
        for (var place = 0; place < ends.Length; place++)
        {
            var write = request.Writes[place];
            var (item, fault) = await PrepareAsync(write, request.Lane, stop);
            if (item is not null) items.Add((place, item));
            else ends[place] = new WriteEnd(fault!.Class is FaultClass.Side or FaultClass.Transient ? WriteResult.NotApplied : WriteResult.Rejected, null, fault);
        }
        var sent = await pump.SubmitAsync(request.Lane, [.. items.Select(entry => entry.Item)], stop);
        foreach (var ((place, item), end) in items.Zip(sent))
        {
            ends[place] = end;
            if (end.Fault?.Code == "INVALID_FIELD") schemas.Doubt(item.Schema);
        }
        var stored = await ReadBackAsync(request, ends, stop);
        return
        [
            .. ends.Select((end, place) => new WriteOutcome(request.Writes[place].Intent.Id, end.Result)
            {
                Key = end.Key ?? request.Writes[place].Intent.Target,
                Stored = end is { Result: WriteResult.Done, Key: { } key } ? stored.GetValueOrDefault(key) : null,
                Fault = end.Fault,
            }),
        ];
    }

    private async Task<(WriteItem? Item, Fault? Fault)> PrepareAsync(RecordWrite write, Lane lane, CancellationToken stop)
    {
        var (schema, fault) = await schemas.OfAsync(write.Intent.Object, lane, stop);
        if (schema is null) return (null, fault);
        var row = WriteRows.Of(write, schema);
        // Our own knowledge refused it: granted meanwhile? The next write of this object asks, the describe's age permitting.
        if (row.Fault?.Code is "INVALID_FIELD" or "KEY_FIELD_MISSING") schemas.DoubtWhenOld(schema);
        return row;
    }

    // Batched over the request, and by the reader's pump over all requests: one call for up to 2,000 written records.
    private async Task<IReadOnlyDictionary<RecordKey, Observation>> ReadBackAsync(WriteRequest request, WriteEnd[] ends, CancellationToken stop)
    {
        // Nobody asks what an activity holds: it was made as a whole.
        var written = ends.Where((end, place) => end.Result == WriteResult.Done && request.Writes[place].Intent.Kind != IntentKind.Activity).Select(end => end.Key!.Value).ToList();
        if (written.Count == 0) return new Dictionary<RecordKey, Observation>();
        var outcomes = await reader.ReadAsync(request.Lane, written, request.Fields, stop);
        var us = await OurUserAsync(request.Lane, stop);
        return outcomes.Where(outcome => outcome.Seen is not null)
            .ToDictionary(outcome => outcome.Key, outcome => outcome.Seen! with { ChangedByUs = us is not null && outcome.Seen!.ChangedBy == us });
    }

    /// <summary>The id of the user that we write as; null while Salesforce does not tell. A value that Salesforce stores in another form is taken for ours only by it.</summary>
    private async Task<string?> OurUserAsync(Lane lane, CancellationToken stop)
    {
        if (ourUser is not null) return ourUser;
        var answer = await client.UserAsync(lane, stop);
        if (answer.Value?["user_id"]?.ToString() is { } id && SalesforceIds.TryNormalise(id, out var normal)) ourUser = normal;
        return ourUser;
    }
}

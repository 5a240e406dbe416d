using Integration.Connectors.Batching;
using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.HubSpot.Client;
using Integration.HubSpot.Links;
using Integration.HubSpot.Wire;

namespace Integration.HubSpot.Reads;

/// <summary>Reads records by id or unique property: 100 in a call, and a follow-up for those left out.</summary>
internal sealed class RecordReader
{
    private readonly BatchPump<BatchReadItem, BatchReadOutcome> pump;
    private readonly AbsentRecords absent;
    private readonly LinkReader links;

    public RecordReader(HubSpotClient client, LinkReader links, int inFlightMax)
    {
        this.links = links;
        pump = new BatchPump<BatchReadItem, BatchReadOutcome>(new BatchReadCall(client), new BatchPumpOptions { BatchMax = HubSpotClient.BatchMax, InFlightMax = inFlightMax });
        absent = new AbsentRecords(client, pump, inFlightMax);
    }

    /// <summary>One outcome per distinct key.</summary>
    public async Task<IReadOnlyList<ReadOutcome>> ReadAsync(Lane lane, IEnumerable<RecordKey> keys, FieldSelection fields, CancellationToken stop)
    {
        var byObject = keys.Distinct().GroupBy(key => key.Object, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal);
        var answers = await Task.WhenAll(byObject.Select(group => OfObjectAsync(lane, group.Key, [.. group], fields.ByObject.GetValueOrDefault(group.Key) ?? [], stop)));
        return [.. answers.SelectMany(outcomes => outcomes)];
    }

    /// <summary>Reads by a unique property. Where nothing is found, record and fault are both null.</summary>
    /// <param name="lane">Who goes first.</param>
    /// <param name="objectName">The object.</param>
    /// <param name="idProperty">A unique property.</param>
    /// <param name="values">Its values as HubSpot stores them; distinct.</param>
    /// <param name="asked">Fields to show.</param>
    /// <param name="stop">Stops waiting.</param>
    /// <returns>One outcome per value, in order.</returns>
    public Task<IReadOnlyList<BatchReadOutcome>> ByPropertyAsync(Lane lane, string objectName, string idProperty, IReadOnlyList<string> values, IReadOnlyList<string> asked, CancellationToken stop)
    {
        // The looked-for properties must be shown: results are told apart by them.
        string[] shown = idProperty == "email" ? ["email", "hs_additional_emails"] : [idProperty];
        var properties = new PropertyList(Observations.With(objectName, asked.Concat(shown)));
        return pump.SubmitAsync(lane, [.. values.Select(value => new BatchReadItem(objectName, value, idProperty, Archived: false, properties))], stop);
    }

    private async Task<IReadOnlyList<ReadOutcome>> OfObjectAsync(Lane lane, string objectName, IReadOnlyList<RecordKey> keys, IReadOnlyList<string> asked, CancellationToken stop)
    {
        var outcomes = new List<ReadOutcome>(keys.Count);
        var good = new List<RecordKey>(keys.Count);
        foreach (var key in keys)
        {
            if (key.System == SystemName.HubSpot && HubSpotObjects.IsId(key.Id)) good.Add(key);
            else outcomes.Add(new ReadOutcome(key, null, NoId(key)));
        }
        var properties = new PropertyList(Observations.With(objectName, asked));
        var found = await pump.SubmitAsync(lane, [.. good.Select(key => new BatchReadItem(objectName, key.Id, null, Archived: false, properties))], stop);
        var leftOut = new List<RecordKey>();
        foreach (var (key, read) in good.Zip(found))
        {
            if (read.Record is { } record) outcomes.Add(new ReadOutcome(key, Observations.Live(key, record, asked, read.StartedAt, read.EndedAt)));
            else if (read.Fault is not null) outcomes.Add(new ReadOutcome(key, null, read.Fault));
            else leftOut.Add(key);
        }
        if (leftOut.Count > 0) outcomes.AddRange(await absent.LookAsync(lane, objectName, leftOut, stop));
        return await links.AddAsync(lane, objectName, asked, outcomes, stop);
    }

    private static Fault NoId(RecordKey key) => new(FaultClass.Identity, "MALFORMED_ID",
        $"{key} is no id of a HubSpot record.", "Look at the pair with `integration explain`; HubSpot's ids are whole numbers.");
}

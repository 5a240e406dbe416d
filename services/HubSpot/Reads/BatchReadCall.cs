using Integration.Connectors.Batching;
using Integration.Connectors.Http;
using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.HubSpot.Client;
using Integration.HubSpot.Wire;

namespace Integration.HubSpot.Reads;

/// <summary>One record to be read; items share a call when object, property list, unique property and archive are the same.</summary>
/// <param name="Object">The object.</param>
/// <param name="Id">Record id, or the unique property's value in the form that HubSpot stores.</param>
/// <param name="IdProperty">Null = the record id.</param>
/// <param name="Archived">In the recycle bin.</param>
/// <param name="Properties">What to show.</param>
internal sealed record BatchReadItem(string Object, string Id, string? IdProperty, bool Archived, PropertyList Properties);

/// <summary>Properties to show, with a text that is equal for equal lists.</summary>
internal sealed record PropertyList(IReadOnlyList<string> Names)
{
    /// <summary>Equal for equal lists.</summary>
    public string Key { get; } = string.Join(',', Names);
}

/// <summary>What was found: null and no fault = not there.</summary>
internal sealed record BatchReadOutcome(WireRecord? Record, Fault? Fault, DateTimeOffset StartedAt, DateTimeOffset EndedAt);

/// <summary>Batch read: up to 100 records of one object in one call.</summary>
internal sealed class BatchReadCall(HubSpotClient client) : IBatchCall<BatchReadItem, BatchReadOutcome>
{
    /// <inheritdoc />
    public string GroupOf(BatchReadItem item) => $"{item.Object}/{item.IdProperty}{(item.Archived ? "/archived" : "")}({item.Properties.Key})";

    /// <inheritdoc />
    public string KeyOf(BatchReadItem item) => $"{item.Object}/{item.IdProperty}={item.Id}";

    /// <inheritdoc />
    public async Task<IReadOnlyList<BatchReadOutcome>> SendAsync(Lane lane, IReadOnlyList<BatchReadItem> batch)
    {
        var first = batch[0];
        var answer = await client.ReadAsync(lane, first.Object, first.Properties.Names, [.. batch.Select(item => item.Id)], first.IdProperty, first.Archived, CancellationToken.None);
        // A value that HubSpot cannot look up refuses the whole call without being named: halve until it is alone.
        if (answer is { Fate: CallFate.Refused, Fault.Class: not FaultClass.Side } && batch.Count > 1)
        {
            var half = batch.Count / 2;
            return [.. await SendAsync(lane, [.. batch.Take(half)]), .. await SendAsync(lane, [.. batch.Skip(half)])];
        }
        if (answer.Value is not { } found) return [.. batch.Select(_ => new BatchReadOutcome(null, answer.Fault, answer.StartedAt, answer.EndedAt))];
        var byId = ById(found.Results, first.IdProperty);
        return [.. batch.Select(item => new BatchReadOutcome(byId.GetValueOrDefault(item.Id), null, answer.StartedAt, answer.EndedAt))];
    }

    /// <inheritdoc />
    public BatchReadOutcome Failed(BatchReadItem item, Fault fault, bool mayHaveBeenSent) => new(null, fault, default, default);

    // By id or value, never by place: results come in any order and the missing leave no gap. An email also finds the
    // contact that holds it as a secondary one, whose email property is another.
    private static Dictionary<string, WireRecord> ById(IReadOnlyList<WireRecord> results, string? idProperty)
    {
        var byId = new Dictionary<string, WireRecord>(StringComparer.OrdinalIgnoreCase);
        foreach (var record in results)
        {
            if (idProperty is null) byId.TryAdd(record.Id, record);
            else if (record.Properties.GetValueOrDefault(idProperty) is { } value) byId[value] = record;
        }
        if (idProperty != "email") return byId;
        foreach (var record in results)
            foreach (var secondary in record.Properties.GetValueOrDefault("hs_additional_emails")?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])
                byId.TryAdd(secondary, record);
        return byId;
    }
}

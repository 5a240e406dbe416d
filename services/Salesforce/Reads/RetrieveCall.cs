using System.Text.Json;
using Integration.Connectors.Batching;
using Integration.Connectors.Http;
using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Salesforce.Client;

namespace Integration.Salesforce.Reads;

/// <summary>One id to be retrieved; items share a call when object and fields are the same.</summary>
internal sealed record RetrieveItem(string Object, string Id, RetrieveFields Fields);

/// <summary>The fields of a retrieve, with a text that tells whether two lists are equal.</summary>
internal sealed record RetrieveFields(IReadOnlyList<string> Names)
{
    /// <summary>Equal for equal lists.</summary>
    public string Key { get; } = string.Join(',', Names);
}

/// <summary>A retrieved row: null row and no fault = the id was left out.</summary>
internal sealed record RetrieveOutcome(JsonElement? Row, Fault? Fault, DateTimeOffset StartedAt, DateTimeOffset EndedAt);

/// <summary>Collections retrieve: up to 2,000 ids of one object in one call.</summary>
internal sealed class RetrieveCall(SalesforceClient client) : IBatchCall<RetrieveItem, RetrieveOutcome>
{
    /// <inheritdoc />
    public string GroupOf(RetrieveItem item) => $"{item.Object}({item.Fields.Key})";

    /// <inheritdoc />
    public string KeyOf(RetrieveItem item) => item.Id;

    /// <inheritdoc />
    public async Task<IReadOnlyList<RetrieveOutcome>> SendAsync(Lane lane, IReadOnlyList<RetrieveItem> batch)
    {
        var answer = await client.RetrieveAsync(batch[0].Object, [.. batch.Select(item => item.Id)], batch[0].Fields.Names, lane, CancellationToken.None);
        // A refused id refuses its whole call without being named: halve until it is alone.
        if (answer is { Fate: CallFate.Refused, Fault.Class: FaultClass.Identity or FaultClass.Record } && batch.Count > 1)
        {
            var half = batch.Count / 2;
            return [.. await SendAsync(lane, [.. batch.Take(half)]), .. await SendAsync(lane, [.. batch.Skip(half)])];
        }
        return answer.Value is { } rows
            ? [.. rows.Select(row => new RetrieveOutcome(row.ValueKind == JsonValueKind.Null ? null : row, null, answer.StartedAt, answer.EndedAt))]
            : [.. batch.Select(_ => new RetrieveOutcome(null, answer.Fault, answer.StartedAt, answer.EndedAt))];
    }

    /// <inheritdoc />
    public RetrieveOutcome Failed(RetrieveItem item, Fault fault, bool mayHaveBeenSent) => new(null, fault, default, default);
}

using Integration.Connectors.Batching;
using Integration.Connectors.Http;
using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Records;
using Integration.HubSpot.Client;
using Integration.HubSpot.Faults;
using Integration.HubSpot.Schemas;
using Integration.HubSpot.Wire;

namespace Integration.HubSpot.Writes;

/// <summary>Batch writes: up to 100 records of one object in one call, one end per record.</summary>
internal sealed class WriteCall(HubSpotClient client) : IBatchCall<WriteItem, WriteEnd>
{
    /// <inheritdoc />
    public string GroupOf(WriteItem item) => $"{item.Kind} {item.Object}";

    /// <inheritdoc />
    public string KeyOf(WriteItem item) => $"{item.Object}/{item.Key}";

    /// <inheritdoc />
    public async Task<IReadOnlyList<WriteEnd>> SendAsync(Lane lane, IReadOnlyList<WriteItem> batch)
    {
        if (batch[0].Kind == IntentKind.Delete) return await DeleteAsync(lane, batch);
        IReadOnlyList<WriteInput> inputs = [.. batch.Select(item => item.Input)];
        var answer = batch[0].Kind switch
        {
            IntentKind.Create => await client.UpsertAsync(lane, batch[0].Object, KeyProperty.Name, inputs, CancellationToken.None),
            // With its association in one call: an upsert takes none, and a note that belongs to nobody would never be found by people.
            IntentKind.Activity => await client.CreateAsync(lane, batch[0].Object, inputs, CancellationToken.None),
            _ => await client.UpdateAsync(lane, batch[0].Object, inputs, CancellationToken.None),
        };
        return answer.Value is { } written
            ? WriteEnds.Of(written, batch, answer.StartedAt, answer.EndedAt)
            : await FailedAsync(lane, batch, answer.Fate, answer.Status, answer.Fault!, answer.Error);
    }

    /// <inheritdoc />
    public WriteEnd Failed(WriteItem item, Fault fault, bool mayHaveBeenSent) => new(mayHaveBeenSent ? WriteResult.Unknown : WriteResult.NotApplied, null, fault);

    private async Task<IReadOnlyList<WriteEnd>> DeleteAsync(Lane lane, IReadOnlyList<WriteItem> batch)
    {
        var answer = await client.ArchiveAsync(lane, batch[0].Object, [.. batch.Select(item => item.Key)], CancellationToken.None);
        return answer.Value is not null
            ? [.. batch.Select(_ => new WriteEnd(WriteResult.Done, null, null) { StartedAt = answer.StartedAt, EndedAt = answer.EndedAt })]
            : await FailedAsync(lane, batch, answer.Fate, answer.Status, answer.Fault!, answer.Error);
    }

    private async Task<IReadOnlyList<WriteEnd>> FailedAsync(Lane lane, IReadOnlyList<WriteItem> batch, CallFate fate, int status, Fault fault, WireError? error) => fate switch
    {
        // A refusal that concerns all alike (a missing key property, a permission) is not found by halving.
        CallFate.Refused when fault.Class == FaultClass.Side => All(batch, WriteResult.NotApplied, fault),
        CallFate.Refused when batch.Count == 1 => All(batch, WriteResult.Rejected, HubSpotFaults.OfRecord(batch[0].Object, batch[0].Kind == IntentKind.Create, status, error ?? new WireError())),
        CallFate.Refused => await HalvesAsync(lane, batch),
        CallFate.NotApplied => All(batch, WriteResult.NotApplied, fault),
        _ => All(batch, WriteResult.Unknown, fault),
    };

    // The call was refused for a record that it does not name; nothing was written. 2 log n further calls find it.
    private async Task<IReadOnlyList<WriteEnd>> HalvesAsync(Lane lane, IReadOnlyList<WriteItem> batch)
    {
        var half = batch.Count / 2;
        return [.. await SendAsync(lane, [.. batch.Take(half)]), .. await SendAsync(lane, [.. batch.Skip(half)])];
    }

    private static WriteEnd[] All(IReadOnlyList<WriteItem> batch, WriteResult result, Fault fault) => [.. batch.Select(_ => new WriteEnd(result, null, fault))];
}

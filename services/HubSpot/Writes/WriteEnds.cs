using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.HubSpot.Faults;
using Integration.HubSpot.Schemas;
using Integration.HubSpot.Wire;

namespace Integration.HubSpot.Writes;

/// <summary>Tells a batch answer's results and errors apart, by id, key and trace id: their order means nothing (facts/hubspot.md section 3.2).</summary>
internal static class WriteEnds
{
    /// <summary>One end per item, in order. An item of which the answer says nothing is unknown.</summary>
    public static IReadOnlyList<WriteEnd> Of(WireBatch written, IReadOnlyList<WriteItem> batch, DateTimeOffset startedAt, DateTimeOffset endedAt)
    {
        var results = new Dictionary<string, WireRecord>(StringComparer.OrdinalIgnoreCase);
        foreach (var record in written.Results)
            if ((batch[0].Kind is IntentKind.Create or IntentKind.Activity ? record.Properties.GetValueOrDefault(KeyProperty.Name) : record.Id) is { } key) results.TryAdd(key, record);
        // A create's answer that does not show the key leaves no doubt where there was only one.
        if (batch.Count == 1 && written.Results.Count == 1 && written.Errors is not { Count: > 0 }) results.TryAdd(batch[0].Key, written.Results[0]);
        var errors = ByReference(written.Errors ?? []);
        return
        [
            .. batch.Select(item => (results.TryGetValue(item.Key, out var record)
                ? new WriteEnd(WriteResult.Done, record, null)
                : errors.TryGetValue(item.Input.TraceId, out var error) || errors.TryGetValue(item.Key, out error)
                    ? Refused(item, error)
                    : new WriteEnd(WriteResult.Unknown, null, HubSpotFaults.ResultMissing(item.Object))) with { StartedAt = startedAt, EndedAt = endedAt }),
        ];
    }

    private static WriteEnd Refused(WriteItem item, WireError error)
    {
        var fault = HubSpotFaults.OfRecord(item.Object, item.Kind == IntentKind.Create, 207, error);
        return new WriteEnd(fault.Class is FaultClass.Transient or FaultClass.Side ? WriteResult.NotApplied : WriteResult.Rejected, null, fault);
    }

    // Errors name our trace id; a record that is not there is named by its id in some answers.
    private static Dictionary<string, WireError> ByReference(IReadOnlyList<WireError> errors)
    {
        var byReference = new Dictionary<string, WireError>(StringComparer.OrdinalIgnoreCase);
        foreach (var error in errors)
            foreach (var name in new[] { "objectWriteTraceId", "ids", "id" })
                foreach (var reference in error.Context.GetValueOrDefault(name) ?? [])
                    byReference.TryAdd(reference, error);
        return byReference;
    }
}

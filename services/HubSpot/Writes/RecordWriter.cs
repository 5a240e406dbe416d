using Integration.Connectors.Batching;
using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Records;
using Integration.HubSpot.Client;
using Integration.HubSpot.Links;
using Integration.HubSpot.Reads;
using Integration.HubSpot.Schemas;
using Integration.HubSpot.Wire;

namespace Integration.HubSpot.Writes;

/// <summary>Carries intents out, 100 in a call. HubSpot's answer holds what it stored, so that nothing is read back where it shows all that was written.</summary>
internal sealed class RecordWriter(HubSpotClient client, RecordReader reader, int inFlightMax)
{
    private readonly OptOutWrites optOuts = new(client, reader, inFlightMax);
    private readonly BatchPump<WriteItem, WriteEnd> pump = new(new WriteCall(client), new BatchPumpOptions { BatchMax = HubSpotClient.BatchMax, InFlightMax = inFlightMax });

    private readonly LinkWriter links = new(client, inFlightMax);

    /// <summary>One outcome per write.</summary>
    public async Task<IReadOnlyList<WriteOutcome>> WriteAsync(WriteRequest request, CancellationToken stop)
    {
        var linking = request.Writes.Where(write => LinkWriter.Takes(write.Intent)).ToList();
        var linked = linking.Zip(await links.WriteAsync(request.Lane, linking, stop), (write, end) => OutcomeOf(request, write, end, NothingRead));
        var optedOut = await optOuts.SendAsync(request, stop);
        var prepared = request.Writes.Except(linking).Select(write => (Write: write, Ready: optedOut.TryGetValue(write.Intent.Id, out var end) ? OptOutWrites.Rest(write, end) : Ready(WriteItem.Of(write)))).ToList();
        var items = prepared.Where(each => each.Ready.Item is not null).Select(each => each.Ready.Item!).ToList();
        var sent = new Queue<WriteEnd>(await new StageReset(pump).CarryAsync(request, items, await pump.SubmitAsync(request.Lane, items, stop), stop));
        var ended = prepared.Select(each => (each.Write, End: each.Ready.End ?? sent.Dequeue())).ToList();
        var resolved = await ResolveCreatesAsync(request, ended, stop);
        var readBack = await ReadBackAsync(request, resolved, stop);
        return [.. linked, .. resolved.Select(each => OutcomeOf(request, each.Write, each.End, readBack))];
    }

    private static readonly IReadOnlyDictionary<RecordKey, Observation?> NothingRead = new Dictionary<RecordKey, Observation?>();

    private static (WriteItem? Item, WriteEnd? End) Ready((WriteItem? Item, Fault? Fault) prepared) =>
        (prepared.Item, prepared.Item is null ? new WriteEnd(WriteResult.Rejected, null, prepared.Fault) : null);

    private static WriteOutcome OutcomeOf(WriteRequest request, RecordWrite write, WriteEnd end, IReadOnlyDictionary<RecordKey, Observation?> readBack)
    {
        var intent = write.Intent;
        RecordKey? key = end.Record is { } record ? HubSpotObjects.Key(intent.Object, record.Id) : intent.Target;
        return new WriteOutcome(intent.Id, end.Result) { Key = key, Fault = end.Fault, Stored = StoredOf() };

        Observation? StoredOf()
        {
            if (end.Result != WriteResult.Done || key is not { } at) return null;
            if (intent.Kind == IntentKind.Delete) return Observations.Absent(at, new Life(LifeState.Deleted), end.StartedAt, end.EndedAt);
            if (readBack.TryGetValue(at, out var seen)) return seen;
            if (end.Record is null) return null;
            var asked = (request.Fields.ByObject.GetValueOrDefault(intent.Object) ?? []).Concat(intent.Values.Names).Distinct(StringComparer.Ordinal);
            // What the answer does not show is unread, not blank; what it shows is ours, whatever HubSpot made of it.
            return Observations.Live(at, end.Record, asked, end.StartedAt, end.EndedAt) with { ChangedByUs = !end.IsReadBack };
        }
    }

    // An upsert's answer that does not show our key cannot be told apart from its neighbours': ask by the key at once,
    // instead of leaving a hundred creates to be looked for one by one.
    private async Task<IReadOnlyList<(RecordWrite Write, WriteEnd End)>> ResolveCreatesAsync(WriteRequest request, IReadOnlyList<(RecordWrite Write, WriteEnd End)> ended, CancellationToken stop)
    {
        var open = ended.Where(IsOpen).ToList();
        if (open.Count == 0) return ended;
        var made = new Dictionary<Guid, WriteEnd>();
        foreach (var group in open.GroupBy(each => each.Write.Intent.Object, StringComparer.Ordinal))
        {
            var writes = group.ToList();
            var asked = (request.Fields.ByObject.GetValueOrDefault(group.Key) ?? []).Concat(writes.SelectMany(each => each.Write.Intent.Values.Names)).Distinct(StringComparer.Ordinal).ToList();
            var found = await reader.ByPropertyAsync(request.Lane, group.Key, KeyProperty.Name, [.. writes.Select(each => KeyProperty.TextOf(each.Write.PairKey))], asked, stop);
            foreach (var (each, read) in writes.Zip(found))
                if (read.Record is { } record) made[each.Write.Intent.Id] = new WriteEnd(WriteResult.Done, record, null) { StartedAt = read.StartedAt, EndedAt = read.EndedAt, IsReadBack = true };
        }
        return [.. ended.Select(each => (each.Write, made.GetValueOrDefault(each.Write.Intent.Id, each.End)))];
    }

    // An activity under a key that is taken was made before, by an earlier try.
    private static bool IsOpen((RecordWrite Write, WriteEnd End) each) =>
        (each.Write.Intent.Kind is IntentKind.Create or IntentKind.Activity && each.End is { Result: WriteResult.Unknown, Fault.Code: "RESULT_MISSING" })
        || (each.Write.Intent.Kind == IntentKind.Activity && each.End is { Result: WriteResult.Rejected, Fault.Code: "CONFLICT" });

    /// <summary>Reads those of which the answer did not show every written property; null = that read failed.</summary>
    private async Task<IReadOnlyDictionary<RecordKey, Observation?>> ReadBackAsync(WriteRequest request, IReadOnlyList<(RecordWrite Write, WriteEnd End)> ended, CancellationToken stop)
    {
        var unseen = ended
            .Where(each => each.End.Result == WriteResult.Done && each.Write.Intent.Kind is not (IntentKind.Delete or IntentKind.Activity) && (each.End.Record is not { } record || each.Write.Intent.Values.Names.Any(name => !record.Properties.ContainsKey(name))))
            .Select(each => each.End.Record is { } record ? HubSpotObjects.Key(each.Write.Intent.Object, record.Id) : each.Write.Intent.Target).OfType<RecordKey>().Distinct().ToList();
        if (unseen.Count == 0) return new Dictionary<RecordKey, Observation?>();
        var names = ended.GroupBy(each => each.Write.Intent.Object, StringComparer.Ordinal).ToDictionary(
            group => group.Key, group => (IReadOnlyList<string>)[.. (request.Fields.ByObject.GetValueOrDefault(group.Key) ?? []).Concat(group.SelectMany(each => each.Write.Intent.Values.Names)).Distinct(StringComparer.Ordinal)], StringComparer.Ordinal);
        var outcomes = await reader.ReadAsync(request.Lane, unseen, new FieldSelection(names), stop);
        return outcomes.ToDictionary(outcome => outcome.Key, outcome => outcome.Seen);
    }
}

using Integration.Connectors.Batching;
using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Records;

namespace Integration.HubSpot.Writes;

/// <summary>Takes a lifecycle stage backwards where an ask wants it: HubSpot answers success and keeps the old stage until it was cleared (facts/hubspot.md section 4.2).</summary>
/// <remarks>
/// Found by the answer, not by an order of stages, which every portal may have its own. Only for asks: the two writes restamp the
/// dates of the stages and so rewrite funnel reports, which a mere difference between two systems is no reason for.
/// </remarks>
internal sealed class StageReset(BatchPump<WriteItem, WriteEnd> pump)
{
    private const string Stage = "lifecyclestage";

    /// <summary>The ends of the items, in order, with those that kept their stage carried through.</summary>
    public async Task<IReadOnlyList<WriteEnd>> CarryAsync(WriteRequest request, IReadOnlyList<WriteItem> items, IReadOnlyList<WriteEnd> ends, CancellationToken stop)
    {
        var asked = request.Writes.Where(write => write.Intent is { IsAsked: true, Kind: IntentKind.Update }).Select(write => write.Intent.Target?.Id).ToHashSet();
        var kept = Enumerable.Range(0, items.Count).Where(place => asked.Contains(items[place].Key) && IsKept(items[place], ends[place])).ToList();
        if (kept.Count == 0) return ends;
        var carried = ends.ToArray();
        var cleared = await pump.SubmitAsync(request.Lane, [.. kept.Select(place => With(items[place], FieldValue.Blank))], stop);
        var going = new List<int>();
        foreach (var (place, end) in kept.Zip(cleared))
        {
            if (end.Result == WriteResult.Done) going.Add(place);
            else carried[place] = Unknown(end);
        }
        var set = await pump.SubmitAsync(request.Lane, [.. going.Select(place => With(items[place], items[place].Input.Values[Stage]))], stop);
        foreach (var (place, end) in going.Zip(set)) carried[place] = end.Result == WriteResult.Done ? Joined(ends[place], end) : Unknown(end);
        return carried;
    }

    private static bool IsKept(WriteItem item, WriteEnd end) => item.Input.Values[Stage].Text is { } wanted
        && end is { Result: WriteResult.Done, Record: { } record } && record.Properties.TryGetValue(Stage, out var now) && !string.IsNullOrEmpty(now) && now != wanted;

    private static WriteItem With(WriteItem item, FieldValue stage) => item with { Input = item.Input with { Values = FieldValues.None.With(Stage, stage) } };

    // The first answer shows the other properties, the last one the stage.
    private static WriteEnd Joined(WriteEnd first, WriteEnd last)
    {
        var properties = new Dictionary<string, string?>(first.Record!.Properties, StringComparer.Ordinal);
        foreach (var (name, value) in last.Record!.Properties) properties[name] = value;
        return last with { Record = last.Record with { Properties = properties } };
    }

    // Something was written already: only a look at the record tells how far it came.
    private static WriteEnd Unknown(WriteEnd end) => end with { Result = WriteResult.Unknown, Record = null };
}

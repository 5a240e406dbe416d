using Integration.Connectors.Feeds;
using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.HubSpot.Client;
using Integration.HubSpot.Wire;

namespace Integration.HubSpot.Feeds;

/// <summary>The first load: hints at every record, page by page through the list, which reads the primary store. Resumable; done once.</summary>
/// <remarks>Begins after the poll stored its first cursor, so that a change during an hour-long load is found by the poll.</remarks>
internal sealed class HubSpotBackfill(HubSpotClient client, HubSpotOptions options, WatchedObject watched, IHintSink sink) : IFeed
{
    /// <summary>Value of the cursor once every record was told.</summary>
    public const string Done = "done";

    /// <inheritdoc />
    public string Name => NameOf(watched.Object);

    /// <inheritdoc />
    /// <remarks>A finished load only looks whether somebody set its cursor back.</remarks>
    public TimeSpan Period => options.PollPeriod;

    /// <summary>The cursor of an object's first load; clearing it (empty text) repeats the load.</summary>
    public static string NameOf(string objectName) => $"hubspot.backfill.{objectName}";

    /// <inheritdoc />
    public async Task<FeedRound> RoundAsync(CancellationToken stop)
    {
        var cursor = await sink.CursorAsync(Name, stop);
        if (cursor == Done || await sink.CursorAsync(HubSpotPoller.NameOf(watched.Object), stop) is null) return new FeedRound(0, HasMore: false);
        var answer = await client.ListAsync(Lane.Bulk, watched.Object, string.IsNullOrEmpty(cursor) ? null : cursor, options.ListPageMax, archived: false, stop);
        if (answer.Value is not { } page) throw new ConnectorHaltException(answer.Fault!);
        var hints = page.Results.Where(record => HubSpotObjects.IsId(record.Id)).Select(record => new Hint(HubSpotObjects.Key(watched.Object, record.Id), Lane.Bulk)).ToList();
        // The cursor is opaque; only its absence means the end. One that stands still would list the same page for ever.
        var next = page.Paging?.Next?.After is { Length: > 0 } after && after != cursor ? after : Done;
        await sink.StoreAsync(new HintBatch(hints, new CursorMove(Name, next)), stop);
        return new FeedRound(hints.Count, HasMore: next != Done);
    }
}

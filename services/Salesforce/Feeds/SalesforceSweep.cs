using System.Globalization;
using Integration.Connectors.Feeds;
using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Salesforce.Client;
using Integration.Salesforce.Schemas;
using Integration.Salesforce.Wire;
using Microsoft.Extensions.Logging;

namespace Integration.Salesforce.Feeds;

/// <summary>Tells once a day what was deleted, from Salesforce's own log of deletions: heals what the poll did not see in the recycle bin. One round reads one window.</summary>
/// <remarks>
/// A row that is emptied out of the recycle bin before the poll comes by is in no query any more; the log of deletions still names it.
/// The next window begins where Salesforce says that this one ended; the log reaches 15 days back (facts/salesforce.md section 8.1).
/// </remarks>
internal sealed class SalesforceSweep(SalesforceClient client, SchemaCache schemas, IHintSink sink, WatchedObject watched, SalesforceOptions options, TimeProvider time, ILogger log) : IFeed
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(15);
    // Within the days kept, whatever our clock says: a window that begins a minute too early is refused whole.
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);
    private static readonly TimeSpan WindowMin = TimeSpan.FromMinutes(2);

    /// <inheritdoc />
    public string Name => $"salesforce.sweep.{watched.Object}";

    /// <inheritdoc />
    /// <remarks>Between two windows it only looks whether it is time, so that a restart does not put the next one off.</remarks>
    public TimeSpan Period => options.SweepPeriod < TimeSpan.FromMinutes(10) ? options.SweepPeriod : TimeSpan.FromMinutes(10);

    /// <inheritdoc />
    public async Task<FeedRound> RoundAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (Place.Parse(await sink.CursorAsync(Name, stop)) is not { } place)
        {
            // The first load reads deleted rows too; a day behind, so that a clock of ours that runs ahead loses nothing.
            await sink.StoreAsync(new HintBatch([], new CursorMove(Name, new Place(now - TimeSpan.FromDays(1), DateTimeOffset.UnixEpoch).ToString())), stop);
            return new FeedRound(0, HasMore: true);
        }
        if (now - place.AskedAt < options.SweepPeriod || now - place.Covered < WindowMin) return new FeedRound(0, HasMore: false);
        var oldest = now - Kept + Margin;
        if (place.Covered < oldest) place = await SkipAsync(place, oldest, now, stop);

        var (schema, fault) = await schemas.OfAsync(watched.Object, Lane.Bulk, stop);
        if (schema is null) throw new ConnectorHaltException(fault!);
        var deleted = await LogAsync(schema.Name, place.Covered, now, stop);
        if (deleted is null)
        {
            // By its own clock the log begins later than by ours; a day at a time, so that it is found within a fortnight of calls.
            await SkipAsync(place, place.Covered + TimeSpan.FromDays(1), now, stop);
            return new FeedRound(0, HasMore: true);
        }
        if (deleted.Earliest > place.Covered) await WishAsync(now, stop);
        await StoreAsync(deleted.Ids.Select(id => new Hint(new RecordKey(SystemName.Salesforce, schema.Name, id), Lane.Bulk) { IsLifeChange = true }), new Place(deleted.Covered, now), stop);
        return new FeedRound(deleted.Ids.Count, HasMore: false, deleted.Covered);
    }

    /// <summary>The log of a window; halves the window as long as it holds too many. Null = it begins before the log does.</summary>
    private async Task<DeletedLog?> LogAsync(string objectName, DateTimeOffset from, DateTimeOffset until, CancellationToken stop)
    {
        while (true)
        {
            var answer = await client.DeletedAsync(objectName, from, until, Lane.Bulk, stop);
            if (answer.Value is { } log) return log;
            if (answer.Fault!.Code == "INVALID_REPLICATION_DATE") return null;
            if (answer.Fault.Code != "EXCEEDED_ID_LIMIT" || until - from < 2 * WindowMin) throw new ConnectorHaltException(answer.Fault);
            until = from + (until - from) / 2;
        }
    }

    private async Task<Place> SkipAsync(Place place, DateTimeOffset to, DateTimeOffset now, CancellationToken stop)
    {
        await WishAsync(now, stop);
        var skipped = place with { Covered = to };
        await sink.StoreAsync(new HintBatch([], new CursorMove(Name, skipped.ToString())), stop);
        return skipped;
    }

    private async Task WishAsync(DateTimeOffset now, CancellationToken stop)
    {
        log.LogWarning("{Feed} stood still for longer than Salesforce keeps its log of deletions (15 days): every linked record is read again.", Name);
        await sink.CountAsync($"{Name}.gap", 1, stop);
        await sink.StoreAsync(new HintBatch([], new CursorMove(SweepWish.Cursor, SweepWish.Of(Name, now))), stop);
    }

    // At most 2,000 hints a call; the cursor goes with the last, so that a crash between two repeats and loses none.
    private async Task StoreAsync(IEnumerable<Hint> hints, Place place, CancellationToken stop)
    {
        var chunks = hints.Chunk(2_000).ToList();
        for (var index = 0; index < chunks.Count - 1; index++) await sink.StoreAsync(new HintBatch(chunks[index]), stop);
        await sink.StoreAsync(new HintBatch(chunks.Count == 0 ? [] : chunks[^1], new CursorMove(Name, place.ToString())), stop);
    }

    /// <summary>How far the log was told: <c>covered asked</c>, in ms since 1970, the first by Salesforce's clock, the second by ours.</summary>
    private sealed record Place(DateTimeOffset Covered, DateTimeOffset AskedAt)
    {
        public static Place? Parse(string? text) => text?.Split(' ') is [var covered, var asked]
            && long.TryParse(covered, NumberStyles.None, CultureInfo.InvariantCulture, out var coveredMs) && coveredMs < 253_402_300_800_000
            && long.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var askedMs) && askedMs < 253_402_300_800_000
                ? new Place(DateTimeOffset.FromUnixTimeMilliseconds(coveredMs), DateTimeOffset.FromUnixTimeMilliseconds(askedMs))
                : null;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Covered.ToUnixTimeMilliseconds()} {AskedAt.ToUnixTimeMilliseconds()}");
    }
}

using System.Globalization;
using Integration.Connectors.Feeds;
using Integration.Connectors.Ports;
using Integration.Core.Consents;
using Integration.Core.Records;
using Integration.HubSpot.Client;
using Integration.HubSpot.Links;
using Integration.HubSpot.Wire;
using Microsoft.Extensions.Logging;

namespace Integration.HubSpot.Feeds;

/// <summary>Looks for what changed, by search: finds what a lost webhook would have told. One round reads one page.</summary>
/// <remarks>
/// The walk of facts/hubspot.md section 3.3: everything changed since the watermark less a look-back, in id order, so that
/// neither the search index's lag nor ten thousand records with one stamp lose any. The cursor moves with the hints it covers.
/// </remarks>
internal sealed class HubSpotPoller(HubSpotClient client, HubSpotOptions options, WatchedObject watched, IHintSink sink, TimeProvider clock, ILogger log) : IFeed
{
    // A pass with more pages is a mass change; the rest of it must not stand before people's edits.
    private const long NormalPagesMax = 10;
    // Behind the first start, so that a clock of ours that runs ahead of HubSpot's loses nothing.
    private static readonly TimeSpan StartMargin = TimeSpan.FromMinutes(15);
    // An idle search index lags by seconds, a busy one by up to half a minute: facts/hubspot.md 3.3. A page holds 200.
    private static readonly TimeSpan IndexLag = TimeSpan.FromSeconds(20);
    private readonly ServerClock server = new(clock);
    private readonly LookBack lookBack = new(options.PollLookBack, IndexLag, clock);
    private readonly ToldRecords told = new(50_000);
    private readonly ClockSetBack setBack = new();
    private readonly string stamp = HubSpotObjects.StampOf(watched.Object);
    private readonly IReadOnlyList<string> shown = [.. watched.Fields.Select(name => name == PrimaryCompany.Field ? PrimaryCompany.Mirror : name).Append(HubSpotObjects.StampOf(watched.Object)).Append("hs_merged_object_ids").Distinct(StringComparer.Ordinal)];

    /// <inheritdoc />
    public string Name => NameOf(watched.Object);

    /// <inheritdoc />
    public TimeSpan Period => options.PollPeriod;

    /// <summary>The cursor of an object's poll.</summary>
    public static string NameOf(string objectName) => $"hubspot.poll.{objectName}";

    /// <inheritdoc />
    public async Task<FeedRound> RoundAsync(CancellationToken stop)
    {
        if (await CursorAsync(stop) is not { } cursor) return new FeedRound(0, HasMore: true);
        server.Saw(DateTimeOffset.FromUnixTimeMilliseconds(cursor.WatermarkMs));
        var pass = cursor.Pass ?? new PollPass(Math.Max(0, cursor.WatermarkMs - (long)lookBack.Next().TotalMilliseconds), 0, cursor.WatermarkMs, NowMs, 0);
        var lane = pass.Pages < NormalPagesMax ? Lane.Normal : Lane.Bulk;
        var sentAt = clock.GetTimestamp();
        var answer = await client.SearchAsync(lane, watched.Object, new SearchWindow(stamp, pass.FromMs, pass.AfterId, shown, options.PollPageMax), stop);
        if (answer.Value is not { } page) throw new ConnectorHaltException(answer.Fault!);

        var records = page.Results.Where(record => HubSpotObjects.IsId(record.Id)).ToList();
        var fresh = records.Where(record => !told.WasTold(record.Id, StampOf(record))).ToList();
        var hints = fresh.SelectMany(record => HintsOf(record, lane)).DistinctBy(hint => (hint.Key, hint.IsLifeChange)).ToList();
        var last = records.Count == 0 ? pass.AfterId : records.Max(record => long.Parse(record.Id, CultureInfo.InvariantCulture));
        var next = pass with
        {
            // Ids only rise, or the walk would never end on an answer that ignores the filter.
            AfterId = Math.Max(pass.AfterId, last),
            HighestMs = records.Aggregate(pass.HighestMs, (highest, record) => Math.Max(highest, HubSpotTime.Milliseconds(StampOf(record)) ?? 0)),
            Pages = pass.Pages + 1,
        };
        var isLast = page.Results.Count < options.PollPageMax || next.AfterId == pass.AfterId;
        server.Saw(DateTimeOffset.FromUnixTimeMilliseconds(next.HighestMs));
        setBack.Heard(server.Heard(answer.Date, sentAt));
        var reached = DateTimeOffset.FromUnixTimeMilliseconds(next.Watermark(cursor.WatermarkMs, server.At(clock.GetTimestamp()).ToUnixTimeMilliseconds(), NowMs));
        var moved = isLast ? new PollCursor(setBack.Within(reached).ToUnixTimeMilliseconds()) : cursor with { Pass = next };
        await StoreAsync(hints, moved, stop);
        if (isLast) await setBack.StoredAsync(Name, lookBack, sink, since => log.LogWarning("HubSpot's clock was set back: {Feed} looks again at everything changed since {Since:O} by that clock.", Name, since), stop);
        foreach (var record in fresh) told.Tell(record.Id, StampOf(record));
        return new FeedRound(hints.Count, HasMore: !isLast, isLast ? DateTimeOffset.FromUnixTimeMilliseconds(next.StartedAtMs) : null);
    }

    private long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The stored cursor; null when there was none and the first was just stored, before the backfill begins.</summary>
    private async Task<PollCursor?> CursorAsync(CancellationToken stop)
    {
        var text = await sink.CursorAsync(Name, stop);
        if (text is not null && PollCursor.Parse(text) is { } cursor) return cursor;
        if (text is not null) log.LogError("The cursor {Cursor} cannot be read; the poll starts over from now. Run `integration backfill` to find what changed meanwhile.", Name);
        await StoreAsync([], new PollCursor((clock.GetUtcNow() - StartMargin).ToUnixTimeMilliseconds()), stop);
        return null;
    }

    // At most 2,000 hints a call; the cursor goes with the last, so that a crash between two repeats and loses none.
    private async Task StoreAsync(IReadOnlyList<Hint> hints, PollCursor cursor, CancellationToken stop)
    {
        var chunks = hints.Chunk(2_000).ToList();
        for (var index = 0; index < chunks.Count - 1; index++) await sink.StoreAsync(new HintBatch(chunks[index]), stop);
        await sink.StoreAsync(new HintBatch(chunks.Count == 0 ? [] : chunks[^1], new CursorMove(Name, cursor.ToString())), stop);
    }

    private IEnumerable<Hint> HintsOf(WireRecord record, Lane lane)
    {
        var claims = FieldValues.Of(watched.Fields.Select(name => (Name: name, Shown: name == PrimaryCompany.Field ? PrimaryCompany.Mirror : name)).Where(field => record.Properties.ContainsKey(field.Shown))
            .Select(field => KeyValuePair.Create(field.Name, FieldValue.Of(record.Properties[field.Shown]))));
        // Where the association is not shown, that all else is known proves no echo.
        if (PrimaryCompany.IsAmong(watched.Object, watched.Fields) && claims[PrimaryCompany.Field].IsMissing) claims = FieldValues.None;
        // A claim says what holds now, not what changed: an edit of somebody who is out goes first as well, which costs nothing but its turn.
        var isUrgent = claims[ConsentRules.HubSpotOptOut].Text == "true" || claims[ConsentRules.HubSpotBounce].HasText;
        yield return new Hint(HubSpotObjects.Key(watched.Object, record.Id), isUrgent ? Lane.Hot : lane) { Claims = claims };
        // A merge is told by webhook alone; where that was lost, the survivor names those that ended.
        foreach (var id in (record.Properties.GetValueOrDefault("hs_merged_object_ids") ?? "").Split(';', StringSplitOptions.TrimEntries).Where(HubSpotObjects.IsId))
            yield return new Hint(HubSpotObjects.Key(watched.Object, id), lane) { IsLifeChange = true };
    }

    private string StampOf(WireRecord record) => record.Properties.GetValueOrDefault(stamp) ?? record.UpdatedAt ?? "";
}

using System.Text.Json;
using Integration.Connectors.Feeds;
using Integration.Connectors.Http;
using Integration.Connectors.Ports;
using Integration.Core.Consents;
using Integration.Core.Records;
using Integration.Salesforce.Client;
using Integration.Salesforce.Queries;
using Integration.Salesforce.Schemas;
using Integration.Salesforce.Wire;
using Microsoft.Extensions.Logging;

namespace Integration.Salesforce.Feeds;

/// <summary>Looks at one object for rows whose SystemModstamp moved, deleted and merged ones too; the first time at all of them.</summary>
/// <remarks>
/// Pages by (SystemModstamp, Id): stamps are whole seconds and an import gives thousands of rows the same one, so a page
/// that began at the last stamp alone would begin at the same place for ever (supaglue #532). The query has no upper bound:
/// a row that changes while we page moves behind us and is told again. Hints name records and decide nothing.
/// </remarks>
internal sealed class SalesforcePoller(SalesforceClient client, SchemaCache schemas, IHintSink sink, WatchedObject watched, SalesforceOptions options, TimeProvider time, ILogger log) : IFeed
{
    private const int PageMin = 200;
    private static readonly TimeSpan StartMargin = TimeSpan.FromMinutes(15);
    private static readonly string[] LifeFields = ["Id", "SystemModstamp", "IsDeleted", "MasterRecordId", "IsConverted"];

    // Rows of a transaction appear when it commits, under the stamp of its start: facts/salesforce.md 8.1. A page holds 2,000.
    private static readonly TimeSpan CommitLag = TimeSpan.FromMinutes(1);
    // SystemModstamp has seconds (facts/salesforce.md 9).
    private static readonly TimeSpan StampSpan = TimeSpan.FromSeconds(1);
    private readonly ServerClock server = new(time);
    private readonly LookBack lookBack = new(options.PollLookBack, CommitLag, time);
    private readonly ToldRows told = new();
    private int pageMax = options.PollPageMax;
    private readonly ClockSetBack setBack = new();

    /// <inheritdoc />
    public string Name => $"salesforce.poll.{watched.Object}";

    /// <inheritdoc />
    /// <remarks>Watched records come four times as seldom: there are several such objects, and nothing is written because of them within seconds.</remarks>
    public TimeSpan Period => watched.IsSighted ? options.PollPeriod * 4 : options.PollPeriod;

    /// <inheritdoc />
    public async Task<FeedRound> RoundAsync(CancellationToken stop)
    {
        var cursor = await CursorAsync(stop);
        server.Saw(cursor.Watermark);
        var from = cursor.Stamp ?? Earlier(cursor.Watermark, lookBack.Next());
        var sentAt = time.GetTimestamp();
        var askedAt = time.GetUtcNow();
        var serverAtLeast = server.At(sentAt);
        var (rows, schema, date) = await PageAsync(from, cursor.Stamp is null ? "" : cursor.Id, cursor.IsBackfill ? Lane.Bulk : Lane.Normal, stop);

        var page = rows.Select(row => Row.Of(row, schema.Name)).ToList();
        if (page.Count > 0) server.Saw(page[^1].Stamp);
        setBack.Heard(server.Heard(date, sentAt));
        var fresh = page.Where(row => !told.Has(row.Id, row.Stamp)).ToList();
        var hasMore = rows.Count >= pageMax;
        var reached = Latest(cursor.Watermark, server.Within(serverAtLeast), server.Within(page.Count > 0 ? page[^1].Stamp : DateTimeOffset.UnixEpoch));
        var next = hasMore ? cursor with { Stamp = page[^1].Stamp, Id = page[^1].Id } : new PollCursor(setBack.Within(reached), null, "", IsBackfill: false);
        await sink.StoreAsync(new HintBatch([.. fresh.Select(row => HintOf(row, schema, cursor.IsBackfill)).OfType<Hint>()], new CursorMove(Name, next.ToString())), stop);

        // Remembered only once stored: a hint that the ledger refused must be told again. And only when the second of its stamp was over before
        // we asked: another edit within that second bears the same stamp, and nothing else would tell of it before the daily sweep.
        foreach (var row in fresh)
            if (row.Stamp + StampSpan <= serverAtLeast || server.Within(row.Stamp) != row.Stamp) told.Add(row.Id, row.Stamp);
        if (!hasMore) told.ForgetBefore(Earlier(next.Watermark, options.PollLookBack));
        if (!hasMore) await setBack.StoredAsync(Name, lookBack, sink, since => log.LogWarning("Salesforce's clock was set back: {Feed} looks again at everything changed since {Since:O} by that clock.", Name, since), stop);
        pageMax = options.PollPageMax;
        return new FeedRound(fresh.Count, hasMore, hasMore ? null : askedAt);
    }

    private sealed record Row(string Id, DateTimeOffset Stamp, JsonElement Json)
    {
        public static Row Of(JsonElement json, string objectName) =>
            SalesforceIds.TryNormalise(FieldText.TextOf(json, "Id"), out var id) && SalesforceTime.TryParse(FieldText.TextOf(json, "SystemModstamp"), out var stamp)
                ? new Row(id, stamp, json)
                : throw new ConnectorHaltException(OutsideFaults.WrongShape("salesforce", $"queryAll: {objectName} without Id or SystemModstamp"));
    }

    // What is only watched is told from the first start on; the margin is for a clock of ours that runs ahead.
    private PollCursor FromNow => new(Earlier(time.GetUtcNow(), StartMargin), null, "", IsBackfill: false);

    private async Task<PollCursor> CursorAsync(CancellationToken stop)
    {
        var stored = await sink.CursorAsync(Name, stop);
        if (stored is null) return watched.IsSighted ? FromNow : PollCursor.FromTheStart;
        if (PollCursor.TryParse(stored, out var cursor)) return cursor;
        // Reading everything again costs calls; guessing where we stood could cost changes.
        await sink.CountAsync($"{Name}.unreadable-cursor", 1, stop);
        return PollCursor.FromTheStart;
    }

    private async Task<(IReadOnlyList<JsonElement> Rows, DescribedObject Schema, DateTimeOffset? Date)> PageAsync(DateTimeOffset from, string afterId, Lane lane, CancellationToken stop)
    {
        for (var attempt = 0; ; attempt++)
        {
            var (schema, fault) = await schemas.OfAsync(watched.Object, lane, stop);
            if (schema is null) throw new ConnectorHaltException(fault!);
            var answer = await client.QueryAsync(Statement(schema, from, afterId), withDeleted: true, lane, stop);
            if (answer.Value is { } rows) return (rows, schema, answer.Date);
            if (answer.Fault!.Code == "INVALID_FIELD" && attempt == 0)
            {
                schemas.Doubt(schema);
                continue;
            }
            if (answer.Fault.Code == "QUERY_TIMEOUT") pageMax = Math.Max(Math.Min(PageMin, options.PollPageMax), pageMax / 2);
            throw new ConnectorHaltException(answer.Fault);
        }
    }

    private string Statement(DescribedObject schema, DateTimeOffset from, string afterId)
    {
        var since = Soql.Literal(from);
        var where = afterId.Length == 0 ? $"SystemModstamp >= {since}" : $"SystemModstamp > {since} OR (SystemModstamp = {since} AND Id > {Soql.Literal(afterId)})";
        var tail = $" WHERE {where} ORDER BY SystemModstamp, Id LIMIT {pageMax}";
        var full = Soql.Select(schema.Name, schema.Visible(LifeFields.Concat(watched.Fields))) + tail;
        // Claims only save reads: too many mapped fields for one URL, and the poll goes on without them.
        return Uri.EscapeDataString(full).Length <= Soql.EncodedMax ? full : Soql.Select(schema.Name, schema.Visible(LifeFields)) + tail;
    }

    private Hint? HintOf(Row row, DescribedObject schema, bool isBackfill)
    {
        if (watched.TellsOf is { } other)
            return SalesforceIds.TryNormalise(FieldText.TextOf(row.Json, other.Field), out var id) ? new Hint(new RecordKey(SystemName.Salesforce, other.Object, id), Lane.Normal) : null;
        var isLifeChange = FieldText.IsTrue(row.Json, "IsDeleted") || FieldText.TextOf(row.Json, "MasterRecordId") is not null || FieldText.IsTrue(row.Json, "IsConverted");
        // A row says what holds now, not what changed: an edit of somebody who is out goes first as well, which costs nothing but its turn.
        var lane = isBackfill ? Lane.Bulk : FieldText.IsTrue(row.Json, ConsentRules.SalesforceOptOut) ? Lane.Hot : Lane.Normal;
        return new Hint(new RecordKey(SystemName.Salesforce, schema.Name, row.Id), lane)
        {
            IsLifeChange = isLifeChange,
            Claims = isLifeChange ? FieldValues.None : FieldValues.Of(watched.Fields.Select(field => KeyValuePair.Create(field, FieldText.Of(row.Json, field)))),
        };
    }

    private static DateTimeOffset Earlier(DateTimeOffset instant, TimeSpan by) =>
        instant - DateTimeOffset.UnixEpoch > by ? instant - by : DateTimeOffset.UnixEpoch;

    private static DateTimeOffset Latest(params ReadOnlySpan<DateTimeOffset> instants)
    {
        var latest = instants[0];
        foreach (var instant in instants)
            if (instant > latest) latest = instant;
        return latest;
    }
}

using System.Globalization;
using Integration.Connectors.Feeds;
using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.HubSpot.Client;
using Integration.HubSpot.Wire;
using Microsoft.Extensions.Logging;

namespace Integration.HubSpot.Feeds;

/// <summary>Tells once a day what went into the recycle bin: heals a deletion whose webhook was lost. One round reads one page.</summary>
/// <remarks>Deleted records vanish from search and list and leave no trace there (facts/hubspot.md section 3.3); only the list of the archived names them, for 90 days.</remarks>
internal sealed class HubSpotSweep(HubSpotClient client, HubSpotOptions options, WatchedObject watched, IHintSink sink, TimeProvider clock, ILogger log) : IFeed
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);
    // Behind the last pass, so that clocks that are hours apart lose nothing: telling twice costs a read.
    private static readonly TimeSpan Margin = TimeSpan.FromDays(1);

    /// <inheritdoc />
    public string Name => NameOf(watched.Object);

    /// <inheritdoc />
    /// <remarks>Between two passes it only looks whether it is time, so that a restart does not put the next one off.</remarks>
    public TimeSpan Period => options.SweepPeriod < TimeSpan.FromMinutes(10) ? options.SweepPeriod : TimeSpan.FromMinutes(10);

    /// <summary>The cursor of an object's sweep.</summary>
    public static string NameOf(string objectName) => $"hubspot.sweep.{objectName}";

    /// <inheritdoc />
    public async Task<FeedRound> RoundAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var pass = Pass.Parse(await sink.CursorAsync(Name, stop)) ?? Pass.First;
        if (pass.IsDone)
        {
            if (now.ToUnixTimeMilliseconds() - pass.BegunMs < options.SweepPeriod.TotalMilliseconds) return new FeedRound(0, HasMore: false);
            if (pass.BegunMs > 0 && now - DateTimeOffset.FromUnixTimeMilliseconds(pass.BegunMs) > Kept) await WishAsync(now, stop);
            pass = new Pass(now.ToUnixTimeMilliseconds(), Math.Max(0, pass.BegunMs - (long)Margin.TotalMilliseconds), "");
        }
        var answer = await client.ListAsync(Lane.Bulk, watched.Object, pass.After!.Length == 0 ? null : pass.After, options.ListPageMax, archived: true, stop);
        if (answer.Value is not { } page) throw new ConnectorHaltException(answer.Fault!);
        var hints = page.Results.Where(record => HubSpotObjects.IsId(record.Id) && (HubSpotTime.Milliseconds(record.ArchivedAt) ?? long.MaxValue) >= pass.SinceMs)
            .Select(record => new Hint(HubSpotObjects.Key(watched.Object, record.Id), Lane.Bulk) { IsLifeChange = true }).ToList();
        // The cursor is opaque; one that stands still would list the same page for ever.
        var next = page.Paging?.Next?.After is { Length: > 0 } after && after != pass.After ? after : null;
        await sink.StoreAsync(new HintBatch(hints, new CursorMove(Name, (pass with { After = next }).ToString())), stop);
        return new FeedRound(hints.Count, HasMore: next is not null);
    }

    private async Task WishAsync(DateTimeOffset now, CancellationToken stop)
    {
        log.LogWarning("{Feed} stood still for longer than HubSpot keeps deleted records (90 days): every linked record is read again.", Name);
        await sink.CountAsync($"{Name}.gap", 1, stop);
        await sink.StoreAsync(new HintBatch([], new CursorMove(SweepWish.Cursor, SweepWish.Of(Name, now))), stop);
    }

    /// <summary>How far a pass got: <c>begun since after</c>, the instants in ms since 1970 by our clock.</summary>
    private sealed record Pass(long BegunMs, long SinceMs, string? After)
    {
        public static Pass First { get; } = new(0, 0, null);

        public bool IsDone => After is null;

        public static Pass? Parse(string? text) => text?.Split(' ', 3) is [var begun, var since, .. var rest]
            && long.TryParse(begun, NumberStyles.None, CultureInfo.InvariantCulture, out var begunMs) && long.TryParse(since, NumberStyles.None, CultureInfo.InvariantCulture, out var sinceMs)
                ? new Pass(begunMs, sinceMs, rest is [{ Length: > 0 } after] ? after : null)
                : null;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{BegunMs} {SinceMs}{(After is null ? "" : " " + After)}");
    }
}

using System.Globalization;
using Integration.Connectors.Feeds;
using Integration.Core.Records;
using Integration.Ledger;

namespace Integration.Sync.Recalls;

/// <summary>Once a day every linked pair is read by id: heals whatever hint was lost, on whichever side, and finds fields that are back.</summary>
/// <remarks>
/// Page by page in the bulk lane, so that edits go first and the allowance's bulk share bounds it. Its place is in the ledger: a restart goes
/// on, and two processes share the work (at worst a page is made due twice). A feed that finds that it forgot something asks for a sweep at
/// once (<see cref="SweepWish"/>).
/// </remarks>
public sealed class FullSweep(ILedger ledger, SyncOptions options, TimeProvider time)
{
    /// <summary>Its place: <c>idle|last begun</c>, or <c>at|begun|last id</c>.</summary>
    public const string Cursor = "sync.full-sweep";

    /// <summary>One step: a page, or a look whether it is time.</summary>
    /// <returns>How long to wait before the next.</returns>
    public async Task<TimeSpan> StepAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var place = Place.Parse(await ledger.CursorAsync(Cursor, stop));
        if (place is null)
        {
            // A ledger that sees its first day has read everything already.
            await StoreAsync(new Place(now, null), now, stop);
            return options.FullSweepStep;
        }
        if (place.After is null)
        {
            if (now - place.Begun < options.FullSweepPeriod && !SweepWish.IsNewer(await ledger.CursorAsync(SweepWish.Cursor, stop), place.Begun)) return options.FullSweepStep;
            place = new Place(now, Guid.Empty);
        }
        var page = await ledger.RecallAsync(new PairChoice.Linked(), place.After == Guid.Empty ? null : place.After, options.FullSweepPage, Lane.Bulk, now, stop);
        await StoreAsync(place with { After = page.Next }, now, stop);
        return options.FullSweepStep;
    }

    private Task StoreAsync(Place place, DateTimeOffset now, CancellationToken stop) => ledger.TouchAsync([], new CursorValue(Cursor, place.ToString()), now, stop);

    private sealed record Place(DateTimeOffset Begun, Guid? After)
    {
        public static Place? Parse(string? text) => text?.Split('|') switch
        {
            ["idle", var begun] when Instant(begun) is { } at => new Place(at, null),
            ["at", var begun, var after] when Instant(begun) is { } at && Guid.TryParse(after, out var id) => new Place(at, id),
            _ => null,
        };

        public override string ToString()
        {
            var begun = Begun.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
            return After is { } id ? $"at|{begun}|{id}" : $"idle|{begun}";
        }

        private static DateTimeOffset? Instant(string text) =>
            DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
    }
}

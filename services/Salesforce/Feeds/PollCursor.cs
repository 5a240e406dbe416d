using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Integration.Salesforce.Feeds;

/// <summary>How far a poll got, as the ledger keeps it: <c>1|watermark|position stamp|position id|round</c>, stamps in ms since 1970.</summary>
/// <param name="Watermark">Every row with this stamp or an older one was told, but for late commits, which the look-back finds. Salesforce's clock.</param>
/// <param name="Stamp">Where the round stands; null = no round is under way.</param>
/// <param name="Id">The last row told of that stamp; "" = none of it yet.</param>
/// <param name="IsBackfill">The round is the first load.</param>
internal sealed record PollCursor(DateTimeOffset Watermark, DateTimeOffset? Stamp, string Id, bool IsBackfill)
{
    /// <summary>Nothing told yet: everything from 1970 on is the first load.</summary>
    public static PollCursor FromTheStart { get; } = new(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "", IsBackfill: true);

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"1|{Watermark.ToUnixTimeMilliseconds()}|{Stamp?.ToUnixTimeMilliseconds()}|{Id}|{(IsBackfill ? "backfill" : "poll")}");

    /// <summary>Reads what <see cref="ToString"/> wrote; false for anything else.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PollCursor? cursor)
    {
        cursor = null;
        if (text?.Split('|') is not ["1", var watermark, var stamp, var id, ("backfill" or "poll") and var round]) return false;
        if (!TryInstant(watermark, out var told) || (stamp.Length > 0 && !TryInstant(stamp, out _)) || (id.Length > 0 && !Wire.SalesforceIds.TryNormalise(id, out _))) return false;
        cursor = new PollCursor(told, stamp.Length > 0 && TryInstant(stamp, out var at) ? at : null, id, round == "backfill");
        return true;
    }

    private static bool TryInstant(string text, out DateTimeOffset instant)
    {
        var isMilliseconds = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ms) && ms is >= 0 and < 253_402_300_800_000;
        instant = isMilliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : default;
        return isMilliseconds;
    }
}

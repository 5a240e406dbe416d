using System.Globalization;

namespace Integration.HubSpot.Feeds;

/// <summary>How far the poll of one object got.</summary>
/// <param name="WatermarkMs">Changes before it, less the look-back, were all told; ms since 1970 by HubSpot's clock.</param>
/// <param name="Pass">The pass under way; null = between two.</param>
internal sealed record PollCursor(long WatermarkMs, PollPass? Pass = null)
{
    /// <summary>Reads what <see cref="ToString"/> wrote; null when it is something else.</summary>
    public static PollCursor? Parse(string text)
    {
        var numbers = new List<long>();
        foreach (var part in text.Split(' '))
        {
            if (!long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
            numbers.Add(number);
        }
        return numbers switch
        {
            [var watermark] => new PollCursor(watermark),
            [var watermark, var from, var after, var highest, var startedAt, var pages] => new PollCursor(watermark, new PollPass(from, after, highest, startedAt, pages)),
            _ => null,
        };
    }

    /// <inheritdoc />
    public override string ToString() => Pass is null
        ? WatermarkMs.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{WatermarkMs} {Pass.FromMs} {Pass.AfterId} {Pass.HighestMs} {Pass.StartedAtMs} {Pass.Pages}");
}

/// <summary>One walk over all records changed since an instant, in id order.</summary>
/// <param name="FromMs">Changed at or after, by HubSpot's clock.</param>
/// <param name="AfterId">Ids up to this were told.</param>
/// <param name="HighestMs">Latest change seen.</param>
/// <param name="StartedAtMs">When it began, by our clock.</param>
/// <param name="Pages">Pages read.</param>
internal sealed record PollPass(long FromMs, long AfterId, long HighestMs, long StartedAtMs, long Pages)
{
    /// <summary>The next watermark.</summary>
    /// <remarks>
    /// A record changed while the pass ran may have been passed already, so the watermark stays behind HubSpot's clock by as long as
    /// the pass took. That clock is known by its stamps and the time since: a clock of ours that is wrong by hours moves nothing, and a
    /// quiet portal's watermark moves on, or every pass would read the last mass change again.
    /// </remarks>
    /// <param name="before">The last watermark.</param>
    /// <param name="hubSpotNowMs">The least that HubSpot's clock reads now.</param>
    /// <param name="nowMs">Our clock.</param>
    public long Watermark(long before, long hubSpotNowMs, long nowMs) => Math.Max(before, hubSpotNowMs - Math.Max(0, nowMs - StartedAtMs));
}

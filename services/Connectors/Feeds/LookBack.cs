namespace Integration.Connectors.Feeds;

/// <summary>How far a pass of a poll reaches back behind its watermark.</summary>
/// <remarks>
/// Records become visible late: a search index lags, a long transaction commits under an older stamp. Reaching back far on every pass
/// would read a mass change again and again for minutes, which is what an allowance of calls cannot bear. So most passes reach back a
/// little, and one in every half of the full look-back reaches all the way: what shows up late is found within one and a half of it.
/// </remarks>
/// <param name="full">The full look-back, as the feed's options say.</param>
/// <param name="brief">What most passes reach back: what the system usually lags by.</param>
/// <param name="time">Our clock.</param>
public sealed class LookBack(TimeSpan full, TimeSpan brief, TimeProvider time)
{
    private long? lastFull;

    /// <summary>The next pass reaches all the way.</summary>
    public void Again() => lastFull = null;

    /// <summary>The look-back of the pass that begins now. The first after a start is a full one.</summary>
    public TimeSpan Next()
    {
        if (lastFull is { } at && time.GetElapsedTime(at) < full / 2) return full < brief ? full : brief;
        lastFull = time.GetTimestamp();
        return full;
    }
}

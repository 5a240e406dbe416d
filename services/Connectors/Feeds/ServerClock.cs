namespace Integration.Connectors.Feeds;

/// <summary>The least that an outside system's clock can read now: the youngest stamp seen, plus the time that passed since.</summary>
/// <remarks>
/// Our own clock is not asked: were it ten minutes ahead, a watermark taken from it would pass rows that are still to come.
/// Without any such clock an idle object's watermark would never move, and every look would read the last import again.
/// </remarks>
/// <param name="time">Our clock; only its running time is used.</param>
public sealed class ServerClock(TimeProvider time)
{
    private DateTimeOffset stamp = DateTimeOffset.UnixEpoch;
    private long seenAt = time.GetTimestamp();

    /// <summary>At least this late at the given moment.</summary>
    /// <param name="timestamp">A moment of <see cref="TimeProvider.GetTimestamp"/>.</param>
    public DateTimeOffset At(long timestamp)
    {
        if (stamp == DateTimeOffset.UnixEpoch) return stamp;
        var passed = time.GetElapsedTime(seenAt, timestamp);
        return passed > TimeSpan.Zero ? stamp + passed : stamp;
    }

    /// <summary>A stamp that the system gave, in an answer that is there now.</summary>
    public void Saw(DateTimeOffset seen)
    {
        var now = time.GetTimestamp();
        if (seen <= At(now)) return;
        stamp = seen;
        seenAt = now;
    }
}

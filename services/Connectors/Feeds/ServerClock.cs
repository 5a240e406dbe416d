namespace Integration.Connectors.Feeds;

/// <summary>The least that an outside system's clock can read now: the youngest stamp seen, plus the time that passed since.</summary>
/// <remarks>
/// Our own clock is not asked: were it ten minutes ahead, a watermark taken from it would pass rows that are still to come.
/// Without any such clock an idle object's watermark would never move, and every look would read the last import again.
/// Stamps only ever raise it. That the system's clock was set back is told by the date of its answers: everything changed from then
/// on is stamped below a watermark that was right before, and no look would meet it.
/// </remarks>
/// <param name="time">Our clock; only its running time is used.</param>
public sealed class ServerClock(TimeProvider time)
{
    /// <summary>
    /// How far the date of an answer may lie behind. It is the front's, in whole seconds, and the stamps are the database's; what is
    /// set back by less lies within the full look-back of every poll.
    /// </summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(30);

    // A date further behind is a broken header rather than a clock: obeyed, every look would read days of changes again.
    private static readonly TimeSpan SetBackMax = TimeSpan.FromDays(1);

    private DateTimeOffset stamp = DateTimeOffset.UnixEpoch;
    private long seenAt = time.GetTimestamp();
    private long rightAt = time.GetTimestamp();
    private bool wasSetBack;

    /// <summary>At least this late at the given moment.</summary>
    /// <param name="timestamp">A moment of <see cref="TimeProvider.GetTimestamp"/>.</param>
    public DateTimeOffset At(long timestamp)
    {
        if (stamp == DateTimeOffset.UnixEpoch) return stamp;
        var passed = time.GetElapsedTime(seenAt, timestamp);
        return passed > TimeSpan.Zero ? stamp + passed : stamp;
    }

    /// <summary>A stamp that the system gave, in an answer that is there now. One from before its clock was set back lies in its future, and says nothing.</summary>
    public void Saw(DateTimeOffset seen)
    {
        var now = time.GetTimestamp();
        if (seen <= At(now) || (wasSetBack && seen > At(now) + Tolerance)) return;
        stamp = seen;
        seenAt = now;
    }

    /// <summary>The date of an answer that is there now.</summary>
    /// <param name="date">As the answer says; null = it says none.</param>
    /// <param name="sentAt">A moment of <see cref="TimeProvider.GetTimestamp"/> at or before the question left.</param>
    /// <returns>
    /// Null while the clock goes on as it should. When it was set back since the last answer: the earliest stamp that a change made
    /// since can have; a watermark above it has to be lowered to it. Told once for every time that it is set back.
    /// </returns>
    public DateTimeOffset? Heard(DateTimeOffset? date, long sentAt)
    {
        if (date is not { } shown) return null;
        var behind = At(sentAt) - shown;
        var now = time.GetTimestamp();
        if (behind <= Tolerance || behind > SetBackMax)
        {
            if (behind <= Tolerance) rightAt = sentAt;
            // Set right again: stamps beyond its reading are not believed since, so that nothing else would tell.
            if (wasSetBack && shown > At(now)) (stamp, seenAt) = (shown, now);
            return null;
        }
        var sinceRight = time.GetElapsedTime(rightAt, now);
        (stamp, seenAt, rightAt, wasSetBack) = (shown, now, now, true);
        return shown - DateTimeOffset.UnixEpoch > sinceRight ? shown - sinceRight : DateTimeOffset.UnixEpoch;
    }

    /// <summary>A stamp that a watermark may stand at: the given one, or what the clock reads now when that lies in its future since it was set back.</summary>
    public DateTimeOffset Within(DateTimeOffset seen) => wasSetBack && At(time.GetTimestamp()) is var now && seen > now ? now : seen;
}

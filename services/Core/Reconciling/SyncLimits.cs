namespace Integration.Core.Reconciling;

/// <summary>The bounds a decision works within; all have defaults that suit the real systems.</summary>
public sealed record SyncLimits
{
    /// <summary>
    /// How long after sending "the record looks untouched" proves nothing. Must exceed the client's time-out plus the longest server run:
    /// HubSpot works up to 100 s on one request (facts/hubspot.md 5.2). Default 130 s.
    /// </summary>
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromSeconds(130);
    /// <summary>How long a rejected record or field waits before it is tried again unchanged. Default one day.</summary>
    public TimeSpan HoldRetry { get; init; } = TimeSpan.FromDays(1);
    /// <summary>Writes to one pair within a day before it is held as oscillating. Default 100.</summary>
    public int WritesPerDayMax { get; init; } = 100;
    /// <summary>How long after a search in vain it is repeated before a counterpart is created: above the index's lag, half a minute when busy (facts/hubspot.md 3.3). Default 45 s.</summary>
    public TimeSpan IndexLag { get; init; } = TimeSpan.FromSeconds(45);
    /// <summary>How often in a row a write of one field may be undone before the field is held. Default 3.</summary>
    public int UndoneMax { get; init; } = 3;
    /// <summary>An undoing later than this after our write is an edit like any other. Default one day.</summary>
    public TimeSpan UndoneWithin { get; init; } = TimeSpan.FromDays(1);
    /// <summary>First wait after a failed attempt; doubles up to <see cref="BackoffMax"/>. Default 1 s.</summary>
    public TimeSpan BackoffFirst { get; init; } = TimeSpan.FromSeconds(1);
    /// <summary>Longest wait between attempts. Default 5 min.</summary>
    public TimeSpan BackoffMax { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The wait before the next attempt. No attempt is the last: an outage ends some day.</summary>
    public TimeSpan Backoff(int attempts)
    {
        var doubled = BackoffFirst.TotalSeconds * Math.Pow(2, Math.Clamp(attempts - 1, 0, 20));
        return TimeSpan.FromSeconds(Math.Min(doubled, BackoffMax.TotalSeconds));
    }
}

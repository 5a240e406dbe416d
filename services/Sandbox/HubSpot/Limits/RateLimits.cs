namespace Integration.Sandbox.HubSpot.Limits;

/// <summary>Why a call is refused for its rate.</summary>
internal enum RateRefusal { None, Burst, Search, Daily }

/// <summary>Where the caller stands after a call.</summary>
internal readonly record struct RateVerdict(RateRefusal Refusal, int BurstRemaining, int DailyRemaining);

/// <summary>Burst window per token, search window and daily quota of the account. Source: facts/hubspot.md section 6.</summary>
internal sealed class RateLimits(TimeProvider time)
{
    public static readonly TimeSpan BurstWindow = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SearchWindow = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Queue<long>> bursts = new(StringComparer.Ordinal);
    private readonly Queue<long> searches = new();
    private DateOnly day;
    private int today;

    public int CallsToday
    {
        get { lock (gate) return today; }
    }

    /// <summary>Counts a call if it is allowed. A search spends no burst, and a refused call spends nothing.</summary>
    public RateVerdict Admit(string token, bool search, HubSpotPortalOptions options)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            var date = DateOnly.FromDateTime(now.UtcDateTime);
            if (date != day) (day, today) = (date, 0);
            if (!bursts.TryGetValue(token, out var burst)) bursts[token] = burst = new Queue<long>();
            Forget(burst, now, BurstWindow);
            Forget(searches, now, SearchWindow);
            var refusal = today >= options.DailyLimit ? RateRefusal.Daily
                : search ? searches.Count >= options.SearchesPerSecond ? RateRefusal.Search : RateRefusal.None
                : burst.Count >= options.BurstLimit ? RateRefusal.Burst : RateRefusal.None;
            if (refusal == RateRefusal.None)
            {
                today++;
                (search ? searches : burst).Enqueue(now.UtcTicks);
            }
            return new RateVerdict(refusal, Math.Max(0, options.BurstLimit - burst.Count), Math.Max(0, options.DailyLimit - today));
        }
    }

    public void Reset()
    {
        lock (gate)
        {
            bursts.Clear();
            searches.Clear();
            today = 0;
        }
    }

    // A stamp in the future means that the clock was set back: it counts no more, or the window would stay shut.
    private static void Forget(Queue<long> calls, DateTimeOffset now, TimeSpan window)
    {
        while (calls.TryPeek(out var first) && (first <= (now - window).UtcTicks || first > now.UtcTicks)) calls.Dequeue();
    }
}

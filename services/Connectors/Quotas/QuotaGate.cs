using Integration.Connectors.Ports;
using Integration.Core.Records;

namespace Integration.Connectors.Quotas;

/// <summary>Stands before every call to one vendor and lets through what the admin allowed (promise P9).</summary>
/// <remarks>Counts our own calls and believes the vendor's headers about the limit and about what other apps spent. Thread-safe.</remarks>
public sealed class QuotaGate
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private static readonly TimeSpan BurstWaitMax = TimeSpan.FromSeconds(15);
    private readonly QuotaOptions options;
    private readonly TimeProvider clock;
    private readonly BurstWindow burst;
    private readonly Lock gate = new();
    private readonly CallCount own = new();
    private readonly long[] deferred = new long[3];
    private TimeZoneInfo zone;
    private long limit;
    private long? accountUsed;
    private DateTimeOffset accountUsedAt = DateTimeOffset.MinValue;
    private DateTimeOffset closedUntil = DateTimeOffset.MinValue;

    /// <summary>A gate for one account.</summary>
    public QuotaGate(QuotaOptions options, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.LimitUntilTold, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BurstMax, 10);
        this.options = options;
        this.clock = clock;
        burst = new BurstWindow(options.BurstMax, options.BurstSpan, clock);
        zone = options.Zone;
        limit = options.LimitUntilTold;
    }

    /// <summary>The account's time zone, once the vendor told it.</summary>
    public void Use(TimeZoneInfo accountZone) { lock (gate) zone = accountZone; }

    /// <summary>Counts one call, waiting up to 15 s for room in the burst window.</summary>
    /// <param name="lane">Bulk is refused at 80 % of the allowance, normal at 95 %, hot at 100 %.</param>
    /// <param name="window">Another burst window than the account's own (HubSpot search has one); null = the account's.</param>
    /// <param name="stop">Stops the waiting; nothing is counted then.</param>
    /// <returns>Null = send now, it is counted; else why not, with the time to wait. Nothing was sent.</returns>
    public async ValueTask<Fault?> EnterAsync(Lane lane, BurstWindow? window, CancellationToken stop)
    {
        var waited = TimeSpan.Zero;
        while (true)
        {
            if (RefusalOf(lane) is { } refusal) return refusal;
            var wait = (window ?? burst).TryTake(lane);
            if (wait == TimeSpan.Zero) break;
            if (waited + wait > BurstWaitMax)
            {
                Defer(lane);
                return new Fault(FaultClass.Transient, "BURST_WINDOW_FULL", $"{options.System} takes only so many calls in a short time, and they are taken.", "It is tried again by itself.") { RetryAfter = wait };
            }
            await Task.Delay(wait, clock, stop);
            waited += wait;
        }
        lock (gate) own.Add(clock.GetUtcNow());
        return null;
    }

    /// <summary>Believes what an answer said about the account's day.</summary>
    public void Observe(QuotaReading reading)
    {
        lock (gate)
        {
            if (reading.Limit is > 0 and var told) limit = told;
            if (reading.Used is not { } used) return;
            accountUsed = used;
            accountUsedAt = clock.GetUtcNow();
        }
    }

    /// <summary>The vendor refused a call for its short window: nobody goes through for a while.</summary>
    public void CloseBurst(TimeSpan pause) => burst.Close(pause);

    /// <summary>The vendor refused a call for its daily limit: nobody goes through until then; null = until the day ends.</summary>
    public void CloseDay(DateTimeOffset? until = null)
    {
        lock (gate) closedUntil = until ?? DayEnds(clock.GetUtcNow());
    }

    /// <summary>The state for the status gauge.</summary>
    public QuotaSnapshot Snapshot()
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            return new QuotaSnapshot(options.System, own.Since(DayBegan(now)), options.Daily.Of(limit), limit,
                accountUsedAt >= DayBegan(now) ? accountUsed : null, DayEnds(now), deferred[0], deferred[1], deferred[2]);
        }
    }

    /// <summary>A short text with the counted calls, so that a restart does not hand the day's allowance out twice.</summary>
    public string Save() { lock (gate) return own.Save(); }

    /// <summary>Adds what <see cref="Save"/> wrote; null or unreadable parts count as no calls.</summary>
    public void Restore(string? saved) { lock (gate) own.Restore(saved ?? ""); }

    private Fault? RefusalOf(Lane lane)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var ends = DayEnds(now);
            if (closedUntil > now) return Refuse(lane, "DAILY_LIMIT", $"{options.System} refuses further calls of this account today.", closedUntil - now, FaultClass.Side);
            if (accountUsed >= limit && accountUsedAt >= DayBegan(now) && options.Day == QuotaDay.FromMidnight)
                return Refuse(lane, "DAILY_LIMIT", $"All apps together spent the account's {limit} calls of the day.", ends - now, FaultClass.Side);
            var allowed = options.Daily.Of(limit);
            var used = own.Since(DayBegan(now));
            if (used < (long)(allowed * LaneShares.Of(lane))) return null;
            // Only the hot lane's refusal concerns the whole side; a bulk refusal must not pause the handoffs it makes room for.
            return lane == Lane.Hot
                ? Refuse(lane, "ALLOWANCE_SPENT", $"The day's allowance of {allowed} calls ({options.Daily}) is spent.", ends - now, FaultClass.Side)
                : Refuse(lane, "ALLOWANCE_KEPT", $"{used} of the day's {allowed} calls are spent; the rest is kept for what is more urgent.", ends - now, FaultClass.Transient);
        }
    }

    private Fault Refuse(Lane lane, string code, string reason, TimeSpan wait, FaultClass faultClass)
    {
        deferred[(int)lane]++;
        return new Fault(faultClass, code, reason, "It goes on when the day's count falls; or raise dailyCalls.") { RetryAfter = wait };
    }

    private void Defer(Lane lane) { lock (gate) deferred[(int)lane]++; }

    private DateTimeOffset DayBegan(DateTimeOffset now) => options.Day == QuotaDay.Rolling ? now - Day : MidnightOf(now, daysOn: 0);

    private DateTimeOffset DayEnds(DateTimeOffset now) => options.Day == QuotaDay.Rolling
        ? own.OldestLeaves(now - Day, Day) ?? now
        : MidnightOf(now, daysOn: 1);

    private DateTimeOffset MidnightOf(DateTimeOffset now, int daysOn)
    {
        var midnight = TimeZoneInfo.ConvertTime(now, zone).Date.AddDays(daysOn);
        // Some zones change their clocks at midnight: it may not exist, and the day then begins an hour later.
        while (zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(15);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }
}

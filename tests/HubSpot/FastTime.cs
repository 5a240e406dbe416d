namespace Integration.HubSpot.Tests;

/// <summary>The machine's clock, running fast: waits pass in a fraction of their time, and stand in the same relation to each other.</summary>
internal sealed class FastTime(int times) : TimeProvider
{
    private readonly DateTimeOffset begun = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => begun + (System.GetUtcNow() - begun) * times;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Shorter(dueTime), Shorter(period));

    private TimeSpan Shorter(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / times;
}

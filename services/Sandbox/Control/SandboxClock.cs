namespace Integration.Sandbox.Control;

/// <summary>The clock of one emulated system: real time moved by an offset that <c>/_sandbox/clock</c> sets.</summary>
/// <remarks>
/// Each system has its own, so that a test can set one side back ten minutes. Stores never start timers of their own:
/// what falls due (index visibility, webhook retries, token expiry) is compared with <see cref="GetUtcNow"/> when looked at.
/// </remarks>
public sealed class SandboxClock(TimeProvider real) : TimeProvider
{
    private long offsetTicks;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => real.GetUtcNow().AddTicks(Interlocked.Read(ref offsetTicks));

    /// <inheritdoc />
    public override long TimestampFrequency => real.TimestampFrequency;

    /// <inheritdoc />
    public override long GetTimestamp() => real.GetTimestamp();

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        real.CreateTimer(callback, state, dueTime, period);

    /// <summary>Moves the clock; a negative step sets it back, as a server's clock correction would.</summary>
    public void Advance(TimeSpan step) => Interlocked.Add(ref offsetTicks, step.Ticks);

    /// <summary>Sets the clock so that it reads <paramref name="instant"/> now.</summary>
    public void Set(DateTimeOffset instant) => Interlocked.Exchange(ref offsetTicks, (instant - real.GetUtcNow()).Ticks);
}

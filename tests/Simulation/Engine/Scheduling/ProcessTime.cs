namespace Integration.Simulation.Tests.Engine.Scheduling;

/// <summary>The time as one process sees it. Its timers die with it.</summary>
internal sealed class ProcessTime(Process process) : TimeProvider
{
    public override DateTimeOffset GetUtcNow()
    {
        process.Scheduler.AssertOurs();
        return process.Clock;
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => process.Scheduler.Now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ProcessTimer(process, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class ProcessTimer(Process process, TimerCallback callback, object? state) : ITimer
    {
        private int set;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period != Timeout.InfiniteTimeSpan && period != TimeSpan.Zero) throw new NotSupportedException("nothing under simulation uses a repeating timer");
            var mine = ++set;
            if (dueTime != Timeout.InfiniteTimeSpan)
                process.Scheduler.After(dueTime, process, () => { if (set == mine) callback(state); });
            return true;
        }

        public void Dispose() => set++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>The outside world's clock, set off by the given skew.</summary>
internal sealed class WorldTime(Scheduler scheduler, TimeSpan skew) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => scheduler.Now + skew;
}

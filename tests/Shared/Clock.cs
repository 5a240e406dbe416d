namespace Integration.Tests.Shared;

/// <summary>A clock that stands until a test moves it; timers fire inside <see cref="Advance"/>.</summary>
/// <remarks>It counts the timers ever made as well: a loop that waits anew cannot be told from one that has not yet woken by the timers that wait.</remarks>
/// <param name="start">Where it stands at first; 2026-11-22 09:00 UTC where none is given.</param>
internal sealed class Clock(DateTimeOffset? start = null) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Timer> timers = [];
    private DateTimeOffset now = start ?? new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    private int made;

    public override DateTimeOffset GetUtcNow() { lock (gate) return now; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>How many waits have begun so far.</summary>
    public int WaitsBegun { get { lock (gate) return made; } }

    /// <summary>How many waits have not ended.</summary>
    public int TimersWaiting { get { lock (gate) return timers.Count(timer => timer.Due is not null); } }

    public void Advance(TimeSpan step)
    {
        List<Timer> due;
        lock (gate)
        {
            now += step;
            due = [.. timers.Where(timer => timer.Due <= now)];
            foreach (var timer in due) timer.Due = null;
        }
        foreach (var timer in due) timer.Fire();
    }

    /// <summary>Moves on as soon as somebody waits, until the task ends.</summary>
    public async Task<T> RunAsync<T>(Task<T> task, TimeSpan step)
    {
        // Real time only bounds a hang.
        for (var turn = 0; !task.IsCompleted && turn < 5_000; turn++)
        {
            if (TimersWaiting > 0) Advance(step);
            await Task.Delay(TimeSpan.FromMilliseconds(1), System);
        }
        Assert.True(task.IsCompleted, "the task hangs");
        return await task;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        lock (gate)
        {
            timers.Add(timer);
            made++;
        }
        return timer;
    }

    private sealed class Timer(Clock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset? Due { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate) Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.now + dueTime;
            return true;
        }

        public void Dispose() { lock (clock.gate) clock.timers.Remove(this); }

        public ValueTask DisposeAsync() { Dispose(); return ValueTask.CompletedTask; }
    }
}

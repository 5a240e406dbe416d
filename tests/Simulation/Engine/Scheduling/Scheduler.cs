namespace Integration.Simulation.Tests.Engine.Scheduling;

/// <summary>One thread that runs everything in virtual time: by time, then a seeded draw, then the order of arrival. Idle time is skipped.</summary>
internal sealed class Scheduler(int seed)
{
    private readonly PriorityQueue<(Process? Owner, Action Work), (long Ticks, int Draw, long Order)> queue = new();
    private readonly Random draws = new(seed);
    private readonly int thread = Environment.CurrentManagedThreadId;
    private long order;

    public DateTimeOffset Now { get; private set; } = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Steps run so far.</summary>
    public long Steps { get; private set; }

    /// <summary>Runs the work at an instant, or never, if its owner is dead by then. Work without an owner is the outside world's.</summary>
    public void At(DateTimeOffset when, Process? owner, Action work)
    {
        AssertOurs();
        queue.Enqueue((owner, work), ((when > Now ? when : Now).UtcTicks, draws.Next(), order++));
    }

    public void After(TimeSpan delay, Process? owner, Action work) => At(Now + delay, owner, work);

    /// <summary>The outside world's work that comes before all else at its instant.</summary>
    public void FirstAfter(TimeSpan delay, Action work) => queue.Enqueue((null, work), ((Now + delay).UtcTicks, -1, order++));

    /// <summary>Runs what falls due up to an instant, and lets the time become that instant.</summary>
    public void RunUntil(DateTimeOffset until)
    {
        while (queue.TryPeek(out var next, out var due) && due.Ticks <= until.UtcTicks)
        {
            queue.Dequeue();
            Now = new DateTimeOffset(due.Ticks, TimeSpan.Zero);
            Steps++;
            if (next.Owner is null) next.Work();
            else if (next.Owner.PausedUntil > Now) queue.Enqueue(next, (next.Owner.PausedUntil.UtcTicks, draws.Next(), order++));
            else next.Owner.Run(next.Work);
        }
        if (until > Now) Now = until;
    }

    /// <summary>Code of a process on any other thread would be ordered by the machine and not by the seed.</summary>
    /// <exception cref="InvalidOperationException">It is.</exception>
    public void AssertOurs()
    {
        if (Environment.CurrentManagedThreadId != thread)
            throw new InvalidOperationException("code under simulation ran on another thread than the scheduler's: some await left the context");
    }
}

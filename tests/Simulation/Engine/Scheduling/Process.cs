namespace Integration.Simulation.Tests.Engine.Scheduling;

/// <summary>One run of our program: a token. When it is dead, whatever it waited for never comes, so that every await is a place to crash.</summary>
internal sealed class Process(Scheduler scheduler, int number, TimeSpan skew) : SynchronizationContext
{
    public int Number => number;
    public Scheduler Scheduler => scheduler;
    public bool IsDead { get; private set; }
    /// <summary>Nothing of it runs before: a frozen virtual machine, a long collection.</summary>
    public DateTimeOffset PausedUntil { get; set; }
    /// <summary>What escaped from its loops; a simulated program must not die of itself.</summary>
    public Exception? Escaped { get; private set; }

    public DateTimeOffset Clock => scheduler.Now + skew;

    public void Crash() => IsDead = true;

    public void Run(Action work)
    {
        if (IsDead) return;
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            work();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Starts a loop in this process. The context is in place before: a task started earlier would go on from the pool.</summary>
    public void Start(Func<Task> loop) => scheduler.At(scheduler.Now, this, () => Watch(loop()));

    public override void Post(SendOrPostCallback d, object? state) => scheduler.At(scheduler.Now, this, () => d(state));

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("nothing under simulation blocks on another thread");

    public override SynchronizationContext CreateCopy() => this;

    private async void Watch(Task loop)
    {
        try
        {
            await loop;
        }
        catch (Exception error)
        {
            Escaped = error;
        }
    }
}

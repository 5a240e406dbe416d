using Integration.Simulation.Tests.Engine.Scheduling;

namespace Integration.Simulation.Tests.Handoffs.Workers;

/// <summary>The processes of our program: begun, crashed, put to sleep, replaced.</summary>
internal sealed class HandoffFleet(Scheduler scheduler, HandoffSurroundings around, Action<string> note)
{
    private static readonly TimeSpan RestartAfter = TimeSpan.FromSeconds(20), Period = TimeSpan.FromSeconds(60);
    private readonly List<HandoffWorker> workers = [];
    private readonly List<Process> processes = [];

    /// <summary>The process that takes what is told; null while none lives.</summary>
    public HandoffWorker? Live
    {
        get
        {
            var live = workers.Where(worker => !worker.Process.IsDead && worker.Process.PausedUntil <= scheduler.Now).ToList();
            // Calls are spread over the instances, as a balancer does.
            return live.Count == 0 ? null : live[around.Chance.Of("balancer").Next(live.Count)];
        }
    }

    /// <summary>What ended a loop or a call of any process so far.</summary>
    public Exception? Escaped => processes.Select(process => process.Escaped).FirstOrDefault(escaped => escaped is not null);

    public void Begin(int count, TimeSpan? sweepPeriod = null)
    {
        for (var each = 0; each < count; each++)
        {
            processes.Add(new Process(scheduler, processes.Count + 1, TimeSpan.Zero));
            workers.Add(new HandoffWorker(processes[^1], around, sweepPeriod ?? Period));
        }
    }

    public void Crash()
    {
        if (workers.FirstOrDefault() is not { } victim) return;
        note($"process {victim.Process.Number} crashes");
        victim.Process.Crash();
        workers.Remove(victim);
        scheduler.After(RestartAfter, null, () => Begin(1));
    }

    public void Sleep(TimeSpan howLong)
    {
        if (workers.FirstOrDefault() is not { } sleeper) return;
        note($"process {sleeper.Process.Number} sleeps {howLong.TotalSeconds} s");
        sleeper.Process.PausedUntil = scheduler.Now + howLong;
    }

    /// <summary>All processes end, and as many begin anew with what is configured then.</summary>
    public void Renew()
    {
        var count = workers.Count;
        CrashAll();
        scheduler.After(TimeSpan.FromSeconds(2), null, () => Begin(count));
    }

    public void CrashAll()
    {
        foreach (var worker in workers) worker.Process.Crash();
        workers.Clear();
    }
}

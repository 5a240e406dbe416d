using Integration.Simulation.Tests.Engine.Scheduling;

namespace Integration.Simulation.Tests.Engine.Workers;

/// <summary>The processes of our program: begun, crashed, put to sleep, replaced.</summary>
internal sealed class Fleet(Scheduler scheduler, Surroundings around, Action<string> note)
{
    private static readonly TimeSpan RestartAfter = TimeSpan.FromSeconds(20), Period = TimeSpan.FromSeconds(30);
    private readonly List<Worker> workers = [];
    private readonly List<Process> processes = [];

    /// <summary>The process that takes what is told; null while none lives.</summary>
    public Worker? Live => workers.LastOrDefault(worker => !worker.Process.IsDead && worker.Process.PausedUntil <= scheduler.Now);

    /// <summary>What ended a loop or a delivery of any process so far.</summary>
    public Exception? Escaped => processes.Select(process => process.Escaped).FirstOrDefault(escaped => escaped is not null);

    public void Begin(TimeSpan sweepPeriod)
    {
        var (own, apart) = (around.Knobs.OwnSkewSeconds, around.Knobs.ProcessSkewSeconds);
        var skew = TimeSpan.FromSeconds(own + (apart == 0 ? 0 : around.Chance.Of("skew").Next(-apart, apart)));
        processes.Add(new Process(scheduler, processes.Count + 1, skew));
        workers.Add(new Worker(processes[^1], around, around.Outside.Mapping, sweepPeriod));
    }

    public void Crash()
    {
        if (workers.FirstOrDefault(worker => !worker.Process.IsDead) is not { } victim) return;
        note($"process {victim.Process.Number} crashes");
        victim.Process.Crash();
        workers.Remove(victim);
        scheduler.After(RestartAfter, null, () => Begin(Period));
    }

    public void Pause(TimeSpan howLong)
    {
        if (workers.FirstOrDefault() is not { } sleeper) return;
        note($"process {sleeper.Process.Number} sleeps {howLong.TotalSeconds} s");
        sleeper.Process.PausedUntil = scheduler.Now + howLong;
    }

    /// <summary>All processes end, and as many begin anew under what is in force then.</summary>
    public void Renew(TimeSpan after)
    {
        var count = workers.Count;
        CrashAll();
        scheduler.After(after, null, () =>
        {
            for (var each = 0; each < count; each++) Begin(Period);
        });
    }

    public void CrashAll()
    {
        foreach (var worker in workers) worker.Process.Crash();
        workers.Clear();
    }
}

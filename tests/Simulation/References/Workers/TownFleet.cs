using Integration.Simulation.Tests.Engine.Scheduling;

namespace Integration.Simulation.Tests.References.Workers;

/// <summary>The processes of our program: begun, crashed, put to sleep, replaced.</summary>
internal sealed class TownFleet(Scheduler scheduler, TownSurroundings around, Action<string> note)
{
    private static readonly TimeSpan RestartAfter = TimeSpan.FromSeconds(20), Period = TimeSpan.FromSeconds(30);
    private readonly List<TownWorker> workers = [];
    private readonly List<Process> processes = [];

    /// <summary>The process that takes what is told; null while none lives.</summary>
    public TownWorker? Live => workers.LastOrDefault(worker => !worker.Process.IsDead && worker.Process.PausedUntil <= scheduler.Now);

    /// <summary>What ended a loop or a delivery of any process so far.</summary>
    public Exception? Escaped => processes.Select(process => process.Escaped).FirstOrDefault(escaped => escaped is not null);

    public void Begin(TimeSpan? sweepPeriod = null)
    {
        var (own, apart) = (around.Knobs.OwnSkewSeconds, around.Knobs.ProcessSkewSeconds);
        processes.Add(new Process(scheduler, processes.Count + 1, TimeSpan.FromSeconds(own + (apart == 0 ? 0 : around.Chance.Of("skew").Next(-apart, apart)))));
        workers.Add(new TownWorker(processes[^1], around, sweepPeriod ?? Period));
    }

    public void Crash()
    {
        if (workers.FirstOrDefault() is not { } victim) return;
        note($"process {victim.Process.Number} crashes");
        victim.Process.Crash();
        workers.Remove(victim);
        scheduler.After(RestartAfter, null, () => Begin());
    }

    public void Sleep(TimeSpan howLong)
    {
        if (workers.FirstOrDefault() is { } sleeper) sleeper.Process.PausedUntil = scheduler.Now + howLong;
    }

    /// <summary>All processes end, and as many begin anew under what is in force then.</summary>
    /// <param name="after">How long none is there; the old ones go on for a minute beside the new, where null.</param>
    public void Renew(TimeSpan? after)
    {
        var old = workers.ToList();
        workers.Clear();
        if (after is not null) foreach (var worker in old) worker.Process.Crash();
        scheduler.After(after ?? TimeSpan.Zero, null, () =>
        {
            for (var each = 0; each < Math.Max(1, old.Count); each++) Begin();
        });
        if (after is null)
            scheduler.After(TimeSpan.FromMinutes(1), null, () =>
            {
                foreach (var worker in old) worker.Process.Crash();
            });
    }

    public void CrashAll()
    {
        foreach (var worker in workers) worker.Process.Crash();
        workers.Clear();
    }
}

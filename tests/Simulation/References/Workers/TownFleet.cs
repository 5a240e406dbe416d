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
        processes.Add(new Process(scheduler, processes.Count + 1, TimeSpan.Zero));
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

    public void CrashAll()
    {
        foreach (var worker in workers) worker.Process.Crash();
        workers.Clear();
    }
}

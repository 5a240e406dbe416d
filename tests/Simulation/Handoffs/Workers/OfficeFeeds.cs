using System.Globalization;
using Integration.Core.Records;
using Integration.Simulation.Tests.Engine.Plans;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Handoffs.Company;

namespace Integration.Simulation.Tests.Handoffs.Workers;

/// <summary>What tells our program to look: hints that get lost, doubled and late, out of order; sweeps over everything.</summary>
internal sealed class OfficeFeeds(Scheduler scheduler, Chance chance, Knobs knobs, Office office, Func<HandoffWorker?> live)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    /// <summary>Deliveries under way: sent and not yet acknowledged.</summary>
    public int Pending { get; private set; }
    public bool HasFaults { get; set; } = true;

    public void Changed(IReadOnlyList<RecordKey> keys)
    {
        foreach (var key in keys)
        {
            var purpose = string.Create(CultureInfo.InvariantCulture, $"hint/{key}");
            if (HasFaults && chance.Strikes(purpose + "/drop", knobs.HintDropped)) continue;
            Send([Hint(key)], Delay(purpose));
            if (HasFaults && chance.Strikes(purpose + "/double", knobs.HintDoubled)) Send([Hint(key)], Delay(purpose) + TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>Tells of every record there is.</summary>
    public void Sweep()
    {
        foreach (var some in office.Outside.Records.Keys.Concat(office.MadeAt.Keys).Order().Select(Hint).Chunk(1_000)) Send(some, TimeSpan.Zero);
    }

    /// <summary>Does something in whatever process lives until it says that it is done, as a caller does that heard no answer.</summary>
    public void Until(Func<HandoffWorker, Action, Task> call, int triesMax = int.MaxValue)
    {
        Pending++;
        Try(call, triesMax);
    }

    private void Try(Func<HandoffWorker, Action, Task> call, int triesLeft)
    {
        var isDone = false;
        void Done()
        {
            if (isDone) return;
            isDone = true;
            Pending--;
        }
        if (live() is { } worker) worker.Process.Start(() => call(worker, Done));
        scheduler.After(RetryAfter, null, () =>
        {
            if (isDone) return;
            isDone = true;
            if (triesLeft > 1) Try(call, triesLeft - 1);
            else Pending--;
        });
    }

    private void Send(IReadOnlyList<Hint> hints, TimeSpan delay)
    {
        Pending++;
        scheduler.After(delay, null, () =>
        {
            Pending--;
            Until(async (worker, done) =>
            {
                if (await worker.TakeAsync(hints)) done();
            });
        });
    }

    private Hint Hint(RecordKey key) => new(key, Lane.Normal)
    {
        IsLifeChange = office.Outside.Records.TryGetValue(key, out var record) && record.Life != LifeState.Live,
    };

    private TimeSpan Delay(string purpose) => TimeSpan.FromMilliseconds(chance.Of(purpose + "/delay").Next(50, 1_000 + (HasFaults ? knobs.HintDelaySeconds * 1_000 : 0)));
}

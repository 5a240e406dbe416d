using Integration.Simulation.Tests.Engine.Oracles;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Systems;
using Integration.Simulation.Tests.Engine.Workers;

namespace Integration.Simulation.Tests.Engine.Running;

/// <summary>The oracles of one run, wired to each other.</summary>
internal sealed class Judges
{
    private readonly OverwriteOracle overwrites;
    private readonly HoldTruth holds;
    private readonly QuietOracle quiet;
    private bool hasFound;

    public Judges(Scheduler scheduler, Outside outside, WatchedLedger ledger, Lineage lineage, Counts counts, Action<Finding> found, Action<string> note)
    {
        void Found(Finding broken)
        {
            hasFound = true;
            found(broken);
        }
        var beliefs = new BeliefOracle(scheduler, outside, lineage, Found);
        ledger.Witness = beliefs;
        overwrites = new OverwriteOracle(outside, beliefs, counts, Found);
        Writes = new WriteOracle(scheduler, outside, ledger, lineage, beliefs, overwrites, counts, Found, note);
        holds = new HoldTruth(outside, lineage);
        Losses = new LossOracle(outside, ledger, lineage, Found);
        quiet = new QuietOracle(outside, ledger, lineage, Losses, holds, Found);
    }

    public WriteOracle Writes { get; }
    public LossOracle Losses { get; }

    /// <summary>Judges the quiet.</summary>
    /// <returns>False when a promise is broken.</returns>
    public bool Quiet(bool isBeforeDaily)
    {
        holds.IsBeforeDaily = isBeforeDaily;
        quiet.Judge();
        return !hasFound;
    }

    /// <summary>The ledger is an older one: bases are older than the world, and what was written since may be written again.</summary>
    public void Restored()
    {
        overwrites.KnowsBases = Losses.KnowsBases = false;
        Writes.Allowance += 20;
    }
}

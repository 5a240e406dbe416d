using Integration.Connectors.Bells;
using Integration.Connectors.Ports;
using Integration.Core.Agreements;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Core.Sightings;
using Integration.Handoff;
using Integration.Handoff.Agreements;
using Integration.Handoff.Answers;
using Integration.Handoff.Following;
using Integration.Handoff.People;
using Integration.Hosting.Hints;
using Integration.Ledger;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Workers;
using Integration.Simulation.Tests.Handoffs.Company;
using Integration.Simulation.Tests.Handoffs.Mutants;
using Integration.Simulation.Tests.Handoffs.Oracles;
using Integration.Simulation.Tests.Handoffs.Plans;
using Integration.Sync;
using Integration.Sync.Cycles;
using Integration.Sync.Owners;
using Integration.Sync.Sightings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.Simulation.Tests.Handoffs.Workers;

/// <summary>What all processes of a run share.</summary>
internal sealed record HandoffSurroundings(ILedger Ledger, LedgerOutage Outage, Network Network, Office Office, OfficeWitness Witness, Chance Chance, HandoffPlan Plan, HandoffMutant Mutant, Action<string> Failed)
{
    /// <summary>Versions of the Agreement that the files hold, as the admin left them.</summary>
    public int Configured { get; set; } = 1;
}

/// <summary>One life of our program: the real sync and the real handoff role, between the simulated ports.</summary>
internal sealed class HandoffWorker
{
    private readonly LedgerHintSink sink;

    public HandoffWorker(Process process, HandoffSurroundings around, TimeSpan sweepPeriod)
    {
        Process = process;
        var (time, entropy, office) = (new ProcessTime(process), new SeededEntropy(around.Chance.Of($"ids/{process.Number}")), around.Office);
        Time = time;
        var bell = new Bell(time);
        Ledger = new FarLedger(around.Ledger, new LedgerWay(process, around.Chance, around.Plan.Net.LedgerMs, around.Outage));
        var parts = new Surroundings(null!, around.Network, office.Outside, around.Witness, around.Chance, around.Plan.Net, Engine.Mutants.Mutant.None, around.Failed);
        IConnector hubSpot = new HandoffConnector(new SimulatedHubSpot(process, parts), process, around), salesforce = new HandoffConnector(new SimulatedSalesforce(process, parts), process, around);

        var sync = new SyncOptions { SweepPeriod = sweepPeriod, BatchMax = 200, Owner = $"sync{process.Number}" };
        var versions = MutantTerms.Changed([.. Enumerable.Range(1, around.Configured).Select(number => Terms.Of(number, around.Plan))], around.Mutant);
        var watched = SightingPlan.Standard.With(SystemName.Salesforce, "Opportunity", DealFields.Of(versions));
        var mappings = new MappingSet([office.Mapping], new ExtraFields([.. Enum.GetValues<SystemName>().SelectMany(system => AgreementFields.Of(versions, system).SelectMany(field => office.Mapping.ObjectsIn(system).Select(name => (system, name, field))))]));
        var cycle = new PairCycle(Ledger, hubSpot, salesforce, mappings, sync, time, entropy);
        sink = new LedgerHintSink(Ledger, [office.Mapping], new LocalDoorbell(touched => bell.Ring(touched.Count)), time, entropy, NullLogger<LedgerHintSink>.Instance, watched);

        var options = new HandoffOptions { Mapping = office.Mapping.Name, Owner = $"handoff{process.Number}", SweepPeriod = sweepPeriod, BatchMax = 50, UnknownFor = TimeSpan.FromHours(2), FailedRetry = SlowTimes.FailedRetry };
        // The file holds the newest version alone; the others are read from the ledger.
        var terms = new HandoffTerms
        {
            Agreements = [new AgreementText(versions[^1], Terms.Content(versions[^1].Version))],
            Roster = office.Staff.Roster,
            Read = text => versions.FirstOrDefault(version => Terms.Content(version.Version) == text),
        };
        Agreements = new KnownAgreements(terms, Ledger, time);
        void Ring(int asks) => bell.Ring(asks, Lane.Hot);
        var role = HandoffServices.Loop(Ledger, Agreements, office.Mapping, entropy, options, time, Ring, new Complaints<HandoffLoop>(around.Failed, LogLevel.Error));
        Desk = new AnswerDesk(Ledger, new PersonFiles(Ledger, office.Mapping, options), Agreements, time, Ring);
        process.Start(() => new SyncLoop(Ledger, cycle, bell, sync, time, new Complaints<SyncLoop>(around.Failed, LogLevel.Error)).RunAsync(CancellationToken.None));
        process.Start(() => new SightingLoop(new SightingCycle(Ledger, hubSpot, salesforce, watched, sync, time), watched, sync, time, new Complaints<SightingLoop>(around.Failed, LogLevel.Error)).RunAsync(CancellationToken.None));
        process.Start(() => role.RunAsync(CancellationToken.None));
        var owners = new OwnerWatch(Ledger, salesforce, time, null, new Complaints<OwnerWatch>(around.Failed, LogLevel.Error));
        owners.Watch([.. office.Staff.Roster.Reps.Select(rep => rep.SalesforceId)]);
        process.Start(() => owners.RunAsync(CancellationToken.None));
    }

    public Process Process { get; }
    public TimeProvider Time { get; }
    public ILedger Ledger { get; }
    public KnownAgreements Agreements { get; }
    public AnswerDesk Desk { get; }

    /// <summary>Takes what a vendor tells.</summary>
    /// <returns>Whether it was stored; else it is told again.</returns>
    public async Task<bool> TakeAsync(IReadOnlyList<Hint> hints)
    {
        try
        {
            await sink.StoreAsync(new HintBatch(hints), CancellationToken.None);
            return true;
        }
        catch (HintsNotStoredException)
        {
            return false;
        }
    }
}

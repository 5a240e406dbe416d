using Integration.Core.Journals;
using Integration.Ledger;
using Integration.Tests.Shared;

namespace Integration.Simulation.Tests.References.Mutants;

/// <summary>The ledger as it is told when one rule is taken out.</summary>
internal sealed class TownMutantLedger(ILedger inner, TownMutant mutant) : ForwardingLedger
{
    protected override ILedger Inner => inner;

    public override Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<PairCommit> commits, DateTimeOffset now, CancellationToken stop) =>
        inner.CommitAsync([.. commits.Select(Changed)], now, stop);

    private PairCommit Changed(PairCommit commit) => mutant switch
    {
        TownMutant.LinkWakesNobody => commit with { Wakes = [] },
        TownMutant.LosersNotJournalled => commit with { Journal = [.. commit.Journal.Where(line => line.Kind != JournalKind.Lost)] },
        _ => commit,
    };
}

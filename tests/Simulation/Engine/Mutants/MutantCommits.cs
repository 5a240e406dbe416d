using System.Collections.Immutable;
using Integration.Core.Intents;
using Integration.Core.Journals;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger;
using Integration.Simulation.Tests.Engine.Systems;

namespace Integration.Simulation.Tests.Engine.Mutants;

/// <summary>What a commit becomes on its way to the ledger when one rule is taken out.</summary>
internal sealed class MutantCommits(Mutant mutant, Outside outside)
{
    public bool Journals(JournalEntry line) => mutant switch
    {
        Mutant.LosersNotJournalled => line.Kind != JournalKind.Lost,
        _ => true,
    };

    /// <param name="commit">As the engine meant it.</param>
    /// <param name="before">The pair as the ledger holds it.</param>
    public PairCommit Changed(PairCommit commit, Pair? before) => mutant switch
    {
        Mutant.WakesNobody => commit with { Wakes = [] },
        Mutant.NoEpoch when before is not null => commit with { Pair = commit.Pair with { Epoch = before.Epoch } },
        Mutant.IntentNotStored => commit with { Pair = commit.Pair with { IntoHubSpot = null, IntoSalesforce = null } },
        Mutant.CleanUpToNow when before is not null && commit.Release && commit.DueAt is null =>
            commit with { Pair = commit.Pair with { DirtyGeneration = before.DirtyGeneration, CleanGeneration = before.DirtyGeneration } },
        Mutant.NoLoopBreaker => commit with { Pair = commit.Pair with { Fields = commit.Pair.Fields.ToImmutableSortedDictionary(field => field.Key, field => field.Value with { LastWrite = null }, StringComparer.Ordinal) } },
        Mutant.ClaimsKept => commit with { DropClaims = false },
        Mutant.HoldsForgotten => commit with { Pair = commit.Pair with { Hold = null, Status = commit.Pair.Status == PairStatus.Held ? PairStatus.Active : commit.Pair.Status, Fields = commit.Pair.Fields.ToImmutableSortedDictionary(field => field.Key, field => field.Value with { Hold = null }, StringComparer.Ordinal) }, DueAt = commit.Pair.Hold is null ? commit.DueAt : commit.DueAt - TimeSpan.FromHours(23) },
        Mutant.NoAdoption when before is not null => commit with { Pair = Unadopted(commit.Pair, before) },
        Mutant.SourceBaseIsCurrent when before is not null => commit with { Pair = Based(commit.Pair, before) },
        _ => commit,
    };

    /// <summary>Bases that moved without a write stay where they were.</summary>
    private static Pair Unadopted(Pair pair, Pair before)
    {
        if (before.IntoHubSpot is not null || before.IntoSalesforce is not null) return pair;
        foreach (var (name, was) in before.Fields)
            if (!was.BaseHubSpot.IsMissing && !was.BaseSalesforce.IsMissing && pair.Fields.TryGetValue(name, out var now))
                pair = pair with { Fields = pair.Fields.SetItem(name, now.WithBases(was.BaseHubSpot, was.BaseSalesforce)) };
        return pair;
    }

    /// <summary>The side that caused a write gets its present value for a base, not the one that was decided on.</summary>
    private Pair Based(Pair pair, Pair before)
    {
        foreach (var system in (ReadOnlySpan<SystemName>)[SystemName.HubSpot, SystemName.Salesforce])
        {
            if (before.Into(system) is not { Kind: IntentKind.Update } intent || pair.Into(system) is not null || pair.Of(system.Other()).Ref is not { } cause) continue;
            foreach (var field in outside.Mapping.Fields.Where(field => !intent.Values[field.NameIn(system)].IsMissing && pair.Fields.ContainsKey(field.HubSpot)))
            {
                var (state, now) = (pair.Fields[field.HubSpot], FieldValue.Of(outside.Records[cause].Now(field.NameIn(system.Other()))));
                var based = system == SystemName.HubSpot ? state with { BaseSalesforce = now } : state with { BaseHubSpot = now };
                pair = pair with { Fields = pair.Fields.SetItem(field.HubSpot, based) };
            }
        }
        return pair;
    }
}

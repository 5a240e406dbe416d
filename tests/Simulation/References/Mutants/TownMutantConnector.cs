using Integration.Connectors.Ports;
using Integration.Core.Mappings;
using Integration.Core.Records;

namespace Integration.Simulation.Tests.References.Mutants;

/// <summary>A connector with one rule taken out.</summary>
internal sealed class TownMutantConnector(IConnector inner, TownMutant mutant) : IConnector
{
    private int reads;

    public SystemName System => inner.System;

    public async Task<ReadAnswer> ReadAsync(ReadRequest request, CancellationToken stop)
    {
        var answer = await inner.ReadAsync(request, stop);
        return mutant != TownMutant.CompanyReadAsBlank ? answer : new ReadAnswer([.. answer.Outcomes.Select(Blinded)]);
    }

    public async Task<FindAnswer> FindAsync(FindRequest request, CancellationToken stop)
    {
        var answer = await inner.FindAsync(request, stop);
        // Who looks for a match looks for the key as well; the look after a lost answer, which goes alone, is another rule.
        if (mutant == TownMutant.KeyNotLookedFor && request.Finds.Any(find => find.Kind is FindKind.ByMatch or FindKind.ByDomain))
        {
            var keys = request.Finds.Where(find => find.Kind == FindKind.ByPairKey).Select(find => find.Ref).ToHashSet();
            return new FindAnswer([.. answer.Outcomes.Select(outcome => keys.Contains(outcome.Ref) ? new FindOutcome(outcome.Ref, []) : outcome)]);
        }
        return mutant != TownMutant.IndexBelieved ? answer : new FindAnswer([.. answer.Outcomes.Select(outcome => outcome with { MayLag = false })]);
    }

    public async Task<OwnersAnswer> OwnersAsync(OwnersRequest request, CancellationToken stop)
    {
        var answer = await inner.OwnersAsync(request, stop);
        return mutant != TownMutant.InactiveOwnersGiven ? answer : answer with { Owners = [.. answer.Owners.Select(owner => owner.Kind == OwnerKind.Inactive ? owner with { Kind = OwnerKind.Active } : owner)] };
    }

    public Task<WriteAnswer> WriteAsync(WriteRequest request, CancellationToken stop) => inner.WriteAsync(request, stop);

    // The call for the associations failed, and its contacts are given without.
    private ReadOutcome Blinded(ReadOutcome outcome) => outcome.Seen is { } seen && seen.Values[Mapping.HubSpotPrimaryCompany].HasText && ++reads % 3 == 0
        ? outcome with { Seen = seen with { Values = seen.Values.With(Mapping.HubSpotPrimaryCompany, FieldValue.Blank) } } : outcome;
}

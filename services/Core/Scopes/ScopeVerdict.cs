using System.Collections.Immutable;
using Integration.Core.Conditions;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;

namespace Integration.Core.Scopes;

/// <summary>Whether a pair is in its mapping's scope, by what was just read of it.</summary>
internal static class ScopeVerdict
{
    /// <summary>The hold of a pair that is outside; null = it is inside.</summary>
    /// <remarks>Each side that there is must meet its own condition. What cannot be judged (a field that is not shown) is outside: writing by guess is what a scope forbids.</remarks>
    public static Hold? Outside(Cycle cycle)
    {
        foreach (var system in (ReadOnlySpan<SystemName>)[SystemName.HubSpot, SystemName.Salesforce])
        {
            if (cycle.Mapping.Scope.Of(system) is not { } condition || cycle.Pair.Of(system).Seen is not { } seen) continue;
            var trace = Evaluation.Of(condition, SubjectOf(cycle, system, seen), cycle.Now);
            if (trace.Truth == Truth.Yes) continue;
            var why = trace.Truth == Truth.Unknown ? $"{system}'s condition cannot be judged: a field that it names is not shown." : $"{system}'s condition does not hold.";
            return HoldCodes.Hold(HoldCodes.OutOfScope, Digest.Of(system.ToString(), trace.Truth.ToString(), cycle.Mapping.Version), why) with { RetryAt = trace.ChangesAt };
        }
        return null;
    }

    private static Subject SubjectOf(Cycle cycle, SystemName system, Observation seen)
    {
        var changed = ImmutableSortedDictionary.CreateBuilder<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var field in cycle.Mapping.Fields)
        {
            var state = cycle.Pair.Field(field.HubSpot);
            if ((system == SystemName.HubSpot ? state.HubSpotChanged : state.SalesforceChanged) is { } at) changed[field.NameIn(system)] = DateTimeOffset.FromUnixTimeMilliseconds(at.NotAfter);
        }
        var times = changed.ToImmutable();
        return system == SystemName.HubSpot
            ? new Subject { HubSpot = seen.Values, HubSpotChanged = times }
            : new Subject { Salesforce = seen.Values, SalesforceChanged = times };
    }
}

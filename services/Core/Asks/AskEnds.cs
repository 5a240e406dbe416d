using Integration.Core.Mappings;
using Integration.Core.Reconciling;
using Integration.Core.Records;

namespace Integration.Core.Asks;

/// <summary>Whether an ask is over without a write.</summary>
internal static class AskEnds
{
    /// <summary>How the ask ends as things stand; null while it is to be carried out, or waits for its record.</summary>
    public static AskEnd? Of(Cycle cycle, Ask ask) => ask.Kind switch
    {
        AskKind.Release => OfRelease(cycle),
        AskKind.SetFields fields => OfFields(cycle, fields),
        _ => null,
    };

    private static AskEnd? OfRelease(Cycle cycle)
    {
        if (cycle.Pair.HubSpot.Ref is not null && cycle.Pair.Salesforce.Ref is { } linked) return new AskEnd.Done(linked);
        var missing = cycle.Pair.HubSpot.Ref is null ? SystemName.HubSpot : SystemName.Salesforce;
        return cycle.Mapping.CreateIn(missing) == CreateRule.Never
            ? AskCodes.Refused(AskCodes.NeverCreated, $"Mapping {cycle.Mapping.Name} never creates records in {missing}.")
            : null;
    }

    private static AskEnd? OfFields(Cycle cycle, AskKind.SetFields asked)
    {
        if (cycle.Pair.Of(asked.System).Ref is not { } target || cycle.Evidence.Of(asked.System) is not { Life.State: LifeState.Live } fresh) return null;
        var absent = asked.Values.Names.Where(name => fresh.Values[name].IsMissing).ToList();
        // That everything stands there already is not for one ask alone to say: an earlier one may be about to change it.
        if (absent.Count > 0) return AskCodes.Refused(AskCodes.NoField, $"{asked.System} {target.Object} has no {string.Join(", ", absent)} that the integration's user may see.");
        return asked.Only is { } guard ? OfGuard(cycle, asked, guard, fresh) : null;
    }

    private static AskEnd? OfGuard(Cycle cycle, AskKind.SetFields asked, AskGuard guard, Observation fresh)
    {
        if (fresh.Key != guard.Record) return AskCodes.Refused(AskCodes.Overtaken, $"The person's record is not {guard.Record} any more.");
        // Ours, its answer lost; or somebody was of the same mind.
        if (asked.Values.All(field => AskedValues.Same(cycle.Mapping, asked.System, field.Key, fresh.Values[field.Key], field.Value))) return new AskEnd.Done(fresh.Key);
        var moved = guard.Values.Where(field => fresh.Values[field.Key] != field.Value).Select(field => field.Key).ToList();
        return moved.Count == 0 ? null : AskCodes.Refused(AskCodes.Overtaken, $"{fresh.Key} shows another {string.Join(" and another ", moved)} than when it was asked.");
    }
}

using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.Values;

namespace Integration.Core.Reconciling;

/// <summary>The loop breaker of one field: tells a rival writer, who puts back what we wrote over, from people who edit.</summary>
/// <remarks>
/// An edit comes on the side that we did not write last, or brings a third value. Who sets exactly the value that stood before, on the side
/// that we wrote, within a day and three times in a row, will do it for ever: an automation, another integration, a rule in the org. One
/// field is stopped then; the limit of writes a day stops the whole pair when something else runs away.
/// </remarks>
internal static class Undoing
{
    /// <summary>How many of our writes in a row were undone, the last one by the values that stand there now; 0 = it was not.</summary>
    public static int Count(FieldType type, FieldState state, FieldValue hubSpot, FieldValue salesforce, SyncLimits limits, DateTimeOffset now) =>
        state.LastWrite is { } last && now - last.At <= limits.UndoneWithin && Canonical.Same(type, last.Into == SystemName.HubSpot ? hubSpot : salesforce, last.Before)
            ? last.Undone + 1
            : 0;

    /// <summary>The hold of the field; null while it may be written.</summary>
    public static Hold? Of(Cycle cycle, FieldMapping field, FieldState state, FieldValue hubSpot, FieldValue salesforce)
    {
        // Another mapping may have given the field an owner: it gets its chance.
        if (cycle.Pair.MappingVersion.Length > 0 && cycle.Pair.MappingVersion != cycle.Mapping.Version) return null;
        var undone = Count(field.Type, state, hubSpot, salesforce, cycle.Limits, cycle.Now);
        if (undone < cycle.Limits.UndoneMax) return null;
        var side = state.LastWrite!.Into;
        var rival = cycle.Pair.Of(side).Seen?.ChangedBy is { } writer
            ? $"{side}'s last writer is user {writer}."
            : $"{side} does not say who; the history of the field shows its source.";
        var hold = HoldCodes.Hold(HoldCodes.FieldOscillates, Digest.Of(hubSpot.Text, salesforce.Text, cycle.Mapping.Version), $"{side} {field.NameIn(side)} went back {undone} times between the same two values. {rival}");
        return hold with { RetryAt = cycle.Now + cycle.Limits.HoldRetry };
    }
}

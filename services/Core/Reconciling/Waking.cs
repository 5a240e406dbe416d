using System.Collections.Immutable;
using Integration.Core.Mappings;
using Integration.Core.Merges;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.References;

namespace Integration.Core.Reconciling;

/// <summary>Whom a step of a pair wakes: those that wait on one of its records.</summary>
internal static class Waking
{
    /// <summary>The records that others may wait on no longer, or may refer to now; each as text.</summary>
    /// <param name="mapping">The pair's.</param>
    /// <param name="before">The pair before the step.</param>
    /// <param name="after">The pair after it. Whatever the step was: a change that was first seen by a cycle which had an open intent to resolve is not new to the next one.</param>
    public static ImmutableArray<string> By(Mapping mapping, Pair before, Pair after) => [.. Referring.Wakes(mapping, before, after), .. Moved(mapping, before, after)];

    // Who waits for an address looks again when its holder lost it, was deleted or gave place to another record. An opt-out is heard by a
    // sibling of the same address.
    private static IEnumerable<string> Moved(Mapping mapping, Pair before, Pair after)
    {
        foreach (var system in (SystemName[])[SystemName.HubSpot, SystemName.Salesforce])
        {
            if (before.Of(system).Seen is not { } old) continue;
            var now = after.Of(system).Seen is { } seen && seen.Key == old.Key ? seen.Values : FieldValues.None;
            var names = mapping.Fields.Where(field => field.Conflict == ConflictPolicy.OptOut).Select(field => field.NameIn(system)).Append(mapping.Match.NameIn(system));
            if (names.Any(name => old.Values[name] != now[name])) yield return old.Key.ToString();
        }
    }
}

using System.Collections.Immutable;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Core.Values;

namespace Integration.Core.Conditions;

/// <summary>Finds conditions that can never hold, whatever a record says.</summary>
/// <remarks>It finds what contradicts itself on one field; that it finds nothing proves nothing. It never names a condition that could hold.</remarks>
public static class Contradiction
{
    /// <summary>Why the conditions cannot hold together, in one sentence without a full stop; null when nothing was found.</summary>
    public static string? Of(params ReadOnlySpan<Condition> together)
    {
        var leaves = new List<Condition>();
        foreach (var condition in together) Flatten(condition, leaves);
        foreach (var leaf in leaves)
            if (leaf is Condition.Any any && AllImpossible(any) is { } every) return every;
        foreach (var group in leaves.Where(leaf => FieldOf(leaf) is not null).GroupBy(leaf => FieldOf(leaf)!.Value))
            if (OnOneField(group.Key, [.. group]) is { } why) return why;
        return null;
    }

    // Parts that must all hold stand in one list, however deep they are named or grouped.
    private static void Flatten(Condition condition, List<Condition> leaves)
    {
        switch (condition)
        {
            case Condition.All all:
                foreach (var part in all.Parts) Flatten(part, leaves);
                break;
            case Condition.Named named:
                Flatten(named.Part, leaves);
                break;
            case Condition.Any { Parts.Length: 1 } single:
                Flatten(single.Parts[0], leaves);
                break;
            case Condition.Not { Part: Condition.Named named }:
                Flatten(new Condition.Not(named.Part), leaves);
                break;
            case Condition.Not { Part: Condition.Not twice }:
                Flatten(twice.Part, leaves);
                break;
            case Condition.Not { Part: Condition.Any any }:
                foreach (var part in any.Parts) Flatten(new Condition.Not(part), leaves);
                break;
            default:
                leaves.Add(condition);
                break;
        }
    }

    private static string? AllImpossible(Condition.Any any)
    {
        if (any.Parts.IsEmpty) return "one of nothing is asked for";
        string? last = null;
        foreach (var part in any.Parts)
        {
            if (Of(part) is not { } why) return null;
            last = why;
        }
        return last;
    }

    private static FieldRef? FieldOf(Condition condition) => condition is Condition.Not not ? FieldEvaluation.FieldOf(not.Part) : FieldEvaluation.FieldOf(condition);

    private static string? OnOneField(FieldRef field, List<Condition> leaves)
    {
        var (low, high) = (decimal.MinValue, decimal.MaxValue);
        HashSet<string>? allowed = null;
        var forbidden = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var (mustBeSet, mustBeBlank) = (false, false);
        foreach (var leaf in leaves)
        {
            switch (leaf)
            {
                case Condition.AtLeast x: low = Math.Max(low, x.Number); break;
                case Condition.AtMost x: high = Math.Min(high, x.Number); break;
                case Condition.Between x: (low, high) = (Math.Max(low, x.From), Math.Min(high, x.To)); break;
                case Condition.In x: Allow(x.Values); break;
                case Condition.Is x: Allow([x.Value]); break;
                case Condition.Not { Part: Condition.In x }: forbidden.UnionWith(x.Values.Select(Canon)); break;
                case Condition.Not { Part: Condition.Is x }: forbidden.Add(Canon(x.Value)); break;
                case Condition.IsSet x: (mustBeSet, mustBeBlank) = (mustBeSet || x.Set, mustBeBlank || !x.Set); continue;
                case Condition.Not { Part: Condition.IsSet x }: (mustBeSet, mustBeBlank) = (mustBeSet || !x.Set, mustBeBlank || x.Set); continue;
                default: break;
            }
            // Every other condition that is not negated asks for a value; of a yes/no field blank is one.
            if (leaf is not Condition.Not and not Condition.Changed && field.Type != FieldType.Boolean) mustBeSet = true;
        }
        if (mustBeSet && mustBeBlank) return $"{field} would have to be set and blank";
        if (low > high) return $"{field} would have to be at least {TraceWords.Number(low)} and at most {TraceWords.Number(high)}";
        // Of a multi-select several values may hold at once.
        if (field.Type == FieldType.MultiPicklist || allowed is null) return null;
        if (allowed.Count == 0) return $"{field} would have to be two values at once";
        return allowed.All(forbidden.Contains) ? $"{field} would have to be one of {string.Join(", ", allowed.Order(StringComparer.Ordinal).Take(8))} and is forbidden to be" : null;

        void Allow(ImmutableArray<string> values)
        {
            var set = values.Select(Canon).ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (allowed is null) allowed = set;
            else allowed.IntersectWith(set);
        }

        string Canon(string value) => Canonical.Of(field.Type, FieldValue.Of(value)) ?? "";
    }
}

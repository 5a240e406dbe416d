using System.Collections.Immutable;

namespace Integration.Core.Conditions;

/// <summary>Why a condition does not hold.</summary>
public enum GapKind
{
    /// <summary>The value is there and does not do.</summary>
    Failed,
    /// <summary>The field is blank.</summary>
    Blank,
    /// <summary>The field was not shown, or its value does not read as its type; the person cannot be judged by it.</summary>
    Unreadable,
}

/// <summary>One thing that is missing.</summary>
/// <param name="Criterion">The innermost name given to the condition (<c>icp</c>, <c>score</c>), else the field or event it looks at.</param>
/// <param name="Kind">Failed, blank or unreadable.</param>
/// <param name="Words">One sentence without a full stop; holds field values.</param>
public sealed record Gap(string Criterion, GapKind Kind, string Words)
{
    internal static ImmutableArray<Gap> Of(Trace trace)
    {
        var gaps = ImmutableArray.CreateBuilder<Gap>();
        Gather(trace, null, gaps);
        return gaps.ToImmutable();
    }

    private static void Gather(Trace trace, string? name, ImmutableArray<Gap>.Builder gaps)
    {
        if (trace.Truth == Truth.Yes) return;
        switch (trace.Condition)
        {
            case Condition.All:
                foreach (var part in trace.Parts) Gather(part, name, gaps);
                break;
            case Condition.Named named:
                Gather(trace.Parts[0], named.Name, gaps);
                break;
            case Condition.Any when trace.Parts.Length == 1:
                Gather(trace.Parts[0], name, gaps);
                break;
            default:
                gaps.Add(new Gap(name ?? CriterionOf(trace.Condition), KindOf(trace), trace.Words));
                break;
        }
    }

    private static GapKind KindOf(Trace trace)
    {
        if (trace.Truth == Truth.Unknown) return GapKind.Unreadable;
        if (!trace.Parts.IsEmpty) return trace.Condition is Condition.Any && trace.Parts.All(part => KindOf(part) == GapKind.Blank) ? GapKind.Blank : GapKind.Failed;
        return trace.Condition is not Condition.IsSet { Set: false } && trace.Seen.IsBlank ? GapKind.Blank : GapKind.Failed;
    }

    private static string CriterionOf(Condition condition) => condition switch
    {
        Condition.Happened happened => happened.Kind,
        Condition.Scored => "score",
        Condition.Not not => $"not {CriterionOf(not.Part)}",
        Condition.Any any => string.Join(" or ", any.Parts.Select(CriterionOf).Distinct(StringComparer.Ordinal)),
        Condition.All all => string.Join(" and ", all.Parts.Select(CriterionOf).Distinct(StringComparer.Ordinal)),
        Condition.Named named => named.Name,
        _ => FieldEvaluation.FieldOf(condition)?.ToString() ?? "condition",
    };
}

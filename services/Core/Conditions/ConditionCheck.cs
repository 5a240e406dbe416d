using System.Collections.Immutable;
using Integration.Core.Mappings;

namespace Integration.Core.Conditions;

/// <summary>A condition that does not fit: which part, what is wrong, and how to mend it.</summary>
/// <param name="Part">The condition itself, so that a reader of a file can say where it stands.</param>
/// <param name="What">One sentence without a full stop.</param>
/// <param name="Mend">One sentence without a full stop.</param>
public sealed record ConditionProblem(Condition Part, string What, string Mend);

/// <summary>Finds what can be known to be wrong with a condition before any record is looked at.</summary>
public static class ConditionCheck
{
    /// <summary>Every problem, in the order of the parts; empty when the condition fits.</summary>
    public static ImmutableArray<ConditionProblem> Of(Condition condition)
    {
        var problems = ImmutableArray.CreateBuilder<ConditionProblem>();
        Visit(condition, 1, problems);
        return problems.ToImmutable();
    }

    /// <summary>The fields that a condition looks at, each once, in the order in which they are met.</summary>
    public static ImmutableArray<FieldRef> FieldsOf(Condition condition)
    {
        var fields = new List<FieldRef>();
        Gather(condition, fields);
        return [.. fields.Distinct()];
    }

    /// <summary>Whether it can be evaluated on a record alone: no events and no score in it. A mapping's scope must be so.</summary>
    public static bool IsOfFieldsAlone(Condition condition) => condition switch
    {
        Condition.Happened or Condition.Scored => false,
        _ => PartsOf(condition).All(IsOfFieldsAlone),
    };

    internal static ImmutableArray<Condition> PartsOf(Condition condition) => condition switch
    {
        Condition.All all => all.Parts,
        Condition.Any any => any.Parts,
        Condition.Not not => [not.Part],
        Condition.Named named => [named.Part],
        _ => [],
    };

    private static void Gather(Condition condition, List<FieldRef> fields)
    {
        if (FieldEvaluation.FieldOf(condition) is { } field) fields.Add(field);
        foreach (var part in PartsOf(condition)) Gather(part, fields);
    }

    private static void Visit(Condition condition, int depth, ImmutableArray<ConditionProblem>.Builder problems)
    {
        if (depth > Condition.DepthMax)
        {
            problems.Add(new(condition, $"conditions are nested deeper than {Condition.DepthMax}", "name the inner ones and use the names"));
            return;
        }
        if (Problem(condition) is var (what, mend)) problems.Add(new(condition, what, mend));
        foreach (var part in PartsOf(condition)) Visit(part, depth + 1, problems);
    }

    private static (string What, string Mend)? Problem(Condition condition) => condition switch
    {
        Condition.Any { Parts.IsEmpty: true } => ("an any without parts never holds", "list what is allowed, or leave it out"),
        Condition.In { Values.IsEmpty: true } x => ($"{x.Field} can be in no empty list", "list the values"),
        Condition.In { Values.Length: > Condition.ValuesMax } x => ($"{x.Field} has a list of {x.Values.Length} values, more than {Condition.ValuesMax}", "ask for a field that groups them"),
        Condition.Contains { Phrases.IsEmpty: true } x => ($"{x.Field} can contain none of no phrases", "list the phrases"),
        Condition.Contains x when !IsText(x.Field.Type) => Misfit(x.Field, "contains", "text"),
        Condition.Matches x when !IsText(x.Field.Type) => Misfit(x.Field, "matches", "text"),
        Condition.AtLeast x when x.Field.Type != FieldType.Number => Misfit(x.Field, "at-least", "number"),
        Condition.AtMost x when x.Field.Type != FieldType.Number => Misfit(x.Field, "at-most", "number"),
        Condition.Between x when x.Field.Type != FieldType.Number => Misfit(x.Field, "between", "number"),
        Condition.Between x when x.From > x.To => ($"nothing lies between {x.From} and {x.To}", "write the smaller number first"),
        Condition.Within x when x.Field.Type is not (FieldType.Date or FieldType.DateTime) => Misfit(x.Field, "within", "day or instant"),
        Condition.Within x when x.Time <= TimeSpan.Zero => ("a window has a length", "write one, such as 30d"),
        Condition.Changed x when x.Time <= TimeSpan.Zero => ("a window has a length", "write one, such as 30d"),
        Condition.Is { Field.Type: FieldType.Boolean } x when x.Value is not ("true" or "false") => ($"{x.Field} is a yes/no field and never '{x.Value}'", "write true or false"),
        Condition.Is { Field.Type: FieldType.Number } x when Values.Canonical.Number(x.Value.Trim()) is null => ($"{x.Field} is a number and never '{x.Value}'", "write a number"),
        Condition.Happened { Times: < 1 } => ("an event that need not happen at all always holds", "ask for at least one, or negate it"),
        Condition.Happened x when x.Time <= TimeSpan.Zero => ("a window has a length", "write one, such as 7d"),
        _ => null,
    };

    private static bool IsText(FieldType type) => type is FieldType.Text or FieldType.Email or FieldType.Phone or FieldType.Picklist or FieldType.MultiPicklist;

    private static (string What, string Mend) Misfit(FieldRef field, string condition, string wanted) =>
        ($"{field} is of type {field.Type.ToString().ToLowerInvariant()}, and {condition} asks for a {wanted}", "use a condition that fits the type, or another field");
}

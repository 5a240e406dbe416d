using System.Collections.Immutable;

namespace Integration.Core.Conditions;

/// <summary>Something that holds for a person or a record, or does not. Exactly one of the nested kinds; evaluated by <see cref="Evaluation"/>.</summary>
/// <remarks>
/// Declarative, without an expression language: both teams sign it, so both must be able to read it. Texts compare in the canonical
/// form of the field's type and without regard to case.
/// </remarks>
public abstract record Condition
{
    private Condition()
    {
    }

    /// <summary>Deepest nesting that <see cref="ConditionCheck"/> accepts: evaluation and words recurse.</summary>
    public const int DepthMax = 16;
    /// <summary>Most values in one list.</summary>
    public const int ValuesMax = 1_000;

    /// <summary>Every part holds. Without parts it holds.</summary>
    public sealed record All(ImmutableArray<Condition> Parts) : Condition;

    /// <summary>At least one part holds. Without parts it does not hold.</summary>
    public sealed record Any(ImmutableArray<Condition> Parts) : Condition;

    /// <summary>The part does not hold; unknown stays unknown.</summary>
    public sealed record Not(Condition Part) : Condition;

    /// <summary>A part with the word that both teams know it by (<c>icp</c>, <c>persona buyer</c>, <c>authority</c>): reasons and nurture tracks go by it.</summary>
    public sealed record Named(string Name, Condition Part) : Condition;

    /// <summary>The value is one of a list. Of a multi-select: at least one of its values is.</summary>
    public sealed record In(FieldRef Field, ImmutableArray<string> Values) : Condition;

    /// <summary>The value is this one. A yes/no field that is blank is <c>false</c>.</summary>
    public sealed record Is(FieldRef Field, string Value) : Condition;

    /// <summary>The text contains at least one of the phrases as whole words, see <see cref="Phrase"/>. Of a multi-select: one of its values does.</summary>
    public sealed record Contains(FieldRef Field, ImmutableArray<Phrase> Phrases) : Condition;

    /// <summary>The number is this or more.</summary>
    public sealed record AtLeast(FieldRef Field, decimal Number) : Condition;

    /// <summary>The number is this or less.</summary>
    public sealed record AtMost(FieldRef Field, decimal Number) : Condition;

    /// <summary>The number lies between the two, both included.</summary>
    public sealed record Between(FieldRef Field, decimal From, decimal To) : Condition;

    /// <summary>The text matches somewhere, see <see cref="Pattern"/>.</summary>
    public sealed record Matches(FieldRef Field, Pattern Pattern) : Condition;

    /// <summary>The field holds something (or, with <paramref name="Set"/> false, nothing).</summary>
    public sealed record IsSet(FieldRef Field, bool Set = true) : Condition;

    /// <summary>The day or instant in the field lies at or before now and not longer ago than this. A day counts from midnight UTC.</summary>
    public sealed record Within(FieldRef Field, TimeSpan Time) : Condition;

    /// <summary>The field's value was seen to change not longer ago than this; with null, ever since we know the record.</summary>
    public sealed record Changed(FieldRef Field, TimeSpan? Time) : Condition;

    /// <summary>Events of a kind happened, at least so many times, not longer ago than this (null: ever), and about this where it is said.</summary>
    public sealed record Happened(string Kind, Phrase? About = null, int Times = 1, TimeSpan? Time = null) : Condition;

    /// <summary>The score, or one part of it, is this or more.</summary>
    public sealed record Scored(ScoredPart Part, decimal Points) : Condition;
}

/// <summary>Which part of a score a condition asks for.</summary>
public enum ScoredPart
{
    /// <summary>Fit and engagement together.</summary>
    Total,
    /// <summary>Who the person is.</summary>
    Fit,
    /// <summary>What the person did.</summary>
    Engagement,
}

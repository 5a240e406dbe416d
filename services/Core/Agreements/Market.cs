using System.Collections.Immutable;
using Integration.Core.Conditions;

namespace Integration.Core.Agreements;

/// <summary>Who is looked for: organisations (the ideal customer profile) and people (personas).</summary>
public sealed record Market
{
    /// <summary>The organisations; null = any. Takes part in a verdict where <see cref="Product.Qualified"/> says so.</summary>
    public Condition? Icp { get; init; }
    /// <summary>The people; a person is the first one that holds. Nobody who fits none is put into one silently: such a person is unclassified.</summary>
    public ImmutableArray<Persona> Personas { get; init; } = [];

    /// <summary>The name that a person has who fits no persona.</summary>
    public const string Unclassified = "unclassified";
}

/// <summary>A kind of people.</summary>
/// <param name="Name">Unique: <c>buyer</c>.</param>
/// <param name="Role">Part in a buying decision: <c>decides</c>, <c>influences</c>, <c>uses</c>; free words of the teams.</param>
/// <param name="Condition">Who belongs to it.</param>
public sealed record Persona(string Name, string Role, Condition Condition);

/// <summary>A rule that keeps a person from being handed over, whatever else holds.</summary>
/// <param name="Name">Unique within its product: <c>opted out</c>, <c>competitor</c>.</param>
/// <param name="Condition">While it holds, or cannot be told, nobody is handed over.</param>
public sealed record NeverRule(string Name, Condition Condition);

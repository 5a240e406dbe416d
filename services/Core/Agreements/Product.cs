using System.Collections.Immutable;
using Integration.Core.Conditions;
using Integration.Core.Scores;

namespace Integration.Core.Agreements;

/// <summary>What is sold, with the definition of a person who is ready to hear of it.</summary>
public sealed record Product
{
    /// <summary>Name of the only product of an Agreement that does not speak of products.</summary>
    public const string Default = "default";

    /// <summary>Unique among products.</summary>
    public required string Name { get; init; }
    /// <summary>How points are given.</summary>
    public Scoring Scoring { get; init; } = new();
    /// <summary>Who is ready. The names in it are what "not ready" is explained with.</summary>
    public required Condition Qualified { get; init; }
    /// <summary>Who is never handed over; looked at first.</summary>
    public ImmutableArray<NeverRule> Never { get; init; } = [];
    /// <summary>Terms that differ from the Agreement's; null = the Agreement's.</summary>
    public FollowUpTerms? FollowUp { get; init; }
    /// <summary>Nurture track by the criterion that is missing: <c>authority</c> to <c>decision-makers</c>. The first gap that has one decides.</summary>
    public ImmutableSortedDictionary<string, string> Nurture { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}

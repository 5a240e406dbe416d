using System.Collections.Immutable;

namespace Integration.Core.Stages;

/// <summary>One of the two teams.</summary>
public enum TeamSide
{
    /// <summary>Works in HubSpot.</summary>
    Marketing,
    /// <summary>Works in Salesforce.</summary>
    Sales,
}

/// <summary>A stage of a person on the way to a sale.</summary>
/// <param name="Name">Unique; the HubSpot lifecycle stage's internal name where <see cref="StageTerms"/> is kept in HubSpot.</param>
/// <param name="Owner">Who is answerable for people in it.</param>
/// <param name="MovedToBy">Who may move a person to it; empty = the owner alone.</param>
public sealed record Stage(string Name, TeamSide Owner, ImmutableArray<TeamSide> MovedToBy)
{
    /// <summary>Whether the side may move a person to this stage.</summary>
    public bool MayBeSetBy(TeamSide side) => MovedToBy.IsDefaultOrEmpty ? side == Owner : MovedToBy.Contains(side);
}

/// <summary>The stages, first to last.</summary>
public sealed record StageTerms
{
    /// <summary>First to last; empty = stages are nobody's business.</summary>
    public ImmutableArray<Stage> Stages { get; init; } = [];

    /// <summary>The five-step pipeline of the S1 article, as a template: attention and interest are marketing's, the rest is sales'.</summary>
    public static StageTerms FiveSteps { get; } = new()
    {
        Stages =
        [
            new Stage("attention", TeamSide.Marketing, []),
            new Stage("interest", TeamSide.Marketing, [TeamSide.Marketing, TeamSide.Sales]),
            new Stage("conviction", TeamSide.Sales, []),
            new Stage("desire", TeamSide.Sales, []),
            new Stage("sale", TeamSide.Sales, []),
        ],
    };
}

using System.Collections.Immutable;
using Integration.Core.Conditions;

namespace Integration.Core.Scores;

/// <summary>What a scoring can give at most.</summary>
internal static class ScoreRange
{
    /// <summary>The most points that anybody could have; null when there is no limit.</summary>
    public static decimal? Most(Scoring scoring, ScoredPart part) => part switch
    {
        ScoredPart.Fit => Most(scoring.Fit, scoring.FitMax),
        ScoredPart.Engagement => Most(scoring.Engagement, scoring.EngagementMax),
        _ => Most(scoring, ScoredPart.Fit) + Most(scoring, ScoredPart.Engagement),
    };

    private static decimal? Most(ImmutableArray<ScoreRule> rules, decimal? max)
    {
        decimal? sum = 0;
        foreach (var rule in rules)
        {
            if (rule.Points <= 0) continue;
            sum += rule is ScoreRule.ForEach or ScoreRule.Per ? rule.Cap : rule.Points;
        }
        return sum is null ? max : max is null ? sum : Math.Min(sum.Value, max.Value);
    }
}

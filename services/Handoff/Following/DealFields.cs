using Integration.Core.Agreements;

namespace Integration.Handoff.Following;

/// <summary>What is read of an opportunity, where the org has it.</summary>
public static class DealFields
{
    private static readonly string[] Always = ["AccountId", "Amount", "CurrencyIsoCode", "StageName", "IsClosed", "IsWon", "CloseDate", "LastStageChangeDate", "OwnerId"];
    private static readonly string[] Reasons = ["Loss_Reason__c", "Lost_Reason__c", "Closed_Lost_Reason__c"];
    private static readonly string[] Competitors = ["Competitor__c", "Main_Competitor__c", "Primary_Competitor__c"];

    /// <summary>All that any of these versions looks at, each once.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<Agreement> agreements) =>
        [.. Always.Concat(agreements.SelectMany(agreement => ReasonsOf(agreement.Answers).Concat(CompetitorsOf(agreement.Answers)))).Distinct(StringComparer.Ordinal)];

    /// <summary>Where the reason of a loss stands: the field that was agreed, else the names under which orgs mostly keep it, of which the first that is filled counts.</summary>
    internal static IReadOnlyList<string> ReasonsOf(AnswerTerms terms) => terms.LossReason is { } agreed ? [agreed] : Reasons;

    /// <summary>Where the competitor of a loss stands.</summary>
    internal static IReadOnlyList<string> CompetitorsOf(AnswerTerms terms) => terms.Competitor is { } agreed ? [agreed] : Competitors;
}

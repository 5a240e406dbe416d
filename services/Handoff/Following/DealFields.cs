namespace Integration.Handoff.Following;

/// <summary>What is read of an opportunity, where the org has it.</summary>
public static class DealFields
{
    /// <summary>Names under which orgs keep the reason of a loss; the first that is filled counts.</summary>
    internal static readonly string[] Reasons = ["Loss_Reason__c", "Lost_Reason__c", "Closed_Lost_Reason__c"];
    /// <summary>Names under which orgs keep the competitor of a loss.</summary>
    internal static readonly string[] Competitors = ["Competitor__c", "Main_Competitor__c", "Primary_Competitor__c"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["AccountId", "Amount", "CurrencyIsoCode", "StageName", "IsClosed", "IsWon", "CloseDate", "LastStageChangeDate", "OwnerId", .. Reasons, .. Competitors];
}

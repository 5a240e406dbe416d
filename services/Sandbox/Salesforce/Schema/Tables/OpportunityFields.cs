namespace Integration.Sandbox.Salesforce.Schema;

/// <summary>The fields of Opportunity; <see cref="FieldTable"/> explains the columns.</summary>
internal static class OpportunityFields
{
    public const string Table = """
        Id                       | id 18          | di    | Opportunity ID
        IsDeleted                | boolean        | d     | Deleted
        AccountId                | reference 18   | ncup  | Account ID             | -> Account as Account
        IsPrivate                | boolean        | cudp  | Private
        Name                     | string 120     | cuiN  | Name
        Description              | textarea 32000 | ncup  | Description
        StageName                | picklist 255   | cu    | Stage                  | {Prospecting; Qualification; Needs Analysis; Value Proposition; Id. Decision Makers; Perception Analysis; Proposal/Price Quote; Negotiation/Review; Closed Won; Closed Lost}
        Amount                   | currency 18,2  | ncup  | Amount
        Probability              | percent 3,0    | ncudp | Probability (%)
        ExpectedRevenue          | currency 18,2  | np    | Expected Amount
        TotalOpportunityQuantity | double 18,2    | ncup  | Quantity
        CloseDate                | date           | cu    | Close Date
        Type                     | picklist 255   | ncup  | Opportunity Type       | {Existing Customer - Upgrade; Existing Customer - Replacement; Existing Customer - Downgrade; New Customer}
        NextStep                 | string 255     | ncup  | Next Step
        LeadSource               | picklist 255   | ncup  | Lead Source            | {Web; Phone Inquiry; Partner Referral; Purchased List; Other}
        IsClosed                 | boolean        | d     | Closed
        IsWon                    | boolean        | d     | Won
        ForecastCategory         | picklist 40    | r     | Forecast Category      | {Omitted; Pipeline; BestCase=Best Case; MostLikely=Most Likely; Forecast=Commit; Closed}
        ForecastCategoryName     | picklist 255   | ncudr | Forecast Category      | {Omitted; Pipeline; Best Case; Commit; Closed}
        CampaignId               | reference 18   | ncup  | Campaign ID            | -> Campaign as Campaign
        OwnerId                  | reference 18   | cud   | Owner ID               | -> User as Owner
        CreatedDate              | datetime       | d     | Created Date
        CreatedById              | reference 18   | d     | Created By ID          | -> User as CreatedBy
        LastModifiedDate         | datetime       | d     | Last Modified Date
        LastModifiedById         | reference 18   | d     | Last Modified By ID    | -> User as LastModifiedBy
        SystemModstamp           | datetime       | d     | System Modstamp
        LastActivityDate         | date           | n     | Last Activity
        LastStageChangeDate      | datetime       | n     | Last Stage Change Date
        FiscalQuarter            | int 8          | n     | Fiscal Quarter         | in Fiscal
        FiscalYear               | int 8          | n     | Fiscal Year            | in Fiscal
        Fiscal                   | string 6       | n     | Fiscal Period
        ContactId                | reference 18   | nc    | Contact ID             | -> Contact
        LastViewedDate           | datetime       | n     | Last Viewed Date
        LastReferencedDate       | datetime       | n     | Last Referenced Date
        HasOpenActivity          | boolean        | d     | Has Open Activity
        HasOverdueTask           | boolean        | d     | Has Overdue Task
        """;
}

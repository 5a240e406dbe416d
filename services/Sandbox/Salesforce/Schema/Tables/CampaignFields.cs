namespace Integration.Sandbox.Salesforce.Schema;

/// <summary>The fields of Campaign; <see cref="FieldTable"/> explains the columns.</summary>
internal static class CampaignFields
{
    public const string Table = """
        Id                       | id 18          | di  | Campaign ID
        IsDeleted                | boolean        | d   | Deleted
        Name                     | string 80      | cuN | Name
        ParentId                 | reference 18   | ncu | Parent Campaign ID            | -> Campaign as Parent
        Type                     | picklist 40    | ncu | Type                          | {Conference; Webinar; Trade Show; Public Relations; Partners; Referral Program; Advertisement; Banner Ads; Direct Mail; Email; Telemarketing; Other}
        Status                   | picklist 40    | ncu | Status                        | {Planned; In Progress; Completed; Aborted}
        StartDate                | date           | ncu | Start Date
        EndDate                  | date           | ncu | End Date
        ExpectedRevenue          | currency 18,0  | ncu | Expected Revenue in Campaign
        BudgetedCost             | currency 18,0  | ncu | Budgeted Cost in Campaign
        ActualCost               | currency 18,0  | ncu | Actual Cost in Campaign
        ExpectedResponse         | percent 8,2    | ncu | Expected Response (%)
        NumberSent               | double 18,0    | ncu | Num Sent in Campaign
        IsActive                 | boolean        | cud | Active
        Description              | textarea 32000 | ncu | Description
        NumberOfLeads            | int 9          | -   | Leads in Campaign
        NumberOfConvertedLeads   | int 9          | -   | Converted Leads in Campaign
        NumberOfContacts         | int 9          | -   | Contacts in Campaign
        NumberOfResponses        | int 9          | -   | Responses in Campaign
        NumberOfOpportunities    | int 9          | -   | Opportunities in Campaign
        NumberOfWonOpportunities | int 9          | -   | Won Opportunities in Campaign
        OwnerId                  | reference 18   | cud | Owner ID                      | -> User as Owner
        CreatedDate              | datetime       | d   | Created Date
        CreatedById              | reference 18   | d   | Created By ID                 | -> User as CreatedBy
        LastModifiedDate         | datetime       | d   | Last Modified Date
        LastModifiedById         | reference 18   | d   | Last Modified By ID           | -> User as LastModifiedBy
        SystemModstamp           | datetime       | d   | System Modstamp
        LastActivityDate         | date           | n   | Last Activity
        """;
}

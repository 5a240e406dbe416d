namespace Integration.Sandbox.Salesforce.Schema;

/// <summary>The fields of CampaignMember; <see cref="FieldTable"/> explains the columns.</summary>
internal static class CampaignMemberFields
{
    public const string Table = """
        Id                   | id 18        | di   | Campaign Member ID
        IsDeleted            | boolean      | d    | Deleted
        CampaignId           | reference 18 | c    | Campaign ID             | -> Campaign as Campaign
        LeadId               | reference 18 | nc   | Lead ID                 | -> Lead as Lead
        ContactId            | reference 18 | nc   | Contact ID              | -> Contact as Contact
        Status               | picklist 40  | ncud | Status                  | {Sent; Responded}
        HasResponded         | boolean      | d    | Responded
        CreatedDate          | datetime     | d    | Created Date
        CreatedById          | reference 18 | d    | Created By ID           | -> User as CreatedBy
        LastModifiedDate     | datetime     | d    | Last Modified Date
        LastModifiedById     | reference 18 | d    | Last Modified By ID     | -> User as LastModifiedBy
        SystemModstamp       | datetime     | d    | System Modstamp
        FirstRespondedDate   | date         | n    | First Responded Date
        Salutation           | picklist 40  | n    | Salutation
        Name                 | string 121   | n    | Name
        FirstName            | string 80    | n    | First Name
        LastName             | string 80    | n    | Last Name
        Title                | string 80    | n    | Title
        Email                | email 80     | n    | Email
        Phone                | phone 40     | n    | Phone
        MobilePhone          | phone 40     | n    | Mobile
        LeadSource           | picklist 40  | n    | Lead Source
        CompanyOrAccount     | string 80    | n    | Company (Account)
        Type                 | string 80    | n    | Type
        LeadOrContactId      | reference 18 | n    | Related Record ID       | -> Contact,Lead
        LeadOrContactOwnerId | reference 18 | n    | Related Record Owner ID | -> Group,User
        """;
}

namespace Integration.Sandbox.Salesforce.Schema;

/// <summary>The fields of OpportunityContactRole; <see cref="FieldTable"/> explains the columns.</summary>
internal static class OpportunityContactRoleFields
{
    public const string Table = """
        Id               | id 18        | di  | Contact Role ID
        OpportunityId    | reference 18 | c   | Opportunity ID      | -> Opportunity as Opportunity
        ContactId        | reference 18 | cu  | Contact ID          | -> Contact as Contact
        Role             | picklist 40  | ncu | Role                | {Business User; Decision Maker; Economic Buyer; Economic Decision Maker; Evaluator; Executive Sponsor; Influencer; Technical Buyer; Other}
        IsPrimary        | boolean      | cud | Primary
        CreatedDate      | datetime     | d   | Created Date
        CreatedById      | reference 18 | d   | Created By ID       | -> User as CreatedBy
        LastModifiedDate | datetime     | d   | Last Modified Date
        LastModifiedById | reference 18 | d   | Last Modified By ID | -> User as LastModifiedBy
        SystemModstamp   | datetime     | d   | System Modstamp
        IsDeleted        | boolean      | d   | Deleted
        """;
}

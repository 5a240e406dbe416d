namespace Integration.Sandbox.Salesforce.Schema;

/// <summary>The fields of Group; <see cref="FieldTable"/> explains the columns.</summary>
internal static class GroupFields
{
    public const string Table = """
        Id                     | id 18        | di  | Group ID
        Name                   | string 40    | cuN | Name
        DeveloperName          | string 80    | ncu | Developer Name
        RelatedId              | reference 18 | n   | Related ID            | -> User as Related
        Type                   | picklist 40  | cdr | Type                  | = Regular {Regular; Queue; Role; RoleAndSubordinates; Organization}
        Email                  | email 80     | ncu | Email
        OwnerId                | reference 18 | d   | Owner ID              | -> User as Owner
        DoesSendEmailToMembers | boolean      | cud | Send Email to Members
        DoesIncludeBosses      | boolean      | cud | Include Bosses
        CreatedDate            | datetime     | d   | Created Date
        CreatedById            | reference 18 | d   | Created By ID         | -> User as CreatedBy
        LastModifiedDate       | datetime     | d   | Last Modified Date
        LastModifiedById       | reference 18 | d   | Last Modified By ID   | -> User as LastModifiedBy
        SystemModstamp         | datetime     | d   | System Modstamp
        """;
}

namespace Integration.Sandbox.Salesforce.Schema;

/// <summary>The fields of RecordType; <see cref="FieldTable"/> explains the columns.</summary>
internal static class RecordTypeFields
{
    public const string Table = """
        Id                | id 18        | di  | Record Type ID
        Name              | string 80    | cuN | Name
        DeveloperName     | string 80    | cu  | Record Type Name
        NamespacePrefix   | string 80    | n   | Namespace Prefix
        Description       | string 255   | ncu | Description
        BusinessProcessId | reference 18 | ncu | Business Process ID | -> BusinessProcess
        SobjectType       | picklist 40  | c   | SObject Type Name
        IsActive          | boolean      | ud  | Active
        CreatedById       | reference 18 | d   | Created By ID       | -> User as CreatedBy
        CreatedDate       | datetime     | d   | Created Date
        LastModifiedById  | reference 18 | d   | Last Modified By ID | -> User as LastModifiedBy
        LastModifiedDate  | datetime     | d   | Last Modified Date
        SystemModstamp    | datetime     | d   | System Modstamp
        """;
}

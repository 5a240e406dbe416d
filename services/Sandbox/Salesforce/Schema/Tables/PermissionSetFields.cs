namespace Integration.Sandbox.Salesforce.Schema;

/// <summary>The fields of PermissionSet; <see cref="FieldTable"/> explains the columns.</summary>
internal static class PermissionSetFields
{
    public const string Table = """
        Id               | id 18        | di  | PermissionSet ID
        Name             | string 80    | cuN | Permission Set Name
        Label            | string 80    | cu  | Permission Set Label
        Description      | string 255   | ncu | Description
        IsOwnedByProfile | boolean      | d   | Is Owned By Profile
        IsCustom         | boolean      | d   | Is Custom
        ProfileId        | reference 18 | n   | Profile ID           | -> Profile
        NamespacePrefix  | string 15    | n   | Namespace Prefix
        CreatedDate      | datetime     | d   | Created Date
        CreatedById      | reference 18 | d   | Created By ID        | -> User as CreatedBy
        LastModifiedDate | datetime     | d   | Last Modified Date
        LastModifiedById | reference 18 | d   | Last Modified By ID  | -> User as LastModifiedBy
        SystemModstamp   | datetime     | d   | System Modstamp
        """;
}

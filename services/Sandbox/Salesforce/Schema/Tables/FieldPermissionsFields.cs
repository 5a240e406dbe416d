namespace Integration.Sandbox.Salesforce.Schema;

/// <summary>The fields of FieldPermissions; <see cref="FieldTable"/> explains the columns.</summary>
internal static class FieldPermissionsFields
{
    public const string Table = """
        Id              | id 18        | di  | Field Permissions ID
        ParentId        | reference 18 | c   | Parent ID            | -> PermissionSet as Parent
        SobjectType     | picklist 40  | c   | SObject Type Name
        Field           | picklist 255 | c   | Field Name
        PermissionsEdit | boolean      | cud | Edit Field
        PermissionsRead | boolean      | cud | Read Field
        SystemModstamp  | datetime     | d   | System Modstamp
        """;
}

namespace Integration.Sandbox.Salesforce.Schema;

/// <summary>The fields of PermissionSetAssignment; <see cref="FieldTable"/> explains the columns.</summary>
internal static class PermissionSetAssignmentFields
{
    public const string Table = """
        Id                   | id 18        | di  | PermissionSetAssignment ID
        PermissionSetId      | reference 18 | c   | PermissionSet ID           | -> PermissionSet as PermissionSet
        PermissionSetGroupId | reference 18 | nc  | PermissionSetGroup ID      | -> PermissionSetGroup
        AssigneeId           | reference 18 | c   | Assignee ID                | -> User as Assignee
        SystemModstamp       | datetime     | d   | Date Assigned
        ExpirationDate       | datetime     | ncu | Expires On
        IsActive             | boolean      | d   | Is Active
        IsRevoked            | boolean      | ud  | Is Revoked
        """;
}

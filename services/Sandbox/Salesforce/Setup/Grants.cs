using Integration.Sandbox.Salesforce.Records;

namespace Integration.Sandbox.Salesforce.Setup;

/// <summary>Gives the integration user a field, by the permission set that an installer would make.</summary>
internal static class Grants
{
    private const string SetName = "Sandbox_Integration";

    public static void ToIntegrationUser(SalesforceOrg org, string objectName, string fieldName)
    {
        var admin = new Caller(org.Standard.AdminId) { SeesEverything = true };
        org.Write(admin, null, tx =>
        {
            var sets = org.State.Table("PermissionSet");
            var set = sets.Rows.FirstOrDefault(row => row.Text(sets.Type, "Name") == SetName)?.Id ?? NewSet(tx, org.Standard.IntegrationUserId);
            return RecordWriter.Create(tx, org.State.Schema["FieldPermissions"], new Dictionary<string, object?>
            {
                ["ParentId"] = set,
                ["SobjectType"] = objectName,
                ["Field"] = $"{objectName}.{fieldName}",
                ["PermissionsRead"] = true,
                ["PermissionsEdit"] = true,
            });
        });
    }

    private static string NewSet(Transaction tx, string userId)
    {
        var set = RecordWriter.Create(tx, tx.State.Schema["PermissionSet"], new Dictionary<string, object?> { ["Name"] = SetName, ["Label"] = "Sandbox Integration" });
        RecordWriter.Create(tx, tx.State.Schema["PermissionSetAssignment"], new Dictionary<string, object?> { ["AssigneeId"] = userId, ["PermissionSetId"] = set });
        return set;
    }
}

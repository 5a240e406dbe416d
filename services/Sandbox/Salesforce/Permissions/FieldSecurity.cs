using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Schema;

namespace Integration.Sandbox.Salesforce.Permissions;

/// <summary>Field-level security: a custom field is invisible to an API user until a permission set of theirs grants it.</summary>
/// <remarks>Source: facts/salesforce.md section 10. Invisible means absent from describe, query and write alike.</remarks>
internal sealed class FieldSecurity(OrgState state)
{
    private readonly Dictionary<string, Grants> byUser = new(StringComparer.Ordinal);

    /// <summary>Forgets what was worked out; called when a grant, an assignment or a permission set changed.</summary>
    public void Invalidate() => byUser.Clear();

    public bool CanRead(Caller caller, SObjectType type, SField field) =>
        caller.SeesEverything || !Guarded(type, field) || Of(caller.UserId).Read.Contains((type.Name, field.Name));

    public bool CanEdit(Caller caller, SObjectType type, SField field) =>
        caller.SeesEverything || !Guarded(type, field) || Of(caller.UserId).Edit.Contains((type.Name, field.Name));

    public SField? Visible(Caller caller, SObjectType type, string name) =>
        type.Field(name) is { } field && CanRead(caller, type, field) ? field : null;

    private bool Guarded(SObjectType type, SField field) =>
        field.Custom || (state.Options.HiddenFields.Count > 0 && state.Options.HiddenFields.Contains($"{type.Name}.{field.Name}"));

    private Grants Of(string userId)
    {
        if (byUser.TryGetValue(userId, out var grants)) return grants;
        grants = new Grants([], []);
        var assignments = state.Table("PermissionSetAssignment");
        var permissions = state.Table("FieldPermissions");
        var sets = assignments.Holding(assignments.Type["AssigneeId"], userId).Select(row => row.Text(assignments.Type, "PermissionSetId"));
        foreach (var grant in sets.SelectMany(set => permissions.Holding(permissions.Type["ParentId"], set!)))
        {
            var path = grant.Text(permissions.Type, "Field")!.Split('.');
            var field = state.Schema.Find(path[0])?.Field(path[^1]);
            if (field is null) continue;
            var key = (state.Schema[path[0]].Name, field.Name);
            if (grant.IsTrue(permissions.Type, "PermissionsRead")) grants.Read.Add(key);
            if (grant.IsTrue(permissions.Type, "PermissionsEdit")) grants.Edit.Add(key);
        }
        return byUser[userId] = grants;
    }

    private sealed record Grants(HashSet<(string Object, string Field)> Read, HashSet<(string Object, string Field)> Edit);
}

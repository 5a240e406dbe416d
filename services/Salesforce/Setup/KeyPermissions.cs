using System.Text.Json;
using System.Text.Json.Nodes;
using Integration.Connectors.Http;
using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Salesforce.Client;
using Integration.Salesforce.Queries;
using Integration.Salesforce.Schemas;
using Integration.Salesforce.Wire;

namespace Integration.Salesforce.Setup;

/// <summary>Grants our user its key field: after its creation nobody sees a field (facts/salesforce.md section 10).</summary>
internal sealed class KeyPermissions(SalesforceClient client)
{
    /// <summary>API name of our permission set.</summary>
    public const string SetName = "Integration_Sync";

    /// <summary>Read and edit on the key field of an object, through a permission set of ours assigned to our user. Repeating it changes nothing.</summary>
    /// <exception cref="ConnectorHaltException">A step failed; those before it are done.</exception>
    public async Task GrantAsync(string objectName, CancellationToken stop)
    {
        var user = SalesforceIds.Normalise((await client.UserAsync(Lane.Normal, stop)).OrHalt()["user_id"]?.GetValue<string>()
            ?? throw new ConnectorHaltException(new Fault(FaultClass.Side, "NO_USER", "Salesforce does not say who we are.", "Give the connected app the scope 'api' or 'id'.")));
        var set = await EnsureAsync("PermissionSet", $"Name = {Soql.Literal(SetName)}",
            new() { ["Name"] = SetName, ["Label"] = "Integration Sync", ["Description"] = "Fields of the HubSpot integration." }, stop);
        var field = $"{objectName}.{KeyField.Name}";
        await EnsureAsync("FieldPermissions", $"ParentId = {Soql.Literal(set)} AND Field = {Soql.Literal(field)}",
            new() { ["ParentId"] = set, ["SobjectType"] = objectName, ["Field"] = field, ["PermissionsRead"] = true, ["PermissionsEdit"] = true }, stop);
        await EnsureAsync("PermissionSetAssignment", $"AssigneeId = {Soql.Literal(user)} AND PermissionSetId = {Soql.Literal(set)}",
            new() { ["AssigneeId"] = user, ["PermissionSetId"] = set }, stop);
    }

    private async Task<string> EnsureAsync(string objectName, string where, JsonObject body, CancellationToken stop)
    {
        var find = $"SELECT Id FROM {objectName} WHERE {where}";
        if (await FirstIdAsync(find, stop) is { } there) return there;
        var answer = await client.PostAsync($"sobjects/{objectName}", body, Lane.Normal, stop);
        // Somebody was quicker (two set-ups at once): done is done.
        if (answer.Fault is { Code: "DUPLICATE_VALUE" or "DUPLICATE_DEVELOPER_NAME" } && await FirstIdAsync(find, stop) is { } meanwhile) return meanwhile;
        return answer.OrHalt()["id"]?.GetValue<string>() is { } id
            ? SalesforceIds.Normalise(id)
            : throw new ConnectorHaltException(OutsideFaults.WrongShape("salesforce", $"sobjects/{objectName}.id"));
    }

    private async Task<string?> FirstIdAsync(string soql, CancellationToken stop)
    {
        var rows = (await client.QueryAsync(soql, withDeleted: false, Lane.Normal, stop)).OrHalt();
        return rows is [var first, ..] && first.ValueKind == JsonValueKind.Object && FieldText.TextOf(first, "Id") is { } id ? SalesforceIds.Normalise(id) : null;
    }
}

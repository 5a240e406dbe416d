using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Schema;

namespace Integration.Sandbox.Salesforce.Records;

/// <summary>Reads records by id.</summary>
internal static class RecordReader
{
    /// <returns>As many members as ids, in their order; null for one that is missing, deleted or of another object.</returns>
    /// <exception cref="RefusedException">INVALID_FIELD: nothing was read.</exception>
    public static JsonArray Retrieve(OrgState state, Caller caller, SObjectType type, IReadOnlyList<string> ids, IReadOnlyList<string> names)
    {
        var fields = names.Select(name => state.Permissions.Visible(caller, type, name) ?? throw RefusedException.Request("INVALID_FIELD", $"No such column '{name}' on entity '{type.Name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names."))
            .Prepend(type["Id"]).Distinct().ToList();
        var table = state.Table(type);
        return [.. ids.Select(id => RecordId.Normalise(id) is { } full && table.Find(full) is { } row && !row.IsDeleted(type) ? RecordJson.Write(type, row, fields, caller.Version) : null)];
    }
}

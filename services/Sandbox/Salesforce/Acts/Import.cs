using System.Text.Json.Nodes;
using Integration.Sandbox.Control;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Records;

namespace Integration.Sandbox.Salesforce.Acts;

/// <summary>Seeding: an admin's import, which runs no assignment or duplicate rules and may say when a record was made.</summary>
internal static class Import
{
    private const int RefusalsShown = 20;

    /// <summary>All or nothing, so that a wrong column does not leave half a file behind.</summary>
    public static JsonObject Carry(SalesforceOrg org, string objectName, IReadOnlyList<IReadOnlyDictionary<string, string?>> records)
    {
        var type = org.State.Schema.Find(objectName) ?? throw new SandboxRefusedException($"there is no object '{objectName}'; there are: {string.Join(", ", org.State.Schema.Objects.Select(known => known.Name))}");
        var caller = new Caller(org.Standard.AdminId) { SeesEverything = true, SetsAuditFields = true, AutoAssign = false, AllowDuplicates = true };
        var refusals = new List<string>();
        var ids = new JsonArray();
        try
        {
            org.Write(caller, null, tx =>
            {
                for (var at = 0; at < records.Count && refusals.Count < RefusalsShown; at++) ids.Add(JsonValue.Create(One(tx, type, records[at], at, refusals)));
                if (refusals.Count > 0) throw new SandboxRefusedException($"nothing was imported: {string.Join("; ", refusals)}");
                return true;
            });
        }
        catch (RefusedException refused)
        {
            throw new SandboxRefusedException($"nothing was imported: {refused.Errors[0].Code} {refused.Errors[0].Message}");
        }
        return new JsonObject { ["object"] = type.Name, ["created"] = ids.Count, ["ids"] = ids };
    }

    private static string? One(Transaction tx, Schema.SObjectType type, IReadOnlyDictionary<string, string?> record, int at, List<string> refusals)
    {
        try
        {
            return RecordWriter.Create(tx, type, record.ToDictionary(field => field.Key, field => (object?)field.Value));
        }
        catch (RefusedException refused) when (!refused.WholeRequest)
        {
            refusals.Add($"record {at + 1}: {string.Join(", ", refused.Errors.Select(error => $"{error.Code} {error.Message}"))}");
            return null;
        }
    }
}

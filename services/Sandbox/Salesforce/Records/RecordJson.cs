using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce.Schema;

namespace Integration.Sandbox.Salesforce.Records;

/// <summary>Records as the REST API writes them.</summary>
internal static class RecordJson
{
    public static JsonObject Write(SObjectType type, Row row, IEnumerable<SField> fields, int version)
    {
        var json = new JsonObject { ["attributes"] = Attributes(type.Name, row.Id, version) };
        foreach (var field in fields) json[field.Name] = FieldJson.Rest(Computed.Read(type, row, field));
        return json;
    }

    public static JsonObject Attributes(string objectName, string id, int version) =>
        new() { ["type"] = objectName, ["url"] = $"/services/data/v{version}.0/sobjects/{objectName}/{id}" };
}

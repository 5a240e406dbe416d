using System.Text.Json;
using System.Text.RegularExpressions;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Schema;

namespace Integration.Sandbox.Salesforce.Tooling;

/// <summary>Adds custom fields. Nobody sees a new one until a permission set grants it: facts/salesforce.md section 10.</summary>
internal static partial class CustomFields
{
    private const int ExternalIdsMax = 25;
    private const int FieldsMax = 800;

    /// <returns>The field's own id.</returns>
    public static string Create(SalesforceOrg org, Caller caller, string fullName, JsonElement metadata)
    {
        // Fields of tasks and events are made on the entity Activity and appear on both.
        if (fullName.StartsWith("Activity.", StringComparison.Ordinal))
        {
            var task = Create(org, caller, $"Task{fullName["Activity".Length..]}", metadata);
            Create(org, caller, $"Event{fullName["Activity".Length..]}", metadata);
            return task;
        }
        var path = fullName.Split('.');
        if (path.Length != 2 || org.State.Schema.Find(path[0]) is not { } type || type.Has(ObjectTraits.ToolingOnly))
            throw new RefusedException("INVALID_FIELD", $"Entity Enumeration Or ID: bad value for restricted picklist field: {path[0]}", "FullName");
        if (!FieldName().IsMatch(path[1]) || path[1].Length > 43)
            throw new RefusedException("INVALID_FIELD", $"The name '{path[1]}' must begin with a letter, hold only letters, digits and single underscores, and end in __c; 40 characters at most before that", "FullName");
        if (type.Field(path[1]) is not null)
            throw new RefusedException("DUPLICATE_DEVELOPER_NAME", $"There is already a field named {path[1][..^3]} on {type.Name}.", "FullName");
        var field = CustomFieldMetadata.Read(path[1], metadata);
        if (field.ExternalId && type.Fields.Count(other => other.ExternalId) >= ExternalIdsMax)
            throw new RefusedException("LIMIT_EXCEEDED", $"External Id fields limit of {ExternalIdsMax} reached on {type.Name}", "FullName");
        if (type.Fields.Count(other => other.Custom) >= FieldsMax) throw new RefusedException("LIMIT_EXCEEDED", $"Custom fields limit of {FieldsMax} reached on {type.Name}", "FullName");
        return org.Write(caller, null, tx =>
        {
            var id = SetupRows.Add(tx, "CustomField", ("DeveloperName", path[1][..^3]), ("TableEnumOrId", type.Name), ("FullName", $"{type.Name}.{path[1]}"), ("Length", (decimal)field.Length));
            org.State.AddField(type.Name, field, id);
            org.SchemaChanged = tx.Stamp;
            return id;
        });
    }

    [GeneratedRegex("^[A-Za-z](?:_?[A-Za-z0-9])*__c$", RegexOptions.CultureInvariant)]
    private static partial Regex FieldName();
}

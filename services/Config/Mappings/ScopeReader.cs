using Integration.Config.Conditions;
using Integration.Config.Diagnostics;
using Integration.Config.Schemas;
using Integration.Config.Yaml;
using Integration.Core.Conditions;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Core.Scopes;

namespace Integration.Config.Mappings;

/// <summary>Reads <c>scope:</c>: what must hold of a record on each side before the mapping creates or writes anything for it.</summary>
internal static class ScopeReader
{
    public static MappingScope Read(KeyReader keys, MappingHead head, Findings findings)
    {
        if (keys.Map("scope") is not { } map) return MappingScope.Everything;
        var inner = new KeyReader(map, findings, "'scope'");
        var scope = new MappingScope
        {
            HubSpot = Side(inner, "hubspot", name => Field(SystemName.HubSpot, name, head.HubSpot is { } known ? [(known.Value, head.HubSpotSchema)] : [], findings), findings),
            Salesforce = Side(inner, "salesforce", name => Field(SystemName.Salesforce, name, [.. head.Salesforce.Select(each => (each.Value, head.SalesforceSchema(each.Value)))], findings), findings),
        };
        inner.Finish();
        return scope;
    }

    private static Condition? Side(KeyReader keys, string key, Func<YamlText, FieldRef?> fieldOf, Findings findings) =>
        keys.Node(key) is { } node ? new ConditionReader(fieldOf, findings).Read(node) : null;

    /// <summary>A field must be there on every object of the side: of a Contact that lacks the Lead's field nobody could say whether it is in scope.</summary>
    private static FieldRef? Field(SystemName system, YamlText name, IReadOnlyList<(string Object, SchemaObject? Schema)> objects, Findings findings)
    {
        var type = FieldType.Text;
        foreach (var (objectName, schema) in objects)
        {
            if (schema is null) continue;
            if (schema.Find(name.Value) is { } field)
            {
                type = field.Kind ?? FieldType.Text;
                continue;
            }
            var names = schema.Fields.Select(each => each.Name).Order(StringComparer.Ordinal).ToList();
            if (!schema.IsLive && (system == SystemName.HubSpot || name.Value.EndsWith("__c", StringComparison.Ordinal)) && NearName.Of(name.Value, names) is null) continue;
            findings.Report(DiagnosticCodes.UnknownField, name, $"{system} {objectName} has no {(system == SystemName.HubSpot ? "property" : "field")} {Quote.Of(name.Value)}",
                NearName.Mend(name.Value, names, "a scope asks for fields that every object of the side has"));
            return null;
        }
        return new FieldRef(system, name.Value, type);
    }
}

using Integration.Config.Diagnostics;
using Integration.Config.Schemas;
using Integration.Core.Mappings;
using Integration.Core.Records;

namespace Integration.Config.Mappings;

/// <summary>Whether a row's two fields exist, may be written, and go together.</summary>
internal static class FieldChecks
{
    /// <summary>Checks the row's fields.</summary>
    /// <returns>How its values compare; text where, reported, nobody can say.</returns>
    public static FieldType Check(FieldRow row, MappingHead head, Findings findings)
    {
        if (row.HubSpot.Value == Mapping.HubSpotKeyProperty || row.Salesforce == Mapping.SalesforceKeyField)
            findings.Report(DiagnosticCodes.ReservedField, row.HubSpot.Value == Mapping.HubSpotKeyProperty ? row.HubSpot : row.SalesforceText,
                "the service keeps its pair keys in this field", "remove the row; the field is filled without it");
        Exists(row, head, findings);
        Writable(row, findings);
        return TypeOf(row, findings);
    }

    private static void Exists(FieldRow row, MappingHead head, Findings findings)
    {
        if (row.HubSpotField is null && head.HubSpotSchema is { } hubSpot && row.HubSpot.Value != Mapping.HubSpotKeyProperty && !row.IsLink)
        {
            var names = Names(hubSpot);
            if (hubSpot.IsLive)
                findings.Report(DiagnosticCodes.UnknownField, row.HubSpot, $"HubSpot {hubSpot.Name} has no property {Quote.Of(row.HubSpot.Value)}", NearName.Mend(row.HubSpot.Value, names, $"`integration describe hubspot {hubSpot.Name}` lists them"));
            else
                findings.Report(DiagnosticCodes.UnjudgedField, row.HubSpot, $"HubSpot {hubSpot.Name} has no standard property {Quote.Of(row.HubSpot.Value)}", NearName.Mend(row.HubSpot.Value, names, "if it is one of your own, `integration check --online` checks it"));
        }
        var lacking = row.Objects.Select(head.SalesforceSchema).OfType<SchemaObject>().Where(schema => schema.Find(row.Salesforce) is null && row.Salesforce != Mapping.SalesforceKeyField);
        foreach (var schemas in lacking.GroupBy(schema => !schema.IsLive && row.Salesforce.EndsWith("__c", StringComparison.Ordinal)))
        {
            var objects = string.Join(" and ", schemas.Select(schema => schema.Name));
            if (schemas.Key)
                findings.Report(DiagnosticCodes.UnjudgedField, row.SalesforceText, $"Salesforce {objects}'s {Quote.Of(row.Salesforce)} is a custom field, which the shipped schema does not know", "run `integration check --online` to check it");
            else
                findings.Report(DiagnosticCodes.UnknownField, row.SalesforceText, $"Salesforce {objects} has no field {Quote.Of(row.Salesforce)}", Mend(row, schemas.First()));
        }
    }

    private static string Mend(FieldRow row, SchemaObject schema) => row.SalesforceFields.Count > 0
        ? $"write `{row.SalesforceFields[0].Object.Name}.{row.Salesforce}` to limit the row to the object that has it"
        : NearName.Mend(row.Salesforce, Names(schema), $"API names are case-sensitive; `integration describe salesforce {schema.Name}` lists them");

    private static void Writable(FieldRow row, Findings findings)
    {
        if (row.WritesTo(SystemName.HubSpot) && row.HubSpotField is { } hubSpot)
        {
            if (hubSpot.Name == "hs_email_optout")
                findings.Report(DiagnosticCodes.OptOut, row.HubSpot, "the opt-out cannot be written as a property", "remove the row: the opt-out travels both ways by itself; `consent:` sets how");
            else if (hubSpot.IsReference && !row.IsReference)
                findings.Report(DiagnosticCodes.ForeignId, row.HubSpot, $"HubSpot's {Quote.Of(hubSpot.Name)} holds ids of HubSpot", hubSpot.Name == "hubspot_owner_id" ? "add `type: reference, to: owners`, use `direction: to-salesforce` into a text field, or remove the row" : "use `direction: to-salesforce` into a text field, or remove the row");
            else if (!hubSpot.IsWritable)
                findings.Report(DiagnosticCodes.ReadOnlyField, row.HubSpot, $"HubSpot's {Quote.Of(hubSpot.Name)} is read-only", row.SalesforceFields.Any(each => !each.Field.IsWritable) ? "remove the row: neither side can be written" : "use `direction: to-salesforce`");
        }
        if (!row.WritesTo(SystemName.Salesforce)) return;
        // What is wrong is nearly always wrong on the Lead and on the Contact alike; said once, it names both.
        foreach (var objects in row.SalesforceFields.GroupBy(each => Refusal(each.Field), each => each.Object.Name))
        {
            var field = $"Salesforce {string.Join(" and ", objects)}'s {Quote.Of(row.Salesforce)}";
            var code = objects.Key;
            if (code == DiagnosticCodes.ReadOnlyField)
                findings.Report(code, row.SalesforceText, $"{field} is read-only", row.HubSpotField is { IsWritable: false } ? "remove the row: neither side can be written" : "use `direction: to-hubspot`");
            else if (code == DiagnosticCodes.OptOutOverwritten)
                findings.Report(code, row.SalesforceText, $"{field} may hold a person's refusal, which HubSpot's value would overwrite", "use `direction: to-hubspot` into a property of your own");
            else if (code == DiagnosticCodes.ForeignId && !row.IsReference)
                findings.Report(code, row.SalesforceText, $"{field} holds ids of Salesforce", "use `direction: to-hubspot` into a text property, or remove the row");
        }
    }

    private static DiagnosticCode? Refusal(SchemaField salesforce) => salesforce switch
    {
        { IsWritable: false } => DiagnosticCodes.ReadOnlyField,
        { Name: "HasOptedOutOfEmail" or "HasOptedOutOfFax" or "DoNotCall" } => DiagnosticCodes.OptOutOverwritten,
        { IsReference: true } => DiagnosticCodes.ForeignId,
        _ => null,
    };

    private static FieldType TypeOf(FieldRow row, Findings findings)
    {
        var hasValues = row.Values.Count > 0;
        // ReferenceChecks says what is wrong with one: no type of a field tells what its ids name.
        if (row.IsReference) return FieldType.Reference;
        if (row.Type is { } given)
        {
            if (row.HubSpotField?.Kind is { } one && !TypeMatch.MayBe(one, given, hasValues)) Contradicts(row, findings, given, "HubSpot", row.HubSpotField);
            foreach (var (_, field) in row.SalesforceFields)
                if (field.Kind is { } other && !TypeMatch.MayBe(other, given, hasValues)) Contradicts(row, findings, given, "Salesforce", field);
            return given;
        }
        FieldType? type = null;
        foreach (var (schema, field) in row.SalesforceFields)
        {
            var matched = row.HubSpotField is null ? field.Kind : row.HubSpotField.Kind is { } hubSpot && field.Kind is { } salesforce ? TypeMatch.Of(hubSpot, salesforce, row.Direction, hasValues) : null;
            if (matched is null || type is not null && matched != type)
            {
                findings.Report(DiagnosticCodes.TypesDiffer, row.SalesforceText, $"{Described("HubSpot", row.HubSpotField!)} and {Described($"Salesforce {schema.Name}'s", field)} do not go together ({MappingWords.Of(row.Direction)})",
                    "map fields of like types, make the row one-way into a text, translate with `values`, or say what both hold with `type`");
                return FieldType.Text;
            }
            type = matched;
            OpenIntoList(row, schema, field, hasValues, findings);
        }
        return type ?? row.HubSpotField?.Kind ?? FieldType.Text;
    }

    private static void OpenIntoList(FieldRow row, SchemaObject schema, SchemaField salesforce, bool hasValues, Findings findings)
    {
        if (hasValues || row.HubSpotField is not { } hubSpot) return;
        if (hubSpot.Kind == FieldType.Text && salesforce is { Kind: FieldType.Picklist, IsRestricted: true } && row.WritesTo(SystemName.Salesforce))
            findings.Report(DiagnosticCodes.OpenIntoList, row.SalesforceText, $"HubSpot's {Quote.Of(hubSpot.Name)} is free text, Salesforce {schema.Name}'s {Quote.Of(salesforce.Name)} takes its options only", "use `direction: to-hubspot`, or translate with `values`");
        if (salesforce.Kind == FieldType.Text && hubSpot is { Kind: FieldType.Picklist, IsRestricted: true } && row.WritesTo(SystemName.HubSpot))
            findings.Report(DiagnosticCodes.OpenIntoList, row.HubSpot, $"Salesforce {schema.Name}'s {Quote.Of(salesforce.Name)} is free text, HubSpot's {Quote.Of(hubSpot.Name)} takes its options only", "use `direction: to-salesforce`, or translate with `values`");
    }

    private static void Contradicts(FieldRow row, Findings findings, FieldType given, string owner, SchemaField field) =>
        findings.Report(DiagnosticCodes.TypeContradicts, row.Keys.Node("type")!, $"{Described(owner, field)}, not {MappingWords.Of(given)}", "remove `type`: it is taken from the two fields");

    private static string Described(string owner, SchemaField field) => $"{owner} {Quote.Of(field.Name)} ({field.Type})";

    private static IEnumerable<string> Names(SchemaObject schema) => schema.Fields.Select(field => field.Name).Order(StringComparer.Ordinal);
}

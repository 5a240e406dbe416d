using Integration.Config.Diagnostics;
using Integration.Config.Yaml;
using Integration.Core.Mappings;
using Integration.Core.Records;

namespace Integration.Config.Mappings;

/// <summary>Whether a mapping's rows together can match, create and write without getting in each other's way.</summary>
internal static class CoverageChecks
{
    public static void Check(MappingHead head, KeyReader keys, IReadOnlyList<FieldRow> rows, CreateRule createInSalesforce, Findings findings)
    {
        Overlaps(head, rows, findings);
        if (createInSalesforce != CreateRule.Never) Required(head, keys, rows, findings);
        Lengths(keys, rows, findings);
    }

    /// <summary>The match field's HubSpot name, or null when, reported, there is none.</summary>
    public static string? Match(MappingHead head, KeyReader keys, IReadOnlyList<FieldRow> rows, Findings findings)
    {
        if (!keys.Has("match")) keys.Missing("match", "add `match: [email]`, the HubSpot property by which unlinked records find each other");
        var names = keys.Texts("match");
        if (names.Count > 1) findings.Report(DiagnosticCodes.BadMatch, names[1], "records are matched by one field, and this is a second", "keep the first; records that share its value are held for a person");
        if (names.Count == 0)
        {
            if (keys.Node("match") is YamlList { Items.Count: 0 }) keys.Missing("match", "name one HubSpot property: `match: [email]`");
            return null;
        }
        var name = names[0];
        var matching = rows.Where(row => row.HubSpot.Value == name.Value).ToList();
        if (matching.Count == 0)
        {
            findings.Report(DiagnosticCodes.BadMatch, name, $"no row maps {Quote.Of(name.Value)}", NearName.Mend(name.Value, rows.Select(row => row.HubSpot.Value), $"add `- {{ hubspot: {name.Value}, salesforce: FIELD }}` under `fields`"));
            return null;
        }
        foreach (var row in matching.Where(row => row.Direction != FieldDirection.Both))
            findings.Report(DiagnosticCodes.MatchOneWay, row.Keys.PlaceOf("direction"), $"the match field goes {MappingWords.Of(row.Direction)} only", "use `direction: both`");
        var without = head.Salesforce.Select(each => each.Value).Except(matching.SelectMany(row => row.Objects), StringComparer.Ordinal).ToList();
        if (without.Count > 0)
            findings.Report(DiagnosticCodes.MatchOneWay, matching[0].SalesforceText, $"the match field is not mapped on Salesforce {Quote.List(without)}", "map it on every Salesforce object of the mapping");
        // No property that holds a web address is unique, so there is none to be advised.
        if (matching[0] is { HubSpotField.IsUnique: false, Type: not FieldType.Domain })
            findings.Report(DiagnosticCodes.MatchNotUnique, name, $"HubSpot lets several records share one {Quote.Of(name.Value)}", "match by a unique property such as 'email'");
        return name.Value;
    }

    private static void Overlaps(MappingHead head, IReadOnlyList<FieldRow> rows, Findings findings)
    {
        var reported = new HashSet<(FieldRow, FieldRow)>();
        foreach (var name in head.Salesforce.Select(each => each.Value))
        {
            var byHubSpot = new Dictionary<string, FieldRow>(StringComparer.Ordinal);
            var bySalesforce = new Dictionary<string, FieldRow>(StringComparer.Ordinal);
            foreach (var row in rows.Where(row => row.Objects.Contains(name, StringComparer.Ordinal)))
            {
                // What was agreed is remembered by HubSpot name, so one property has one row per object even where it is only read.
                if (!byHubSpot.TryAdd(row.HubSpot.Value, row)) Report(byHubSpot[row.HubSpot.Value], row, row.HubSpot, $"HubSpot's {Quote.Of(row.HubSpot.Value)} has two rows for Salesforce {name}", first => first.HubSpot.Place);
                else if (row.WritesTo(SystemName.Salesforce) && !bySalesforce.TryAdd(row.Salesforce, row)) Report(bySalesforce[row.Salesforce], row, row.SalesforceText, $"two rows write Salesforce {name}'s {Quote.Of(row.Salesforce)}", first => first.SalesforceText.Place);
            }
        }

        void Report(FieldRow first, FieldRow second, YamlText at, string what, Func<FieldRow, Place> firstPlace)
        {
            if (reported.Add((first, second)))
                findings.Report(DiagnosticCodes.WrittenTwice, at, what, "keep one row, or limit each to its own object: `Lead.City`, `Contact.MailingCity`", new RelatedPlace(firstPlace(first), "the first row stands here"));
        }
    }

    private static void Required(MappingHead head, KeyReader keys, IReadOnlyList<FieldRow> rows, Findings findings)
    {
        // Records are created as the first object only; the others come about by conversion inside Salesforce.
        if (head.Salesforce.Count == 0 || head.SalesforceSchema(head.Salesforce[0].Value) is not { } schema) return;
        foreach (var field in schema.Fields.Where(field => field.IsRequired).OrderBy(field => field.Name, StringComparer.Ordinal))
        {
            var row = rows.FirstOrDefault(row => row.Salesforce == field.Name && row.Objects.Contains(schema.Name, StringComparer.Ordinal) && row.WritesTo(SystemName.Salesforce));
            if (row is null)
                findings.Report(DiagnosticCodes.RequiredUnmapped, keys.PlaceOf("fields"), $"Salesforce {schema.Name} requires {Quote.Of(field.Name)} and no row writes it", $"add a row for `{schema.Name}.{field.Name}` with a `default`, or set `create: {{ salesforce: never }}`");
            else if (row.Default is null)
                findings.Report(DiagnosticCodes.RequiredWithoutDefault, row.SalesforceText, $"Salesforce {schema.Name} requires {Quote.Of(field.Name)}; a HubSpot record without one waits until it has one", "add a `default`, or accept that such records wait");
        }
    }

    private static void Lengths(KeyReader keys, IReadOnlyList<FieldRow> rows, Findings findings)
    {
        var shorter = new List<string>();
        foreach (var row in rows.Where(row => row.WritesTo(SystemName.Salesforce) && row.HubSpotField?.Kind is FieldType.Text or FieldType.Email or FieldType.Phone))
        {
            if (row.SalesforceFields.Where(each => each.Field.Kind is FieldType.Text or FieldType.Email or FieldType.Phone).Select(each => each.Field.LengthMax).Min() is not { } longest || longest >= row.HubSpotField!.LengthMax) continue;
            if (row.HubSpotField.LengthMax is { } own)
                findings.Report(DiagnosticCodes.Shorter, Severity.Warning, row.SalesforceText.Place, $"HubSpot's {Quote.Of(row.HubSpotField.Name)} holds {own} characters, Salesforce's {Quote.Of(row.Salesforce)} {longest}", "longer values are held; lengthen the Salesforce field where it is yours");
            else if (longest <= 255) shorter.Add($"{row.Salesforce} ({longest})");
        }
        // HubSpot limits no single text, so nearly every row is shorter in Salesforce: one line for all, or the real findings drown.
        if (shorter.Count > 0)
            findings.Report(DiagnosticCodes.Shorter, keys.PlaceOf("fields"), $"Salesforce holds fewer characters than HubSpot in {string.Join(", ", shorter.Distinct(StringComparer.Ordinal))}", "nothing to do, unless longer values are common: such a field is held until it is shortened");
    }
}

using System.Globalization;
using Integration.Config.Diagnostics;
using Integration.Config.Schemas;
using Integration.Config.Yaml;
using Integration.Core.Mappings;
using Integration.Core.Records;

namespace Integration.Config.Mappings;

/// <summary>Whether the values that a row names are values of its fields, and whether every value has an answer.</summary>
internal static class ValueChecks
{
    public static void Check(FieldRow row, MappingHead head, FieldType type, Findings findings)
    {
        if (row.Values.Count > 0 && row.WritesTo(SystemName.Salesforce))
            foreach (var twice in row.Values.GroupBy(pair => pair.Value.Value, StringComparer.Ordinal).Where(group => group.Count() > 1))
                findings.Report(DiagnosticCodes.NotReversible, twice.ElementAt(1).Key, $"{Quote.Of(twice.First().Key.Value)} and {Quote.Of(twice.ElementAt(1).Key.Value)} both become HubSpot's {Quote.Of(twice.Key)}, so its way back is open",
                    "give each a HubSpot value of its own, or use `direction: to-hubspot`", new RelatedPlace(twice.First().Key.Place, "the other one stands here"));
        if (row.HubSpotField is { } hubSpot)
            foreach (var value in row.Values.Select(pair => pair.Value).Concat(row.Order).DistinctBy(value => value.Place)) Option(value, "HubSpot", hubSpot, head.HubSpotSchema!.IsLive, findings);
        foreach (var (schema, field) in row.SalesforceFields)
        {
            foreach (var (salesforce, _) in row.Values) Option(salesforce, $"Salesforce {schema.Name}", field, schema.IsLive, findings);
            if (row.Default is { } text && row.WritesTo(SystemName.Salesforce)) Default(text, schema, field, type, findings);
        }
        Coverage(row, findings);
        if (row.Order.Count > 0 && row.HubSpotField is { Options.IsEmpty: false } ordered && ordered.Options.Except(row.Order.Select(value => value.Value), StringComparer.Ordinal).ToList() is { Count: > 0 } unordered)
            findings.Report(DiagnosticCodes.NotCovered, row.Keys.PlaceOf("order"), $"HubSpot's {Quote.Of(ordered.Name)} may hold {Quote.List(unordered)}, which the order does not have", "add them to `order`; until then such a field is held");
    }

    private static void Option(YamlText value, string owner, SchemaField field, bool isLive, Findings findings)
    {
        if (field.Options.IsEmpty || field.Options.Contains(value.Value, StringComparer.Ordinal)) return;
        // An open list takes any value, and the shipped list is not the customer's: only a near miss is worth a word then.
        if (!isLive && !field.IsRestricted && NearName.Of(value.Value, field.Options) is null) return;
        findings.Report(DiagnosticCodes.NoSuchOption, isLive && field.IsRestricted ? Severity.Error : Severity.Warning, value.Place, $"{owner}'s {Quote.Of(field.Name)} has no {(isLive ? "" : "standard ")}option {Quote.Of(value.Value)}",
            NearName.Mend(value.Value, field.Options, isLive ? $"its options are {Quote.List(field.Options)}" : "`integration check --online` compares with your own options"));
    }

    private static void Default(YamlText text, SchemaObject schema, SchemaField field, FieldType type, Findings findings)
    {
        var why = type switch
        {
            FieldType.Number when !decimal.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) => "is no number",
            FieldType.Boolean when text.Value is not ("true" or "false") => "is neither true nor false",
            FieldType.Date when !DateOnly.TryParseExact(text.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => "is no date such as 2026-11-24",
            FieldType.Email when !text.Value.Contains('@', StringComparison.Ordinal) => "is no e-mail address",
            _ when text.Value.Length > field.LengthMax => $"is longer than {field.LengthMax} characters",
            _ when field.IsRestricted && !field.Options.IsEmpty && !field.Options.Contains(text.Value, StringComparer.Ordinal) => "is not among its options",
            _ => null,
        };
        if (why is not null) findings.Report(DiagnosticCodes.BadDefault, text, $"the default of Salesforce {schema.Name}'s {Quote.Of(field.Name)} {why}", "give a value that the field accepts");
    }

    private static void Coverage(FieldRow row, Findings findings)
    {
        if (row.HubSpotField is not { } hubSpot) return;
        foreach (var (schema, salesforce) in row.SalesforceFields)
        {
            if (row.WritesTo(SystemName.HubSpot) && !salesforce.Options.IsEmpty)
            {
                var answers = row.Values.Count > 0 ? row.Values.Select(pair => pair.Key.Value) : hubSpot.IsRestricted && !hubSpot.Options.IsEmpty ? hubSpot.Options : salesforce.Options.AsEnumerable();
                Uncovered(row, $"Salesforce {schema.Name}'s {Quote.Of(salesforce.Name)}", salesforce.Options.Except(answers, StringComparer.Ordinal).ToList(), findings);
            }
            if (row.WritesTo(SystemName.Salesforce) && !hubSpot.Options.IsEmpty)
            {
                var answers = row.Values.Count > 0 ? row.Values.Select(pair => pair.Value.Value) : salesforce.IsRestricted && !salesforce.Options.IsEmpty ? salesforce.Options : hubSpot.Options.AsEnumerable();
                Uncovered(row, $"HubSpot's {Quote.Of(hubSpot.Name)}", hubSpot.Options.Except(answers, StringComparer.Ordinal).ToList(), findings);
            }
        }
    }

    private static void Uncovered(FieldRow row, string owner, List<string> options, Findings findings)
    {
        if (options.Count == 0) return;
        findings.Report(DiagnosticCodes.NotCovered, row.Keys.Has("values") ? row.Keys.PlaceOf("values") : row.HubSpot.Place, $"{owner} may hold {Quote.List(options)}, which {(options.Count == 1 ? "has" : "have")} no answer", "add them to `values` (Salesforce value: HubSpot value); until then such a field is held");
    }
}

using Integration.Config.Diagnostics;
using Integration.Config.Schemas;
using Integration.Config.Yaml;

namespace Integration.Config.Mappings;

/// <summary>Reads one line under <c>fields</c>: its keys and words, and which Salesforce objects it is about.</summary>
internal static class FieldRowReader
{
    public static IEnumerable<FieldRow> Read(YamlNode node, MappingHead head, Findings findings)
    {
        if (node is not YamlMap map)
        {
            findings.Report(DiagnosticCodes.WrongShape, node, $"a field row is a set of keys, not {node.Shape}", "write `- { hubspot: email, salesforce: Email }`");
            return [];
        }
        var keys = new KeyReader(map, findings, "a field row");
        var hubSpot = keys.RequiredText("hubspot", "add `hubspot: PROPERTY`");
        if (!keys.Has("salesforce")) keys.Missing("salesforce", "add `salesforce: FIELD`");
        var targets = Targets(keys.Texts("salesforce"), head, findings);
        // Read on where the HubSpot name is missing, so that the row's other faults are told in the same run.
        var named = hubSpot ?? new YamlText("", IsBlank: true, map.Place);
        var draft = new FieldRow
        {
            Keys = keys,
            HubSpot = named,
            SalesforceText = named,
            Salesforce = "",
            Objects = [],
            IsLimited = false,
            Direction = keys.Word("direction", MappingWords.Directions, default),
            Conflict = Optional(keys, "conflict", MappingWords.Conflicts),
            Else = Optional(keys, "else", MappingWords.Systems),
            Drift = Optional(keys, "drift", MappingWords.Drifts),
            Type = Optional(keys, "type", MappingWords.Types),
            Values = Values(keys, findings),
            Order = keys.Texts("order"),
            Default = keys.Text("default"),
            NeverBlank = Optional(keys, "never-blank", MappingWords.YesNo),
            To = keys.Text("to"),
            IsRequired = keys.Word("required", MappingWords.YesNo, false),
            HubSpotField = head.HubSpotSchema?.Find(named.Value),
        };
        keys.Finish();
        return hubSpot is null ? [] : targets.Select(target => For(draft, target, head));
    }

    private static FieldRow For(FieldRow draft, Target target, MappingHead head)
    {
        var known = new List<(SchemaObject, SchemaField)>();
        foreach (var name in target.Objects)
            if (head.SalesforceSchema(name) is { } schema && schema.Find(target.Field) is { } field) known.Add((schema, field));
        return draft with { SalesforceText = target.Text, Salesforce = target.Field, Objects = target.Objects, IsLimited = target.IsLimited, SalesforceFields = known };
    }

    /// <summary>The distinct fields that a row names, each with its objects: <c>[Lead.Phone, Contact.Phone]</c> is one.</summary>
    private static List<Target> Targets(IReadOnlyList<YamlText> texts, MappingHead head, Findings findings)
    {
        var targets = new List<Target>();
        foreach (var text in texts)
        {
            var dot = text.Value.IndexOf('.', StringComparison.Ordinal);
            var field = text.Value[(dot + 1)..];
            if (dot < 0)
            {
                targets.Add(new Target(text, field, [.. head.Salesforce.Select(each => each.Value)], IsLimited: false));
                continue;
            }
            var name = text.Value[..dot];
            var known = head.Salesforce.Select(each => each.Value).ToList();
            if (!known.Contains(name))
                findings.Report(DiagnosticCodes.ForeignObject, text, $"the mapping has no Salesforce object {Quote.Of(name)}", NearName.Mend(name, known, $"its objects are {Quote.List(known)}; `OBJECT.FIELD` limits a row to one of them"));
            else if (targets.FindIndex(target => target.IsLimited && target.Field == field) is var same and >= 0)
                targets[same] = targets[same] with { Objects = [.. targets[same].Objects, name] };
            else
                targets.Add(new Target(text, field, [name], IsLimited: true));
        }
        return targets;
    }

    private static T? Optional<T>(KeyReader keys, string key, IReadOnlyDictionary<string, T> words) where T : struct =>
        keys.Word(key, words.ToDictionary(word => word.Key, word => (T?)word.Value, StringComparer.Ordinal), null);

    private static List<KeyValuePair<YamlText, YamlText>> Values(KeyReader keys, Findings findings)
    {
        var values = new List<KeyValuePair<YamlText, YamlText>>();
        foreach (var (salesforce, hubSpot) in keys.Map("values")?.Entries ?? [])
        {
            if (hubSpot is YamlText { IsBlank: false } text) values.Add(new(salesforce, text));
            else findings.Report(DiagnosticCodes.WrongShape, salesforce, $"{Quote.Of(salesforce.Value)} takes a HubSpot value, not {hubSpot.Shape}", "write `Salesforce value: HubSpot value`");
        }
        return values;
    }

    private sealed record Target(YamlText Text, string Field, IReadOnlyList<string> Objects, bool IsLimited);
}

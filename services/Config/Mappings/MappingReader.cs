using System.Collections.Immutable;
using Integration.Config.Diagnostics;
using Integration.Config.Schemas;
using Integration.Config.Yaml;
using Integration.Core.Mappings;
using Integration.Core.Records;

namespace Integration.Config.Mappings;

/// <summary>A Mapping document as far as it could be read.</summary>
/// <param name="Mapping">Null when, reported, something in it is wrong.</param>
internal sealed record MappingDraft(MappingHead Head, Mapping? Mapping)
{
    /// <summary>The mappings that its references name, where each stands.</summary>
    public IReadOnlyList<YamlText> References { get; init; } = [];
}

/// <summary>Reads a Mapping document and checks it against what is known of both systems.</summary>
internal static class MappingReader
{
    public static MappingDraft Read(YamlMap document, SchemaCatalog catalog, Findings findings)
    {
        var errorsBefore = findings.ErrorCount;
        var keys = new KeyReader(document, findings, "a Mapping document");
        keys.Node("kind");
        var head = MappingHead.Read(keys, catalog, findings);
        var (createInHubSpot, createInSalesforce) = PerSystem(keys, "create", MappingWords.Creates, findings);
        var (deleteFromHubSpot, deleteFromSalesforce) = PerSystem(keys, "delete", MappingWords.Deletes, findings);
        var erase = Erase(keys, findings);
        var scope = ScopeReader.Read(keys, head, findings);
        var consent = ConsentReader.Read(keys, head, findings);
        var rows = Rows(keys, head, findings);
        var fields = rows.Select(row => Field(row, head, findings)).ToImmutableArray();
        ConsentReader.Check(consent, head, rows, findings);
        var match = CoverageChecks.Match(head, keys, rows, findings);
        CoverageChecks.Check(head, keys, rows, createInSalesforce, findings);
        keys.Finish();
        var references = rows.Where(row => row.IsReference && row.To is { Value: not ReferenceChecks.Owners }).Select(row => row.To!).DistinctBy(to => to.Place).ToList();
        if (findings.ErrorCount > errorsBefore || head.Name is null || head.HubSpot is null || match is null) return new MappingDraft(head, null) { References = references };
        var mapping = new Mapping
        {
            Name = head.Name.Value,
            HubSpotObject = head.HubSpot.Value,
            SalesforceObjects = [.. head.Salesforce.Select(each => each.Value)],
            MatchField = match,
            Fields = [.. fields, .. consent.Rows(head.HubSpot.Value, [.. head.Salesforce.Select(each => each.Value)])],
            CreateInHubSpot = createInHubSpot,
            CreateInSalesforce = createInSalesforce,
            Scope = scope,
            EraseInSalesforce = erase,
            DeleteFromHubSpot = deleteFromHubSpot,
            DeleteFromSalesforce = deleteFromSalesforce,
        };
        return new MappingDraft(head, mapping with { Version = MappingDigest.Of(mapping) }) { References = references };
    }

    private static List<FieldRow> Rows(KeyReader keys, MappingHead head, Findings findings)
    {
        if (keys.Node("fields") is not { } node || node is YamlList { Items.Count: 0 } or YamlText { IsBlank: true })
        {
            keys.Missing("fields", "add `fields:` with one line for each field, such as `- { hubspot: email, salesforce: Email }`");
            return [];
        }
        if (node is YamlList list) return [.. list.Items.SelectMany(item => FieldRowReader.Read(item, head, findings))];
        findings.Report(DiagnosticCodes.WrongShape, node, $"'fields' takes a list of rows, not {node.Shape}", "begin each row with `- `");
        return [];
    }

    private static FieldMapping Field(FieldRow row, MappingHead head, Findings findings)
    {
        var type = FieldChecks.Check(row, head, findings);
        ReferenceChecks.Check(row, head, findings);
        PolicyChecks.Check(row, type, findings);
        ValueChecks.Check(row, head, type, findings);
        // A one-way field has an owner, so nothing of it is ever a conflict; fill-blank is owned by the side that is filled.
        var owner = row.Direction == FieldDirection.ToSalesforce ? SystemName.HubSpot : SystemName.Salesforce;
        var filled = row.Direction == FieldDirection.ToHubSpot ? SystemName.HubSpot : SystemName.Salesforce;
        var conflict = row.Conflict ?? (owner == SystemName.HubSpot ? ConflictPolicy.HubSpot : ConflictPolicy.Salesforce);
        var field = new FieldMapping
        {
            HubSpot = row.HubSpot.Value,
            Salesforce = row.Salesforce,
            SalesforceObjects = row.IsLimited ? [.. row.Objects] : [],
            Type = type == FieldType.Reference ? default : type,
            Direction = row.Direction,
            Conflict = conflict,
            Else = row.Else ?? (conflict == ConflictPolicy.FillBlank ? filled : owner),
            Drift = row.Drift ?? default,
            Values = row.Values.ToImmutableSortedDictionary(pair => pair.Key.Value, pair => pair.Value.Value, StringComparer.Ordinal),
            Order = [.. row.Order.Select(value => value.Value)],
            Default = row.Default?.Value,
            NeverBlank = row.NeverBlank ?? row.IsReference,
            IsRequired = row.IsRequired,
        };
        return row is { IsReference: true, To: { } to } ? field with { RefersTo = to.Value == ReferenceChecks.Owners ? new Reference.Owner() : new Reference.Record(to.Value) } : field;
    }

    // HubSpot has no such key: erasing there is for its own privacy deletion, which no mapping can order.
    private static EraseRule Erase(KeyReader keys, Findings findings)
    {
        if (keys.Map("erase") is not { } map) return default;
        var inner = new KeyReader(map, findings, "'erase'");
        var rule = inner.Word("salesforce", MappingWords.Erases, default);
        inner.Finish();
        return rule;
    }

    private static (T HubSpot, T Salesforce) PerSystem<T>(KeyReader keys, string key, IReadOnlyDictionary<string, T> words, Findings findings) where T : struct
    {
        if (keys.Map(key) is not { } map) return (default, default);
        var inner = new KeyReader(map, findings, $"'{key}'");
        var both = (inner.Word("hubspot", words, default), inner.Word("salesforce", words, default));
        inner.Finish();
        return both;
    }
}

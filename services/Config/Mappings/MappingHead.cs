using Integration.Config.Diagnostics;
using Integration.Config.Schemas;
using Integration.Config.Yaml;
using Integration.Core.Records;

namespace Integration.Config.Mappings;

/// <summary>Which objects a mapping is about.</summary>
/// <param name="HubSpot">Null when, reported, it is not said.</param>
/// <param name="Salesforce">In order of life; empty when, reported, it is not said.</param>
internal sealed record MappingHead(YamlText? Name, YamlText? HubSpot, IReadOnlyList<YamlText> Salesforce, SchemaCatalog Catalog)
{
    public SchemaObject? HubSpotSchema => HubSpot is null ? null : Catalog.Find(SystemName.HubSpot, HubSpot.Value);

    public SchemaObject? SalesforceSchema(string name) => Catalog.Find(SystemName.Salesforce, name);

    public static MappingHead Read(KeyReader keys, SchemaCatalog catalog, Findings findings)
    {
        var name = keys.RequiredText("name", "add `name: people`; pairs are remembered under it");
        if (name is not null && !IsName(name.Value))
            findings.Report(DiagnosticCodes.BadName, name, $"{Quote.Of(name.Value)} cannot be a mapping's name", "use a lower-case letter, then lower-case letters, digits and hyphens, at most 40");
        var hubSpot = keys.RequiredText("hubspot", "add `hubspot: contacts`");
        if (!keys.Has("salesforce")) keys.Missing("salesforce", "add `salesforce: [Lead, Contact]`");
        var salesforce = keys.Texts("salesforce");
        if (keys.Has("salesforce") && salesforce.Count == 0 && keys.Node("salesforce") is YamlList { Items.Count: 0 }) keys.Missing("salesforce", "name at least one object: `salesforce: [Lead, Contact]`");
        if (hubSpot is not null) Judge(SystemName.HubSpot, hubSpot, catalog, findings);
        var seen = new Dictionary<string, YamlText>(StringComparer.Ordinal);
        foreach (var each in salesforce)
        {
            if (seen.TryAdd(each.Value, each)) Judge(SystemName.Salesforce, each, catalog, findings);
            else findings.Report(DiagnosticCodes.SharedObject, each, $"{Quote.Of(each.Value)} is named twice", "name each object once", new RelatedPlace(seen[each.Value].Place, "it first stands here"));
        }
        return new MappingHead(name, hubSpot, [.. seen.Values], catalog);
    }

    private static void Judge(SystemName system, YamlText name, SchemaCatalog catalog, Findings findings)
    {
        if (catalog.Find(system, name.Value) is not null) return;
        var known = catalog.Objects.Where(each => each.System == system).Select(each => each.Name).Order(StringComparer.Ordinal).ToList();
        if (catalog.IsAbsent(system, name.Value) || NearName.Of(name.Value, known) is not null)
            findings.Report(DiagnosticCodes.UnknownObject, name, $"{system} has no object {Quote.Of(name.Value)}", NearName.Mend(name.Value, known, "use the API name, with its case"));
        else
            findings.Report(DiagnosticCodes.UnjudgedObject, name, $"{system}'s {Quote.Of(name.Value)} is not in the shipped schema, so its fields are not checked", "run `integration check --online` to check it against the live system");
    }

    private static bool IsName(string name) => name.Length is > 0 and <= 40 && char.IsAsciiLetterLower(name[0]) && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');
}

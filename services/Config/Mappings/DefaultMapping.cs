using Integration.Config.Diagnostics;
using Integration.Config.Schemas;
using Integration.Config.Yaml;
using Integration.Core.Mappings;

namespace Integration.Config.Mappings;

/// <summary>The mappings that are used when no configuration is given: those of docs/samples/two-way-leads.</summary>
public static class DefaultMapping
{
    private static readonly Lazy<Mapping> ReadPeople = new(() => Load("people.yaml"));
    private static readonly Lazy<Mapping> ReadCompanies = new(() => Load("companies.yaml"));

    /// <summary>HubSpot contacts with Salesforce Leads and Contacts; a Contact refers to its company.</summary>
    public static Mapping People => ReadPeople.Value;

    /// <summary>HubSpot companies with Salesforce Accounts.</summary>
    public static Mapping Companies => ReadCompanies.Value;

    /// <summary>All of them, by name. Neither is complete without the other: contacts refer to companies.</summary>
    public static IReadOnlyList<Mapping> All => [Companies, People];

    /// <summary>The YAML of people, comments included, to start a mapping of one's own from.</summary>
    public static string PeopleYaml => Text("people.yaml");

    /// <summary>The YAML of companies, comments included.</summary>
    public static string CompaniesYaml => Text("companies.yaml");

    private static string Text(string name)
    {
        using var stream = typeof(DefaultMapping).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static Mapping Load(string name)
    {
        var findings = new Findings();
        var documents = YamlReader.Read(new SourceText(name, Text(name)), findings);
        return MappingReader.Read((YamlMap)documents.Single(), SchemaCatalog.Standard, findings).Mapping
            ?? throw new InvalidOperationException($"the shipped mapping is wrong: {string.Join("; ", findings.InOrder().Select(found => $"{found.Place} {found.What}"))}");
    }
}

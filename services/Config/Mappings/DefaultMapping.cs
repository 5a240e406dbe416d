using Integration.Config.Diagnostics;
using Integration.Config.Schemas;
using Integration.Config.Yaml;
using Integration.Core.Mappings;

namespace Integration.Config.Mappings;

/// <summary>The mapping that is used when no configuration is given: the one of docs/samples/two-way-leads.</summary>
public static class DefaultMapping
{
    private static readonly Lazy<Mapping> Read = new(Load);

    /// <summary>HubSpot contacts with Salesforce Leads and Contacts.</summary>
    public static Mapping People => Read.Value;

    /// <summary>Its YAML, comments included, to start a mapping of one's own from.</summary>
    public static string PeopleYaml
    {
        get
        {
            using var stream = typeof(DefaultMapping).Assembly.GetManifestResourceStream("people.yaml")!;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }

    private static Mapping Load()
    {
        var findings = new Findings();
        var documents = YamlReader.Read(new SourceText("people.yaml", PeopleYaml), findings);
        return MappingReader.Read((YamlMap)documents.Single(), SchemaCatalog.Standard, findings).Mapping
            ?? throw new InvalidOperationException($"the shipped mapping is wrong: {string.Join("; ", findings.InOrder().Select(found => $"{found.Place} {found.What}"))}");
    }
}

using System.Text;
using Integration.Config.Diagnostics;
using Integration.Config.Schemas;
using Integration.Config.Yaml;
using Integration.Core.Records;

namespace Integration.Config.Tests;

/// <summary>Texts that are wrong in one way each, and what is said about them.</summary>
/// <remarks>
/// A case is <c>Cases/CODE-what.yaml</c>, or for what is no text one could read (too large, too deep) a text built here. Beside it
/// stand a good Connections and a good Mapping document, unless its first line says <c># alone</c>; <c># live</c> checks against
/// <see cref="Live"/> as if the two systems had been asked.
/// </remarks>
internal static class Cases
{
    public static string Directory => Repository.Path("tests", "Config", "Cases");

    public const string Connections = """
        kind: Connections
        hubspot: { portal: 4711, token: "${env:TOKEN}", dailyCalls: 40% }
        salesforce: { url: https://acme.my.salesforce.com, clientId: key, clientSecret: "${env:SECRET}", dailyCalls: 30% }
        """;

    public const string Companies = """
        kind: Mapping
        name: companies
        hubspot: companies
        salesforce: Account
        match: name
        create: { salesforce: never }
        fields:
          - { hubspot: name, salesforce: Name }
        """;

    public const string Team = """
        kind: Team
        calendars:
          emea: { zone: Europe/Berlin, hours: { mon-fri: 9:00-17:30 }, holidays: [2026-12-25] }
        reps:
          - { name: Ana Alt, salesforce: 005000000000001AAA, teams: [emea], manager: Max Muster }
          - { name: Max Muster, salesforce: 005000000000002AAA, weight: 0 }
        """;

    /// <summary>Text cases that would be tiresome to read.</summary>
    public static IReadOnlyDictionary<string, string> Built { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["cfg013-too-many-findings"] = "kind: Mapping\n" + string.Concat(Enumerable.Range(0, 1_200).Select(number => $"key{number}: x\n")),
        ["yml004-billion-laughs"] = "a: &a [x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range('b', 8).Select(letter => $"{(char)letter}: &{(char)letter} [{string.Join(", ", Enumerable.Repeat($"*{(char)(letter - 1)}", 9))}]\n")),
        ["yml005-too-deep"] = "kind: " + new string('[', 5_000),
        ["yml007-text-too-long"] = "kind: Mapping\nname: " + new string('x', 40_000),
        ["yml008-too-many-documents"] = string.Concat(Enumerable.Repeat("---\n", 101)),
    };

    public static Dictionary<string, string?> Environment { get; } = new(StringComparer.Ordinal) { ["TOKEN"] = "pat-test", ["SECRET"] = "s3cret", ["BLANK"] = " " };

    /// <summary>What a portal and an org said of themselves: few fields, one custom one on each side.</summary>
    public static SchemaCatalog Live { get; } = new(
        [
            new SchemaObject(SystemName.HubSpot, "contacts",
            [
                new SchemaField("email", "string") { IsUnique = true },
                new SchemaField("lastname", "string") { LengthMax = 200 },
                new SchemaField("shoe_size", "number"),
                new SchemaField("lifecyclestage", "enumeration") { Options = ["lead", "customer"] },
            ]),
            new SchemaObject(SystemName.Salesforce, "Lead",
            [
                new SchemaField("Email", "email") { LengthMax = 80 },
                new SchemaField("LastName", "string") { LengthMax = 80, IsRequired = true },
                new SchemaField("Shoe_Size__c", "double"),
                new SchemaField("Status", "picklist") { Options = ["New", "Done"] },
            ]),
        ],
        [(SystemName.Salesforce, "Account")])
    { HubSpotPortal = 4711 };

    public static ConfigResult Load(string name, string text)
    {
        var file = $"{name}.yaml";
        var findings = new Findings();
        List<SourceText> sources = [new(file, text)];
        if (!text.StartsWith("# alone", StringComparison.Ordinal))
        {
            if (!text.Contains("kind: Connections", StringComparison.Ordinal)) sources.Add(new SourceText("good-connections.yaml", Connections));
            if (!text.Contains("kind: Mapping", StringComparison.Ordinal)) sources.Add(new SourceText("good-mapping.yaml", Companies));
            if (text.Contains("kind: Agreement", StringComparison.Ordinal) && !text.Contains("kind: Team", StringComparison.Ordinal) && !text.StartsWith("# no team", StringComparison.Ordinal)) sources.Add(new SourceText("good-team.yaml", Team));
        }
        return ConfigLoader.Read(Directory, sources, Environment.GetValueOrDefault, text.StartsWith("# live", StringComparison.Ordinal) ? Live : null, findings);
    }

    /// <summary>What is said about the case's own file, and about the directory when it stands alone.</summary>
    public static string Render(string name, ConfigResult result)
    {
        var text = new StringBuilder();
        foreach (var found in result.Diagnostics.Where(found => !found.Place.File.StartsWith("good-", StringComparison.Ordinal)))
            text.Append(DiagnosticText.Render(found with { Place = found.Place with { File = found.Place.File == Directory ? "DIR" : found.Place.File } }, result.Sources.GetValueOrDefault(found.Place.File), colour: false)).Append('\n');
        if (text.Length == 0) text.Append("nothing\n");
        // The built cases repeat themselves a thousand times; their end says what matters.
        return name.StartsWith("cfg013", StringComparison.Ordinal) ? text.ToString()[^400..] : text.ToString();
    }
}

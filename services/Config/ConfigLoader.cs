using System.Collections.Immutable;
using Integration.Config.Agreements;
using Integration.Config.Diagnostics;
using Integration.Config.Mappings;
using Integration.Config.Schemas;
using Integration.Config.Systems;
using Integration.Config.Teams;
using Integration.Config.Yaml;
using Integration.Core.Mappings;

namespace Integration.Config;

/// <summary>Reads an admin's configuration directory.</summary>
public static class ConfigLoader
{
    /// <summary>Reads every <c>*.yaml</c> and <c>*.yml</c> of the directory, resolves its secrets and checks all of it.</summary>
    /// <param name="directory">Subdirectories and hidden files are not read. At most 200 files of at most 1 MB.</param>
    /// <param name="environment">Value of an environment variable, or null; asked only for names that a file refers to.</param>
    /// <param name="live">What the two systems say of their objects just now; null = check against the shipped schema, more mildly where only the systems know.</param>
    /// <returns>The configuration, or null and at least one error. Never throws for what a directory or file holds.</returns>
    public static ConfigResult Load(string directory, Func<string, string?> environment, SchemaCatalog? live = null)
    {
        var findings = new Findings();
        var sources = ConfigFiles.Read(directory, findings);
        return Read(directory, sources, environment, live, findings);
    }

    internal static ConfigResult Read(string directory, IReadOnlyList<SourceText> sources, Func<string, string?> environment, SchemaCatalog? live, Findings findings)
    {
        var catalog = live?.OverStandard() ?? SchemaCatalog.Standard;
        var references = new References(directory, environment, findings);
        var readAll = findings.ErrorCount == 0;
        SystemConnections? connections = null;
        Place? connectionsPlace = null;
        var drafts = new List<MappingDraft>();
        var agreements = new List<AgreementDraft>();
        var teams = new List<YamlMap>();
        foreach (var source in sources)
        {
            var errorsBefore = findings.ErrorCount;
            var documents = YamlReader.Read(source, findings);
            readAll &= findings.ErrorCount == errorsBefore;
            foreach (var document in documents)
                switch (Kind(document, findings))
                {
                    case (Kinds.Connections, var map) when connectionsPlace is null:
                        connectionsPlace = map!.Key("kind")!.Place;
                        connections = ConnectionsReader.Read(map, source, references, catalog.HubSpotPortal, findings);
                        break;
                    case (Kinds.Connections, var map):
                        findings.Report(DiagnosticCodes.TwoConnections, map!.Key("kind")!, "this is a second Connections document", "keep one of the two", new RelatedPlace(connectionsPlace.Value, "the first stands here"));
                        ConnectionsReader.Read(map, source, references, catalog.HubSpotPortal, findings);
                        break;
                    case (Kinds.Mapping, var map):
                        drafts.Add(MappingReader.Read(map!, catalog, findings));
                        break;
                    case (Kinds.Agreement, var map):
                        agreements.Add(AgreementReader.Read(map!, catalog, findings));
                        break;
                    case (Kinds.Team, var map):
                        teams.Add(map!);
                        break;
                    default:
                        // A Connections document with a misspelt kind holds secrets all the same.
                        ConnectionsReader.Hide(document, source);
                        readAll = false;
                        break;
                }
        }
        MappingSet.Check(drafts, findings);
        var roster = TeamReader.Read(teams, findings);
        AgreementSet.Check(agreements, roster, readAll, findings);
        // Where a file could not be read, what it held is not known to be missing.
        if (readAll && sources.Count > 0) Missing(directory, connectionsPlace is not null, drafts.Count > 0, findings);
        var mappings = drafts.Select(draft => draft.Mapping).OfType<Mapping>().OrderBy(mapping => mapping.Name, StringComparer.Ordinal).ToImmutableArray();
        var configuration = findings.ErrorCount == 0 ? new Configuration(connections, mappings)
        {
            Agreements = [.. agreements.Select(draft => draft.Document).OfType<AgreementDocument>().OrderBy(document => document.Agreement.Version)],
            Roster = roster,
        } : null;
        return new ConfigResult(configuration, findings.InOrder(), sources.ToDictionary(source => source.File, StringComparer.Ordinal));
    }

    private static void Missing(string directory, bool hasConnections, bool hasMapping, Findings findings)
    {
        if (!hasConnections)
            findings.Report(DiagnosticCodes.NoConnections, Place.Whole(directory), "there is no Connections document, so there is nothing to run against", "add a `kind: Connections` document");
        if (!hasMapping)
            findings.Report(DiagnosticCodes.NoMapping, Place.Whole(directory), "there is no Mapping document, so nothing would be kept in step", "add a `kind: Mapping` document; docs/samples/two-way-leads has one to start from");
    }

    private enum Kinds
    {
        Unknown,
        Connections,
        Mapping,
        Agreement,
        Team,
    }

    private static (Kinds, YamlMap?) Kind(YamlNode document, Findings findings)
    {
        if (document is not YamlMap map)
        {
            findings.Report(DiagnosticCodes.NotADocument, document, $"a document is a set of keys, not {document.Shape}", "begin it with `kind: Mapping` and write `key: value` lines");
            return (Kinds.Unknown, null);
        }
        var name = map.Entries.FirstOrDefault(entry => entry.Key.Value == "kind").Value;
        if (name is null)
            findings.Report(DiagnosticCodes.NoKind, map.Entries.Count > 0 ? map.Entries[0].Key.Place : map.Place, "the document does not say its kind", "begin it with `kind: Connections`, `kind: Mapping`, `kind: Agreement` or `kind: Team`");
        else if (name is YamlText { IsBlank: false } text && Enum.TryParse<Kinds>(text.Value, out var kind) && kind != Kinds.Unknown && text.Value == kind.ToString())
            return (kind, map);
        else
            findings.Report(DiagnosticCodes.UnknownKind, name, name is YamlText word ? $"there is no kind {Quote.Cautious(word.Value)}" : $"'kind' takes a text, not {name.Shape}",
                NearName.Mend((name as YamlText)?.Value ?? "", Enum.GetNames<Kinds>().Skip(1), "one of Connections, Mapping, Agreement, Team"));
        return (Kinds.Unknown, null);
    }
}

using System.Collections.Immutable;
using Integration.Config.Agreements;
using Integration.Config.Diagnostics;
using Integration.Config.Yaml;
using Integration.Core.Calendars;
using Integration.Core.Routing;

namespace Integration.Config.Teams;

/// <summary>Reads Team documents: who there is and when they work. Not part of the Agreement, since people come and go without a signature.</summary>
internal static class TeamReader
{
    /// <summary>One roster of all Team documents.</summary>
    public static Roster Read(IReadOnlyList<YamlMap> documents, Findings findings)
    {
        var calendars = new Dictionary<string, (Calendar Calendar, YamlText Name)>(StringComparer.Ordinal);
        var reps = new List<(Rep Rep, YamlText Name)>();
        foreach (var document in documents)
        {
            var keys = new KeyReader(document, findings, "a Team document");
            keys.Node("kind");
            foreach (var (name, node) in keys.Map("calendars")?.Entries ?? [])
            {
                if (calendars.TryGetValue(name.Value, out var first))
                    findings.Report(DiagnosticCodes.TeamCalendar, name, $"there are two calendars {Quote.Of(name.Value)}", "keep one", new RelatedPlace(first.Name.Place, "the other stands here"));
                else if (CalendarReader.Read(name, node, findings) is { } calendar)
                    calendars[name.Value] = (calendar, name);
            }
            foreach (var item in Items(keys, findings))
                if (RepReader.Read(item, findings) is var (rep, name)) reps.Add((rep, name));
            keys.Finish();
        }
        var roster = new Roster
        {
            Reps = [.. reps.Select(each => each.Rep)],
            Calendars = calendars.ToImmutableSortedDictionary(each => each.Key, each => each.Value.Calendar, StringComparer.Ordinal),
        };
        RosterChecks.Check(reps, roster, findings);
        return roster;
    }

    private static IReadOnlyList<YamlNode> Items(KeyReader keys, Findings findings)
    {
        switch (keys.Node("reps"))
        {
            case null: return [];
            case YamlList list: return list.Items;
            case var other:
                findings.Report(DiagnosticCodes.WrongShape, other, $"'reps' takes a list, not {other.Shape}", "write `- { name: Ana Alt, salesforce: 005..., teams: [emea] }`");
                return [];
        }
    }
}

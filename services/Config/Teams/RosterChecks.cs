using Integration.Config.Diagnostics;
using Integration.Config.Yaml;
using Integration.Core.Routing;

namespace Integration.Config.Teams;

/// <summary>What must hold between the people of a team.</summary>
internal static class RosterChecks
{
    public static void Check(IReadOnlyList<(Rep Rep, YamlText Name)> reps, Roster roster, Findings findings)
    {
        Doubles(reps, rep => rep.Name, "a name", findings);
        Doubles(reps, rep => rep.SalesforceId, "a Salesforce user", findings);
        foreach (var (rep, name) in reps)
        {
            if (rep.Calendar is { } calendar && !roster.Calendars.ContainsKey(calendar))
                findings.Report(DiagnosticCodes.TeamRep, name, $"there is no calendar {Quote.Of(calendar)}", NearName.Mend(calendar, roster.Calendars.Keys, "add it under `calendars`"));
            if (rep.Manager is { } manager && roster.RepOf(manager) is null)
                findings.Report(DiagnosticCodes.TeamRep, name, $"the manager {Quote.Of(manager)} is not in the team", NearName.Mend(manager, roster.Reps.Select(each => each.Name), "add the person, with weight 0 if it gets no leads"));
            if (Circle(rep, roster) is { } circle)
                findings.Report(DiagnosticCodes.TeamManagers, name, $"the managers go in a circle: {circle}", "let the way up end with somebody who has no manager");
        }
        foreach (var team in reps.SelectMany(each => each.Rep.Teams.Select(team => (Team: team, each.Rep, each.Name))).GroupBy(each => each.Team))
            if (team.All(each => each.Rep.Weight == 0))
                findings.Report(DiagnosticCodes.TeamTurns, team.First().Name, $"everybody of the team {Quote.Of(team.Key)} has weight 0", "give somebody a weight of 1 or more");
    }

    private static void Doubles(IReadOnlyList<(Rep Rep, YamlText Name)> reps, Func<Rep, string> key, string what, Findings findings)
    {
        var seen = new Dictionary<string, YamlText>(StringComparer.Ordinal);
        foreach (var (rep, name) in reps)
            if (!seen.TryAdd(key(rep), name))
                findings.Report(DiagnosticCodes.TeamRep, name, $"two people of the team share {what}", "keep one of the two", new RelatedPlace(seen[key(rep)].Place, "the other stands here"));
    }

    // Told once, at the first of the circle by name: every member would else tell the same.
    private static string? Circle(Rep start, Roster roster)
    {
        var way = new List<string> { start.Name };
        for (var at = roster.RepOf(start.Manager); at is not null && way.Count <= roster.Reps.Length; at = roster.RepOf(at.Manager))
        {
            way.Add(at.Name);
            if (at.Name == start.Name) return way.Min(StringComparer.Ordinal) == start.Name ? string.Join(", ", way.Select(Quote.Of)) : null;
            if (way.SkipLast(1).Contains(at.Name)) return null;
        }
        return null;
    }
}

using System.Collections.Immutable;
using Integration.Config.Agreements;
using Integration.Config.Conditions;
using Integration.Config.Diagnostics;
using Integration.Config.Yaml;
using Integration.Core.Calendars;
using Integration.Core.Routing;

namespace Integration.Config.Teams;

/// <summary>Reads a person of sales: <c>{ name: Ana Alt, salesforce: 005..., hubspot: 77, teams: [emea], weight: 2 }</c>.</summary>
internal static class RepReader
{
    /// <summary>The person and its name as written; null when, reported, it cannot be used.</summary>
    public static (Rep Rep, YamlText Name)? Read(YamlNode node, Findings findings)
    {
        if (node is not YamlMap map)
        {
            findings.Report(DiagnosticCodes.WrongShape, node, $"a person is a set of keys, not {node.Shape}", "write `- { name: Ana Alt, salesforce: 005..., teams: [emea] }`");
            return null;
        }
        var errorsBefore = findings.ErrorCount;
        var keys = new KeyReader(map, findings, "a person of the team");
        var name = keys.RequiredText("name", "add `name: Ana Alt`");
        var user = keys.RequiredText("salesforce", "add `salesforce:` with the Salesforce user id, starting with 005");
        if (user is not null && !(user.Value.Length is 15 or 18 && user.Value.StartsWith("005", StringComparison.Ordinal)))
            findings.Report(DiagnosticCodes.TeamRep, user, $"{Quote.Of(user.Value)} is no id of a Salesforce user", "copy the id from the user's address in Salesforce; it starts with 005");
        var rep = new Rep
        {
            Name = name?.Value ?? "",
            SalesforceId = user?.Value ?? "",
            HubSpotOwnerId = keys.Text("hubspot")?.Value,
            Teams = [.. keys.Texts("teams").Select(team => team.Value).Distinct(StringComparer.Ordinal)],
            Calendar = keys.Text("calendar")?.Value,
            Weight = NumberReader.Count(keys, "weight", findings, 0, 100, 1)!.Value,
            OpenMax = NumberReader.Count(keys, "open-at-most", findings, 0, 100_000),
            Absences = [.. keys.Texts("absent").Select(text => Away(text, findings)).OfType<Absence>()],
            Manager = keys.Text("manager")?.Value,
        };
        keys.Finish();
        return name is null || findings.ErrorCount > errorsBefore ? null : (rep, name);
    }

    // `2026-12-24..2026-12-31`, both days included; whole days in UTC, which the working hours of a calendar lie within but for its edges.
    private static Absence? Away(YamlText text, Findings findings)
    {
        var parts = text.Value.Split("..", 2, StringSplitOptions.TrimEntries);
        var from = CalendarReader.Day(text with { Value = parts[0] }, findings);
        var to = parts.Length == 1 ? from : CalendarReader.Day(text with { Value = parts[1] }, findings);
        if (from is not { } first || to is not { } last) return null;
        if (first <= last) return new Absence(new DateTimeOffset(first, TimeOnly.MinValue, TimeSpan.Zero), new DateTimeOffset(last.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero));
        findings.Report(DiagnosticCodes.TeamRep, text, $"{Quote.Of(text.Value)} ends before it begins", "write the first day, two points, the last day");
        return null;
    }
}

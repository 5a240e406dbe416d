using Integration.EndToEnd.Tests.Cases.Runs;
using Integration.EndToEnd.Tests.Rigs;

namespace Integration.EndToEnd.Tests.Cases.Judging;

/// <summary>Says what is wrong at the end of a case by reading both stores; the service is asked for its holds and its journal, and believed in nothing else.</summary>
/// <remarks>
/// Everybody is where they should be and once, values agree, what a human set is there or its loss is in the journal, and whatever is
/// held is held for the reason that the plan names. A hold that the plan does not name is a fault: it would excuse anything.
/// </remarks>
internal sealed class Judge(Outside outside, Service service, string slug, IReadOnlyCollection<Person> people, IReadOnlyList<HumanEdit> edits, Func<string, string, string> user)
{
    private readonly List<string> problems = [];

    public async Task<IReadOnlyList<string>> JudgeAsync(Expectations expected)
    {
        problems.Clear();
        var scene = await Scene.LookAsync(outside, slug);
        Known(scene);
        EverybodyOnce(scene);
        var held = await HeldAsync(expected);
        foreach (var person in people.Where(person => person.IsPaired)) InStep(scene, person, expected, held);
        foreach (var (system, who, field, value, text) in expected.Values) Expected(scene, system, who, field, Person.Filled(value, slug), text, user);
        await CompaniesAsync(scene, expected);
        if (problems.Count == 0) await NothingLostAsync(scene, expected, held);
        return [.. problems];
    }

    /// <summary>The last lines of everybody's journal.</summary>
    public async Task<string> JournalAsync(int linesMax)
    {
        var lines = new List<string>();
        foreach (var person in people.Take(4))
            foreach (var line in await LinesAsync(person)) lines.Add($"{person.Name}: {line}");
        return string.Join('\n', lines.TakeLast(linesMax));
    }

    /// <summary>Ids that are not known yet are taken from whoever carries the address.</summary>
    private void Known(Scene scene)
    {
        foreach (var person in people)
        {
            if (person.IsInHubSpot) person.HubSpotId ??= scene.Of(person, "hubspot")?.Id;
            if (person.IsInSalesforce) person.SalesforceId ??= scene.Of(person, "salesforce")?.Id;
        }
    }

    private void EverybodyOnce(Scene scene)
    {
        foreach (var person in people)
        {
            if (scene.Of(person, "hubspot") is null == person.IsInHubSpot) problems.Add($"{person.Name} should {(person.IsInHubSpot ? "" : "not ")}be in HubSpot ({person.HubSpotKey})");
            if (scene.Of(person, "salesforce") is null == person.IsInSalesforce) problems.Add($"{person.Name} should {(person.IsInSalesforce ? "" : "not ")}be in Salesforce ({person.SalesforceKey})");
        }
        foreach (var extra in scene.Contacts.Where(contact => people.All(person => person.HubSpotId != contact.Id))) problems.Add($"HubSpot has one too many: {extra.Id} {extra["email"]}");
        foreach (var extra in scene.People.Where(record => people.All(person => person.SalesforceId != record.Id))) problems.Add($"Salesforce has one too many: {extra.Id} {extra["Email"]}");
    }

    private async Task<List<(Person Person, string Code, string? Field)>> HeldAsync(Expectations expected)
    {
        var entries = await service.HeldEntriesAsync();
        var held = people.SelectMany(person => entries.Where(entry => entry.Keys.Contains(person.HubSpotKey) || entry.Keys.Contains(person.SalesforceKey))
            .Select(entry => (Person: person, entry.Code, entry.Field))).Distinct().ToList();
        foreach (var (who, code, field) in expected.Held)
            if (!held.Exists(entry => entry.Person.Name == who && entry.Code == code && (field is null || entry.Field == field))) problems.Add($"{who} is not held by {code} {field}");
        foreach (var entry in held)
            if (!expected.Held.Exists(said => said.Who == entry.Person.Name && said.Code == entry.Code)) problems.Add($"{entry.Person.Name} is held by {entry.Code} {entry.Field}");
        return held;
    }

    private void InStep(Scene scene, Person person, Expectations expected, List<(Person Person, string Code, string? Field)> held)
    {
        if (scene.Of(person, "hubspot") is not { } contact || scene.Of(person, "salesforce") is not { } other) return;
        foreach (var field in JudgedField.All.Where(field => field.IsKept))
        {
            if (!Scene.TryValue(other, "salesforce", field, out var value) || JudgedField.Same(contact[field.HubSpot], value)) continue;
            if (expected.Differing.Contains((person.Name, field.HubSpot)) || Excused(held, person, field.HubSpot)) continue;
            problems.Add($"{person.Name} differs in {field.HubSpot}: HubSpot '{contact[field.HubSpot]}', Salesforce '{value}'");
        }
    }

    private async Task CompaniesAsync(Scene scene, Expectations expected)
    {
        foreach (var company in expected.Companies.Concat(expected.Employed.Select(each => each.Company)).Distinct())
        {
            SeenRecord?[] both = [await CompanyAsync("hubspot", company), await CompanyAsync("salesforce", company)];
            if (both[0] is not { } hubSpot || both[1] is not { } salesforce) continue;
            foreach (var who in expected.Employed.Where(each => each.Company == company).Select(each => people.First(person => person.Name == each.Who)))
            {
                if (who.HubSpotId is null || await outside.EmployerAsync(who.HubSpotId) != hubSpot.Id) problems.Add($"{who.Name} is not employed by {company} in HubSpot");
                if (scene.Of(who, "salesforce")?["AccountId"] != salesforce.Id) problems.Add($"{who.Name} is not employed by {company} in Salesforce");
            }
        }
    }

    private async Task<SeenRecord?> CompanyAsync(string system, string company)
    {
        try
        {
            if (await outside.CompanyAsync(system, Companies.NameOf(company, slug)) is { } found) return found;
            problems.Add($"{company} is not in {system}");
        }
        catch (InvalidOperationException)
        {
            problems.Add($"{company} is in {system} more than once");
        }
        return null;
    }

    private void Expected(Scene scene, string? system, string who, string fieldName, string value, string text, Func<string, string, string> userIn)
    {
        var field = JudgedField.Named(fieldName);
        foreach (var each in system is null ? (string[])["hubspot", "salesforce"] : [system])
        {
            var record = scene.Of(people.First(person => person.Name == who), each);
            if (record is null) problems.Add($"'{text}': {who} is not in {each}");
            else if (Scene.TryValue(record, each, field, out var found) && !JudgedField.Same(found, userIn(each, value))) problems.Add($"'{text}': {each} has '{found}'");
        }
    }

    /// <summary>Each value that a human set is on both sides, or a human replaced it, or the journal has it, or it is held by name.</summary>
    private async Task NothingLostAsync(Scene scene, Expectations expected, List<(Person Person, string Code, string? Field)> held)
    {
        foreach (var (who, value) in expected.Journal)
            if (!(await LinesAsync(people.First(person => person.Name == who))).Exists(line => line.Contains(value, StringComparison.Ordinal))) problems.Add($"the journal of {who} does not have '{value}'");
        for (var at = 0; at < edits.Count; at++)
        {
            var edit = edits[at];
            var field = JudgedField.Named(edit.Field);
            if (!edit.Person.IsPaired || edit.Value.Length == 0 || Replaced(at) || expected.Differing.Contains((edit.Person.Name, edit.Field)) || Excused(held, edit.Person, edit.Field)) continue;
            var sides = field.IsKept ? (string[])["hubspot", "salesforce"] : [edit.System];
            if (sides.All(side => scene.Of(edit.Person, side) is { } record && (!Scene.TryValue(record, side, field, out var value) || JudgedField.Same(value, edit.Value)))) continue;
            if ((await LinesAsync(edit.Person)).Exists(line => Replaces(line, edit.Value))) continue;
            problems.Add($"lost: {edit.Field}='{edit.Value}', set on {edit.Person.Name} in {edit.System}, is nowhere, and nothing says why");
        }
    }

    // The same cell was set again by hand; or the other side's was, when this value had arrived there already.
    private bool Replaced(int at) => edits.Skip(at + 1).Any(later =>
        later.Person == edits[at].Person && later.Field == edits[at].Field && (later.System == edits[at].System || later.Era > edits[at].Era));

    // A line tells the value before and after; overwritten on its own side or passed over, it stands before the arrow.
    private static bool Replaces(string line, string value) =>
        (line.StartsWith("Lost ", StringComparison.Ordinal) || line.StartsWith("Written ", StringComparison.Ordinal)) && line.Contains($" '{value}' -> ", StringComparison.Ordinal);

    private static bool Excused(List<(Person Person, string Code, string? Field)> held, Person person, string field) =>
        held.Exists(entry => entry.Person == person && (entry.Field is null || entry.Field == field));

    private async Task<List<string>> LinesAsync(Person person)
    {
        var lines = new List<string>();
        foreach (var key in (string[])[person.HubSpotKey, person.SalesforceKey])
            if (await service.StoryAsync(key) is { } story)
                lines.AddRange(story["journal"]!.AsArray().Select(line => $"{line!["kind"]} {line["record"]} {line["field"]} '{line["before"]}' -> '{line["after"]}' by {line["rule"]}"));
        return [.. lines.Distinct()];
    }
}

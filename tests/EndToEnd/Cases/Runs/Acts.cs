using System.Text.Json.Nodes;
using Integration.EndToEnd.Tests.Cases.Judging;
using Integration.EndToEnd.Tests.Cases.Plans;
using Integration.EndToEnd.Tests.Cases.Worlds;

namespace Integration.EndToEnd.Tests.Cases.Runs;

/// <summary>What people do in their own system: <c>SYSTEM edit|create|delete|undelete|privacy-delete|opt-out|merge|convert WHO ...</c>; and who is to be there afterwards.</summary>
internal sealed class Acts(CaseRig rig, Cast cast)
{
    private readonly Companies companies = new(rig, cast);

    public async Task<bool> TryAsync(Step step)
    {
        if (step.Verb == "people")
        {
            await BeginAsync(step.Words.SelectMany(CasePlan.Crowd));
            return true;
        }
        if (step.Verb is "absent" or "present")
        {
            foreach (var person in CasePlan.Crowd(step.Word(1)).Select(name => cast[name]))
                if (step.Word(0) == "hubspot") person.IsInHubSpot = step.Verb == "present";
                else person.IsInSalesforce = step.Verb == "present";
            return true;
        }
        if (step.Verb == "same")
        {
            BecomeOne(cast[step.Word(0)], cast[step.Word(1)]);
            return true;
        }
        if (step.Verb is not ("hubspot" or "salesforce")) return false;
        cast.Delivered = await rig.Outside.DeliveredAsync();
        var action = step.Word(0);
        if (await companies.TryAsync(step)) return true;
        foreach (var name in CasePlan.Crowd(step.Word(1)))
        {
            cast.Acts++;
            await (action switch
            {
                "create" => CreateAsync(step, name),
                "edit" => EditAsync(step, cast[name]),
                "merge" => MergeAsync(step, cast[name], cast[step.Word(2)]),
                "convert" => ConvertAsync(step, cast[name]),
                "delete" or "undelete" or "privacy-delete" => EndAsync(step, cast[name], action),
                "opt-out" => OptOutAsync(step, cast[name]),
                _ => throw new FormatException($"nobody can '{action}'"),
            });
        }
        return true;
    }

    private async Task BeginAsync(IEnumerable<string> names)
    {
        var scene = await Scene.LookAsync(rig.Outside.Seen, cast.Slug);
        foreach (var name in names)
        {
            var person = cast.Add(name);
            person.HubSpotId = scene.Of(person, "hubspot")?.Id ?? throw new InvalidOperationException($"{name} did not begin in HubSpot");
            person.SalesforceId = scene.Of(person, "salesforce")?.Id ?? throw new InvalidOperationException($"{name} did not begin in Salesforce");
        }
    }

    private async Task CreateAsync(Step step, string name)
    {
        var person = cast.People.FirstOrDefault(each => each.Name == name) ?? cast.Add(name);
        var begun = Person.Seed(name, cast.Slug);
        foreach (var (field, value) in step.Named.Where(field => field.Key != "object")) begun[field] = value.Length == 0 ? null : Filled(value);
        var objectName = step.Verb == "hubspot" ? "contacts" : step.Name("object") ?? "Lead";
        var fields = new JsonObject();
        foreach (var (field, value) in begun)
            if (value is not null && InWords(step.Verb, field, objectName == "Contact" ? "003" : "00Q") is { } word) fields[word] = value;
        var made = await rig.Outside.ActAsync(step.Verb, Act(step.Verb, "create", objectName, null, fields));
        if (step.Verb == "hubspot") (person.HubSpotId, person.IsInHubSpot) = (IdOf(step.Verb, made), true);
        else (person.SalesforceId, person.IsInSalesforce) = (IdOf(step.Verb, made), true);
        foreach (var (field, value) in step.Named.Where(field => field.Key != "object")) cast.Edits.Add(new HumanEdit(person, step.Verb, field, Filled(value), cast.Era));
    }

    private async Task EditAsync(Step step, Person person)
    {
        await KnownAsync(person, step.Verb);
        var fields = new JsonObject();
        foreach (var (field, value) in step.Named)
        {
            var filled = rig.Outside.UserIn(step.Verb, Filled(value));
            fields[InWords(step.Verb, field, person.SalesforceId ?? "") ?? throw new FormatException($"'{step.Text}': {person.Name} has no {field} there")] = filled.Length == 0 ? null : filled;
            if (!Worlds.OutsideWorld.IsUser(value)) cast.Edits.Add(new HumanEdit(person, step.Verb, field, filled, cast.Era));
        }
        await rig.Outside.ActAsync(step.Verb, On(step.Verb, "edit", person, fields));
    }

    private async Task MergeAsync(Step step, Person survivor, Person other)
    {
        await KnownAsync(survivor, step.Verb);
        await KnownAsync(other, step.Verb);
        var act = On(step.Verb, "merge", survivor, null);
        if (step.Verb == "hubspot") act["otherId"] = other.HubSpotId;
        else act["losers"] = new JsonArray(other.SalesforceId);
        var made = await rig.Outside.ActAsync(step.Verb, act);
        if (step.Verb == "hubspot") (survivor.HubSpotId, other.IsInHubSpot) = (IdOf(step.Verb, made), false);
        else other.IsInSalesforce = false;
    }

    // The one is left in HubSpot, the other in Salesforce: they are one person from now on, under the address of either.
    private static void BecomeOne(Person inHubSpot, Person inSalesforce)
    {
        (inHubSpot.SalesforceId, inHubSpot.IsInSalesforce) = (inSalesforce.SalesforceId, true);
        (inSalesforce.SalesforceId, inSalesforce.IsInSalesforce) = (Person.Nobody, false);
    }

    /// <summary>Into a new Contact, or with <c>into=WHO</c> into that person's.</summary>
    private async Task ConvertAsync(Step step, Person person)
    {
        await KnownAsync(person, step.Verb);
        var act = On("salesforce", "convert", person, null);
        act["status"] = "Closed - Converted";
        if (step.Name("into") is { } into)
        {
            await KnownAsync(cast[into], step.Verb);
            act["contactId"] = cast[into].SalesforceId;
            act["accountId"] = IdOf("salesforce", await rig.Outside.ActAsync("salesforce", Act("salesforce", "create", "Account", null, new JsonObject { ["Name"] = "Acme" })));
        }
        var made = await rig.Outside.ActAsync("salesforce", act);
        var contact = made["records"]!.AsArray().Select(record => record!["Id"]!.ToString()).Single(id => id.StartsWith("003", StringComparison.Ordinal));
        var gone = person;
        if (step.Name("into") is not { } name) gone = null;
        else if (!cast[name].IsInHubSpot) gone = cast[name];
        // Two became one: whose counterpart in HubSpot is not linked to the Contact is in Salesforce no more.
        if (gone is not null) (gone.SalesforceId, gone.IsInSalesforce) = (null, false);
        if (gone != person) person.SalesforceId = contact;
    }

    private async Task EndAsync(Step step, Person person, string action)
    {
        await KnownAsync(person, step.Verb);
        await rig.Outside.ActAsync(step.Verb, On(step.Verb, action, person, null));
        if (step.Verb == "hubspot") person.IsInHubSpot = action == "undelete";
        else person.IsInSalesforce = action == "undelete";
    }

    private async Task OptOutAsync(Step step, Person person)
    {
        await KnownAsync(person, step.Verb);
        await rig.Outside.ActAsync(step.Verb, On(step.Verb, "opt-out", person, null));
    }

    // Whoever the service made is known by address; people act on what they see in front of them.
    private async Task KnownAsync(Person person, string system)
    {
        if ((system == "hubspot" ? person.HubSpotId : person.SalesforceId) is not null) return;
        var seen = (await Scene.LookAsync(rig.Outside.Seen, cast.Slug)).Of(person, system) ?? throw new InvalidOperationException($"{person.Name} is not in {system}");
        if (system == "hubspot") person.HubSpotId = seen.Id;
        else person.SalesforceId = seen.Id;
    }

    private string Filled(string value) => Person.Filled(value, cast.Slug);

    private static string? InWords(string system, string field, string salesforceId) => system == "hubspot" ? field : JudgedField.Named(field).On(salesforceId);

    private static JsonObject On(string system, string action, Person person, JsonObject? fields) =>
        system == "hubspot" ? Act(system, action, "contacts", person.HubSpotId, fields) : Act(system, action, person.SalesforceKey.Split('/')[1], person.SalesforceId, fields);

    private static JsonObject Act(string system, string action, string objectName, string? id, JsonObject? fields)
    {
        var act = new JsonObject { ["system"] = system, ["user"] = "rep@sandbox.test", ["action"] = action, ["object"] = objectName };
        if (id is not null) act["id"] = id;
        if (fields is not null) act[system == "hubspot" ? "properties" : "fields"] = fields;
        return act;
    }

    private static string IdOf(string system, JsonNode made) => system == "hubspot" ? made["id"]!.ToString() : made["record"]!["Id"]!.ToString();
}

using Integration.EndToEnd.Tests.Rigs;

namespace Integration.EndToEnd.Tests.Journeys;

/// <summary>A working day in a minute: edits by people on both sides, some of them on the same record and field.</summary>
internal static class Edits
{
    /// <summary><paramref name="count"/> edits of titles and cities in HubSpot, one per contact.</summary>
    public static async Task InHubSpotAsync(Rig rig, int count, int from, string word)
    {
        var contacts = await PeopleAsync(rig);
        foreach (var chunk in contacts.Skip(from).Take(count).Chunk(250))
            await rig.Outside.ActAsync(rig.Outside.HubSpot, chunk.Select((contact, i) => rig.Outside.EditContact(contact.Id, i % 2 == 0 ? "jobtitle" : "city", $"{word} {contact.Id}")));
    }

    /// <summary>The same in Salesforce, on the leads of the same persons in the same order.</summary>
    public static async Task InSalesforceAsync(Rig rig, int count, int from, string word)
    {
        var contacts = await PeopleAsync(rig);
        var leads = (await rig.Outside.SalesforceAsync("Lead")).Values.ToDictionary(lead => lead["Email"]!.ToLowerInvariant());
        foreach (var chunk in contacts.Skip(from).Take(count).Chunk(250))
            await rig.Outside.ActAsync(rig.Outside.Salesforce, chunk.Select((contact, i) => rig.Outside.EditLead(leads[contact["email"]!.ToLowerInvariant()].Id, i % 2 == 0 ? "Title" : "City", $"{word} {contact.Id}")));
    }

    /// <summary>1,000 on each side, 200 of them on the same record and field.</summary>
    public static async Task ThousandOnEachSideAsync(Rig rig, int count = 1_000, int both = 200)
    {
        await InHubSpotAsync(rig, count - both, from: 0, "marketing");
        await InSalesforceAsync(rig, count - both, from: count - both, "sales");
        await Task.WhenAll(
            InHubSpotAsync(rig, both, from: 2 * (count - both), "marketing"),
            InSalesforceAsync(rig, both, from: 2 * (count - both), "sales"));
    }

    public static async Task<List<SeenRecord>> PeopleAsync(Rig rig) =>
        [.. (await rig.Outside.ContactsAsync()).Values.Where(contact => contact["email"] is not null).OrderBy(contact => long.Parse(contact.Id))];
}

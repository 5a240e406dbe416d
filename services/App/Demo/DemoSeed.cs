using System.Text.Json.Nodes;
using Integration.Sandbox.Control;

namespace Integration.App.Demo;

/// <summary>A believable portal and org, as two teams that never spoke would have left them.</summary>
/// <remarks>
/// 300 HubSpot contacts, 200 leads, 40 Salesforce contacts. 80 leads and 20 contacts are the same people as in HubSpot, some
/// with another title, phone or city; the companies have web addresses, every second contact and every lead has an owner; 5 HubSpot contacts have no address, so that something is held and says so.
/// </remarks>
internal static class DemoSeed
{
    private const int HubSpotContacts = 300;
    private const int SharedLeads = 80;
    private const int SharedContacts = 20;
    private const int Leads = 200;
    private const int SalesforceContacts = 40;
    private const int WithoutAddress = 5;

    /// <summary>Works in HubSpot; the portal takes only users that it knows.</summary>
    public const string Marketer = "nora.lindt@sandbox.test";

    /// <summary>Who works in both systems.</summary>
    public static readonly IReadOnlyList<string> Reps = ["Nora Lindt", "Omar Haddad", "Petra Vogel", "Quinn Baker"];
    private static readonly string[] LeadStatuses = ["Open - Not Contacted", "Working - Contacted", "Closed - Not Converted"];

    private static readonly IReadOnlyList<DemoPerson> Everyone = DemoPeople.Make(HubSpotContacts + Leads - SharedLeads + SalesforceContacts - SharedContacts);

    /// <summary>Fills an empty portal.</summary>
    /// <exception cref="SandboxRefusedException">The portal refused a record: the demo and the Sandbox do not fit together.</exception>
    public static void FillHubSpot(ISandboxSystem portal)
    {
        var owners = portal.Seed("owners", [.. Reps.Select(rep => Row(("firstName", rep.Split(' ')[0]), ("lastName", rep.Split(' ')[1]), ("email", Mail(rep))))])["ids"]!.AsArray();
        portal.Seed("companies", [.. Everyone.Take(HubSpotContacts).DistinctBy(person => person.Company).Select(person => Row(("name", person.Company), ("domain", new Uri(person.Website).Host["www.".Length..])))]);
        portal.Seed("contacts", [.. Everyone.Take(HubSpotContacts).Select((person, index) => HubSpotContact(person, index, index % 2 == 0 ? owners[index % owners.Count] : null))]);
    }

    /// <summary>Fills an empty org.</summary>
    /// <exception cref="SandboxRefusedException">The org refused a record: the demo and the Sandbox do not fit together.</exception>
    public static void FillSalesforce(ISandboxSystem org)
    {
        var users = org.Seed("User", [.. Reps.Select(rep => Row(
            ("Username", Mail(rep)), ("Email", Mail(rep)), ("FirstName", rep.Split(' ')[0]), ("LastName", rep.Split(' ')[1]), ("Alias", rep.Split(' ')[0].ToLowerInvariant())))])["ids"]!.AsArray();
        var strangers = Everyone.Skip(HubSpotContacts).ToList();
        org.Seed("Lead", [.. Everyone.Take(SharedLeads).Concat(strangers.Take(Leads - SharedLeads)).Select((person, index) => Lead(person, index, users[index % users.Count]))]);

        var contacts = Everyone.Skip(SharedLeads).Take(SharedContacts).Concat(strangers.Skip(Leads - SharedLeads)).ToList();
        var companies = contacts.Select(person => person.Company).Distinct().ToList();
        var accounts = org.Seed("Account", [.. contacts.DistinctBy(person => person.Company).Select((person, index) => Row(("Name", person.Company), ("Website", person.Website), ("OwnerId", Id(users[index % users.Count]))))])["ids"]!.AsArray();
        org.Seed("Contact", [.. contacts.Select((person, index) => SalesforceContact(person, index, accounts[companies.IndexOf(person.Company)], users[index % users.Count]))]);
    }

    private static IReadOnlyDictionary<string, string?> HubSpotContact(DemoPerson person, int index, JsonNode? owner) => Row(
        ("email", index < HubSpotContacts - WithoutAddress ? person.Email : null), ("firstname", person.First), ("lastname", person.Last),
        ("jobtitle", person.Title), ("phone", person.Phone), ("company", person.Company), ("city", person.City), ("zip", person.Zip),
        ("country", person.Country), ("website", person.Website), ("hubspot_owner_id", Id(owner)));

    private static IReadOnlyDictionary<string, string?> Lead(DemoPerson person, int index, JsonNode? owner) => Row(
        ("Email", person.Email), ("FirstName", person.First), ("LastName", person.Last), ("Company", person.Company),
        ("Title", index % 3 == 0 ? "Senior " + person.Title : person.Title),
        ("Phone", index % 4 == 0 ? "(030) " + person.Phone[^6..] : person.Phone),
        ("City", index % 5 == 0 ? null : person.City), ("PostalCode", person.Zip), ("Country", person.Country), ("Website", person.Website),
        ("Status", LeadStatuses[index % LeadStatuses.Length]), ("OwnerId", Id(owner)));

    private static IReadOnlyDictionary<string, string?> SalesforceContact(DemoPerson person, int index, JsonNode? account, JsonNode? owner) => Row(
        ("Email", person.Email), ("FirstName", person.First), ("LastName", person.Last), ("AccountId", Id(account)), ("OwnerId", Id(owner)),
        ("Title", index % 3 == 0 ? "Senior " + person.Title : person.Title), ("Phone", person.Phone),
        ("MailingCity", person.City), ("MailingPostalCode", person.Zip), ("MailingCountry", person.Country));

    private static string? Id(JsonNode? id) => id?.GetValue<string>();

    public static string Mail(string rep) => rep.Replace(' ', '.').ToLowerInvariant() + "@sandbox.test";

    private static Dictionary<string, string?> Row(params (string Field, string? Value)[] fields) => fields.ToDictionary(field => field.Field, field => field.Value);
}

using Integration.EndToEnd.Tests.Cases.Runs;
using Integration.EndToEnd.Tests.Rigs;

namespace Integration.EndToEnd.Tests.Cases.Judging;

/// <summary>What both stores hold of one case, read from outside.</summary>
/// <param name="Contacts">HubSpot's live contacts.</param>
/// <param name="People">Salesforce's live Leads that are not converted, and its Contacts.</param>
internal sealed record Scene(IReadOnlyList<SeenRecord> Contacts, IReadOnlyList<SeenRecord> People)
{
    public static async Task<Scene> LookAsync(Outside outside, string slug)
    {
        var leads = (await outside.SalesforceAsync("Lead")).Values.Where(lead => lead["IsConverted"] != "true");
        var contacts = (await outside.SalesforceAsync("Contact")).Values;
        return new Scene(
            [.. (await outside.ContactsAsync()).Values.Where(contact => Person.IsOf(slug, contact["email"], contact["lastname"]))],
            [.. leads.Concat(contacts).Where(person => Person.IsOf(slug, person["Email"], person["LastName"]))]);
    }

    public SeenRecord? Of(Person person, string system)
    {
        var (records, id, email) = system == "hubspot" ? (Contacts, person.HubSpotId, "email") : (People, person.SalesforceId, "Email");
        // Whoever was made by the service is known by address until their id is.
        return records.FirstOrDefault(record => id is null ? JudgedField.Same(record[email], person.Email) : record.Id == id);
    }

    /// <summary>A field's value on one side, by HubSpot's name; false = that record has no such field.</summary>
    public static bool TryValue(SeenRecord record, string system, JudgedField field, out string? value)
    {
        var name = system == "hubspot" ? field.HubSpot : field.On(record);
        value = name is null ? null : record[name];
        return name is not null;
    }
}

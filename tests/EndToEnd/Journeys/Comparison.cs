using Integration.EndToEnd.Tests.Rigs;

namespace Integration.EndToEnd.Tests.Journeys;

/// <summary>Compares both systems by reading them from outside: an independent, slow and obvious statement of "in step".</summary>
internal static class Comparison
{
    private static readonly (string HubSpot, string Salesforce)[] Fields =
    [
        ("email", "Email"), ("firstname", "FirstName"), ("lastname", "LastName"), ("company", "Company"),
        ("jobtitle", "Title"), ("industry", "Industry"), ("city", "City"), ("country", "Country"),
    ];

    /// <summary>Every contact with an address has exactly one Lead with equal values; every other one is listed as held, by name.</summary>
    /// <returns>How many are in step, and how many are held.</returns>
    public static async Task<(int InStep, int Held)> AssertInStepAsync(Rig rig)
    {
        var contacts = await rig.Outside.ContactsAsync();
        var leads = await rig.Outside.SalesforceAsync("Lead");
        var held = await rig.Service.HeldAsync();
        var byEmail = leads.Values.Where(lead => lead["Email"] is not null).ToLookup(lead => lead["Email"]!.ToLowerInvariant());
        var problems = new List<string>();
        var (inStep, heldCount) = (0, 0);
        foreach (var contact in contacts.Values)
        {
            if (contact["email"] is not { } email)
            {
                if (held.GetValueOrDefault($"HubSpot/contacts/{contact.Id}") == "PAIR-NO-MATCH-VALUE") heldCount++;
                else problems.Add($"contact {contact.Id} has no address and is not listed as held");
                continue;
            }
            var answering = byEmail[email.ToLowerInvariant()].ToList();
            if (answering.Count != 1) problems.Add($"contact {contact.Id} has {answering.Count} leads");
            else if (Difference(contact, answering[0]) is { } difference) problems.Add($"contact {contact.Id} and lead {answering[0].Id} differ in {difference}");
            else inStep++;
        }
        if (leads.Count != inStep) problems.Add($"{leads.Count} leads for {inStep} contacts in step");
        Assert.True(problems.Count == 0, $"{problems.Count} problems:\n{string.Join('\n', problems.Take(20))}");
        return (inStep, heldCount);
    }

    private static string? Difference(SeenRecord contact, SeenRecord lead)
    {
        foreach (var (hubSpot, salesforce) in Fields)
            if (!string.Equals(contact[hubSpot]?.Trim(), lead[salesforce]?.Trim(), StringComparison.OrdinalIgnoreCase))
                return $"{hubSpot}: '{contact[hubSpot]}' and '{lead[salesforce]}'";
        return null;
    }
}

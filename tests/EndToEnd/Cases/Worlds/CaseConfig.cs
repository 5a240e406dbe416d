namespace Integration.EndToEnd.Tests.Cases.Worlds;

/// <summary>The admin's files for the cases: a row for every policy.</summary>
internal static class CaseConfig
{
    public static void Write(string folder, Uri hubSpot, Uri salesforce, Uri webhooks)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "connections.yaml"), $$"""
            kind: Connections
            hubspot:
              portal: 7654321
              url: {{hubSpot}}
              token: "${env:HUBSPOT_TOKEN}"
              webhookSecret: "${env:HUBSPOT_SECRET}"
              webhookUrl: {{webhooks}}
              dailyCalls: 100%
            salesforce:
              url: {{salesforce}}
              clientId: sandbox
              clientSecret: "${env:SALESFORCE_SECRET}"
              dailyCalls: 100%
            """);
        File.WriteAllText(Path.Combine(folder, "mapping.yaml"), Mapping);
        File.Delete(Path.Combine(folder, CompaniesFile));
    }

    public const string CompaniesFile = "companies.yaml";

    public const string Employment = "  - { hubspot: associations.company, salesforce: Contact.AccountId, type: reference, to: companies }";

    public const string Companies = """
        kind: Mapping
        name: companies
        hubspot: companies
        salesforce: Account
        match: [domain]
        create: { salesforce: always, hubspot: always }
        delete: { hubspot: unlink, salesforce: unlink }
        fields:
          - { hubspot: domain, salesforce: Website, type: domain, never-blank: true }
          - { hubspot: name,   salesforce: Name, conflict: salesforce, never-blank: true }
        """;

    public const string Mapping = """
        kind: Mapping
        name: people
        hubspot: contacts
        salesforce: [Lead, Contact]
        match: [email]
        create: { salesforce: always, hubspot: always }
        delete: { hubspot: unlink, salesforce: unlink }
        fields:
          - { hubspot: email,         salesforce: Email }
          - { hubspot: firstname,     salesforce: FirstName, conflict: hubspot }
          - { hubspot: lastname,      salesforce: LastName, conflict: salesforce, never-blank: true, default: "[not provided]" }
          - { hubspot: company,       salesforce: Lead.Company, conflict: newest, else: salesforce, never-blank: true, default: "[not provided]" }
          - { hubspot: jobtitle,      salesforce: Title, conflict: newest, else: salesforce }
          - { hubspot: address,       salesforce: [Lead.Street, Contact.MailingStreet], conflict: hold }
          - { hubspot: city,          salesforce: [Lead.City, Contact.MailingCity], conflict: fill-blank, else: salesforce }
          - { hubspot: country,       salesforce: [Lead.Country, Contact.MailingCountry] }
          - { hubspot: state,         salesforce: [Lead.State, Contact.MailingState], direction: to-salesforce, drift: reassert }
          - { hubspot: message,       salesforce: Description, direction: to-hubspot }
          - { hubspot: annualrevenue, salesforce: Lead.AnnualRevenue, type: number, conflict: max }
          - hubspot: lifecyclestage
            salesforce: Lead.Status
            direction: to-hubspot
            conflict: most-advanced
            order: [other, subscriber, lead, marketingqualifiedlead, salesqualifiedlead, opportunity, customer, evangelist]
            values:
              Open - Not Contacted: marketingqualifiedlead
              Working - Contacted: salesqualifiedlead
              Closed - Converted: opportunity
              Closed - Not Converted: lead
        """;
}

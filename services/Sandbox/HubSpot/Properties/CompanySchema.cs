namespace Integration.Sandbox.HubSpot.Properties;

/// <summary>The company properties an account sync meets.</summary>
internal static class CompanySchema
{
    public static IReadOnlyList<PropertyDefinition> Properties { get; } = SchemaTable.Parse("companyinformation", """
        name                    | string/text        |   | Company name
        domain                  | string/text        |   | Company Domain Name
        hs_additional_domains   | enumeration/checkbox | r | Additional Domains
        website                 | string/text        |   | Website URL
        description             | string/textarea    |   | Description
        phone                   | string/phonenumber |   | Phone Number
        address                 | string/text        |   | Street Address
        address2                | string/text        |   | Street Address 2
        city                    | string/text        |   | City
        state                   | string/text        |   | State/Region
        zip                     | string/text        |   | Postal Code
        country                 | string/text        |   | Country/Region
        industry                | enumeration/select |   | Industry | COMPUTER_SOFTWARE, INFORMATION_TECHNOLOGY_AND_SERVICES, INTERNET, FINANCIAL_SERVICES, BANKING, INSURANCE, HOSPITAL_HEALTH_CARE, MACHINERY, MANAGEMENT_CONSULTING, MARKETING_AND_ADVERTISING, RETAIL, TELECOMMUNICATIONS, AUTOMOTIVE, CONSTRUCTION
        type                    | enumeration/select |   | Type | PROSPECT, PARTNER, RESELLER, VENDOR, OTHER
        annualrevenue           | number/number      |   | Annual Revenue
        numberofemployees       | number/number      |   | Number of Employees
        lifecyclestage          | enumeration/radio  | x | Lifecycle Stage | subscriber=Subscriber, lead=Lead, marketingqualifiedlead=Marketing Qualified Lead, salesqualifiedlead=Sales Qualified Lead, opportunity=Opportunity, customer=Customer, evangelist=Evangelist, other=Other
        hs_lead_status          | enumeration/radio  |   | Lead Status | NEW=New, OPEN=Open, IN_PROGRESS=In Progress, OPEN_DEAL=Open Deal, UNQUALIFIED=Unqualified, ATTEMPTED_TO_CONTACT=Attempted to Contact, CONNECTED=Connected, BAD_TIMING=Bad Timing
        hubspot_owner_id        | enumeration/select | x | Company owner
        hubspot_owner_assigneddate | datetime/date   | c | Owner Assigned Date
        hs_object_id            | number/number      | c | Record ID
        createdate              | datetime/date      | c | Create Date
        hs_createdate           | datetime/date      | ch | Object create date/time
        hs_lastmodifieddate     | datetime/date      | c | Last Modified Date
        hs_object_source        | enumeration/select | cx | Record source detail 0
        hs_object_source_label  | enumeration/select | cx | Record source
        hs_object_source_id     | string/text        | ch | Record source ID
        hs_merged_object_ids    | enumeration/checkbox | rx | Merged record IDs
        num_notes               | number/number      | c | Number of Sales Activities
        notes_last_updated      | datetime/date      | c | Last Activity Date
        num_associated_contacts | number/number      | c | Number of Associated Contacts
        """);
}

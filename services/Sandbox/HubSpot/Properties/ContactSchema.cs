namespace Integration.Sandbox.HubSpot.Properties;

/// <summary>The contact properties a lead sync meets, from facts/hubspot.md section 4 (a real portal's dump).</summary>
internal static class ContactSchema
{
    public static IReadOnlyList<PropertyDefinition> Properties { get; } = SchemaTable.Parse("contactinformation", """
        email                          | string/text                | u | Email
        hs_additional_emails           | enumeration/checkbox       | r | Additional email addresses
        firstname                      | string/text                |   | First Name
        lastname                       | string/text                |   | Last Name
        salutation                     | string/text                |   | Salutation
        jobtitle                       | string/text                |   | Job Title
        company                        | string/text                |   | Company Name
        website                        | string/text                |   | Website URL
        address                        | string/text                |   | Street Address
        city                           | string/text                |   | City
        state                          | string/text                |   | State/Region
        zip                            | string/text                |   | Postal Code
        country                        | string/text                |   | Country/Region
        industry                       | string/text                |   | Industry
        annualrevenue                  | string/text                |   | Annual Revenue
        phone                          | string/phonenumber         |   | Phone Number
        mobilephone                    | string/phonenumber         |   | Mobile Phone Number
        fax                            | string/phonenumber         |   | Fax Number
        message                        | string/textarea            |   | Message
        numemployees                   | enumeration/select         |   | Number of Employees | 1-5, 5-25, 25-50, 50-100, 100-500, 500-1000, 1000+
        lifecyclestage                 | enumeration/radio          | x | Lifecycle Stage | subscriber=Subscriber, lead=Lead, marketingqualifiedlead=Marketing Qualified Lead, salesqualifiedlead=Sales Qualified Lead, opportunity=Opportunity, customer=Customer, evangelist=Evangelist, other=Other
        hs_lead_status                 | enumeration/radio          |   | Lead Status | NEW=New, OPEN=Open, IN_PROGRESS=In Progress, OPEN_DEAL=Open Deal, UNQUALIFIED=Unqualified, ATTEMPTED_TO_CONTACT=Attempted to Contact, CONNECTED=Connected, BAD_TIMING=Bad Timing
        hubspot_owner_id               | enumeration/select         | x | Contact owner
        hubspot_owner_assigneddate     | datetime/date              | c | Owner Assigned Date
        hubspot_team_id                | enumeration/select         | rx | HubSpot Team
        hs_user_ids_of_all_owners      | enumeration/checkbox       | rx | User IDs of all owners
        hs_analytics_source            | enumeration/select         |   | Original Traffic Source | ORGANIC_SEARCH, PAID_SEARCH, EMAIL_MARKETING, SOCIAL_MEDIA, REFERRALS, OTHER_CAMPAIGNS, DIRECT_TRAFFIC, OFFLINE, PAID_SOCIAL
        hs_analytics_source_data_1     | string/text                | r | Original Traffic Source Drill-Down 1
        hs_analytics_source_data_2     | string/text                | r | Original Traffic Source Drill-Down 2
        hs_latest_source               | enumeration/select         |   | Latest Traffic Source | ORGANIC_SEARCH, PAID_SEARCH, EMAIL_MARKETING, SOCIAL_MEDIA, REFERRALS, OTHER_CAMPAIGNS, DIRECT_TRAFFIC, OFFLINE, PAID_SOCIAL
        hs_analytics_num_page_views    | number/number              | c | Number of Pageviews
        hs_analytics_num_visits        | number/number              | c | Number of Sessions
        hs_analytics_first_timestamp   | datetime/date              | c | Time First Seen
        hs_analytics_last_timestamp    | datetime/date              | c | Time of Last Session
        hs_analytics_last_url          | string/text                | c | Last Page Seen
        hs_email_optout                | bool/booleancheckbox       | r | Unsubscribed from all email
        hs_email_bounce                | number/number              | r | Marketing emails bounced
        hs_email_open                  | number/number              | c | Marketing emails opened
        hs_email_click                 | number/number              | c | Marketing emails clicked
        hs_email_quarantined           | bool/booleancheckbox       | r | Email address quarantined
        hs_email_bad_address           | bool/booleancheckbox       | r | Invalid email address
        hs_email_hard_bounce_reason_enum | enumeration/select       | r | Email hard bounce reason | CONTENT, MAILBOX_FULL, OTHER, POLICY, SPAM, UNKNOWN_USER
        hs_email_hard_bounce_reason    | string/text                | rh | Email hard bounce reason
        hs_email_domain                | string/text                | c | Email Domain
        hs_full_name_or_email          | string/text                | ch | Full name or email
        hs_is_contact                  | bool/booleancheckbox       | ch | Is a contact
        hs_is_unworked                 | bool/booleancheckbox       | c | Contact unworked
        hs_pipeline                    | enumeration/select         | cx | Pipeline
        hs_all_contact_vids            | enumeration/checkbox       | cx | All vids for a contact
        hs_object_id                   | number/number              | c | Record ID
        createdate                     | datetime/date              | c | Create Date
        hs_createdate                  | datetime/date              | ch | Object create date/time
        lastmodifieddate               | datetime/date              | c | Last Modified Date
        hs_lastmodifieddate            | datetime/date              | ch | Object last modified date/time
        hs_object_source               | enumeration/select         | cx | Record source detail 0
        hs_object_source_label         | enumeration/select         | cx | Record source
        hs_object_source_id            | string/text                | ch | Record source ID
        associatedcompanyid            | number/number              | ch | Primary Associated Company ID
        num_notes                      | number/number              | c | Number of Sales Activities
        num_contacted_notes            | number/number              | c | Number of times contacted
        notes_last_updated             | datetime/date              | c | Last Activity Date
        notes_last_contacted           | datetime/date              | c | Last Contacted
        num_associated_deals           | number/number              | c | Number of Associated Deals
        num_conversion_events          | number/number              | c | Number of Form Submissions
        num_unique_conversion_events   | number/number              | c | Number of Unique Forms Submitted
        first_conversion_date          | datetime/date              | c | First Conversion Date
        first_conversion_event_name    | string/text                | c | First Conversion
        recent_conversion_date         | datetime/date              | c | Recent Conversion Date
        recent_conversion_event_name   | string/text                | c | Recent Conversion
        hubspotscore                   | number/number              | c | HubSpot Score
        hs_merged_object_ids           | enumeration/checkbox       | rx | Merged record IDs
        hs_calculated_merged_vids      | enumeration/checkbox       | cx | Merged vids with timestamps of a contact
        hs_marketable_status           | enumeration/select         | rx | Marketing contact status
        hs_legal_basis                 | enumeration/checkbox       |   | Legal basis for processing contact's data | Legitimate interest – prospect/lead, Legitimate interest – existing customer, Legitimate interest - other, Performance of a contract, Freely given consent from contact, Not applicable
        hs_buying_role                 | enumeration/checkbox       |   | Buying Role | BLOCKER, BUDGET_HOLDER, CHAMPION, DECISION_MAKER, END_USER, EXECUTIVE_SPONSOR, INFLUENCER, LEGAL_AND_COMPLIANCE, OTHER
        hs_timezone                    | enumeration/select         |   | Time Zone | america_slash_adak, america_slash_new_york, america_slash_los_angeles, asia_slash_tokyo, europe_slash_berlin, europe_slash_london, utc
        hs_language                    | enumeration/select         |   | Preferred language | ar-dz, de, de-at, de-ch, en, en-gb, en-us, es, fr, it, ja, nl, pl, pt
        hs_calculated_phone_number     | string/phonenumber         | ch | Calculated phone number with country code
        hs_searchable_calculated_phone_number  | string/text        | ch | Phone number without country code
        hs_searchable_calculated_mobile_number | string/text        | ch | Mobile number without country code
        """).Concat(StageStamps()).ToList();

    /// <summary>Per default stage when it was reached, entered and left.</summary>
    private static IEnumerable<PropertyDefinition> StageStamps() =>
        new[] { "subscriber", "lead", "marketingqualifiedlead", "salesqualifiedlead", "opportunity", "customer", "evangelist", "other" }.SelectMany(stage =>
            SchemaTable.Parse("contactinformation", $"""
                hs_lifecyclestage_{stage}_date  | datetime/date | c | Became a {stage} date
                hs_v2_date_entered_{stage}      | datetime/date | c | Date entered {stage}
                hs_v2_date_exited_{stage}       | datetime/date | c | Date exited {stage}
                """));
}

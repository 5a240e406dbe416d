namespace Integration.Config.Schemas;

/// <summary>HubSpot's standard properties that a lead sync meets, one a line (see <see cref="SchemaTable"/>); portals add their own.</summary>
/// <remarks>
/// From a property dump of a real portal (facts/hubspot.md 4). HubSpot limits every text to 65,536 characters, which is no
/// limit of the single property and so is not given. Option lists are the vendor's first ones; admins edit most of them.
/// </remarks>
internal static class StandardHubSpot
{
    public const string Contacts = """
        address                          string/text             - -
        annualrevenue                    string/text             - -
        associatedcompanyid              number                  - ro
        city                             string/text             - -
        company                          string/text             - -
        country                          string/text             - -
        createdate                       datetime                - ro
        date_of_birth                    string/text             - -
        email                            string/email            - uniq
        fax                              string/phonenumber      - -
        first_conversion_date            datetime                - ro
        firstname                        string/text             - -
        hs_additional_emails             enumeration/checkbox    - ro
        hs_analytics_source              enumeration/select      - - = ORGANIC_SEARCH | PAID_SEARCH | EMAIL_MARKETING | SOCIAL_MEDIA | REFERRALS | OTHER_CAMPAIGNS | DIRECT_TRAFFIC | OFFLINE | PAID_SOCIAL
        hs_analytics_source_data_1       string/text             - ro
        hs_analytics_source_data_2       string/text             - ro
        hs_buying_role                   enumeration/checkbox    - - = BLOCKER | BUDGET_HOLDER | CHAMPION | DECISION_MAKER | END_USER | EXECUTIVE_SPONSOR | INFLUENCER | LEGAL_AND_COMPLIANCE | OTHER
        hs_calculated_merged_vids        enumeration/checkbox    - ro
        hs_calculated_phone_number       string/text             - ro
        hs_email_bad_address             bool                    - ro
        hs_email_bounce                  number                  - ro
        hs_email_hard_bounce_reason_enum enumeration/select      - ro = CONTENT | MAILBOX_FULL | OTHER | POLICY | SPAM | UNKNOWN_USER
        hs_email_optout                  bool                    - ro
        hs_email_quarantined             bool                    - ro
        hs_language                      enumeration/select      - -
        hs_lastmodifieddate              datetime                - ro
        hs_latest_source                 enumeration/select      - - = ORGANIC_SEARCH | PAID_SEARCH | EMAIL_MARKETING | SOCIAL_MEDIA | REFERRALS | OTHER_CAMPAIGNS | DIRECT_TRAFFIC | OFFLINE | PAID_SOCIAL
        hs_lead_status                   enumeration/radio       - - = NEW | OPEN | IN_PROGRESS | OPEN_DEAL | UNQUALIFIED | ATTEMPTED_TO_CONTACT | CONNECTED | BAD_TIMING
        hs_legal_basis                   enumeration/checkbox    - -
        hs_marketable_status             enumeration/select      - ro
        hs_merged_object_ids             enumeration/checkbox    - ro
        hs_object_id                     number                  - ro,uniq
        hs_object_source                 enumeration/select      - ro
        hs_object_source_id              string/text             - ro
        hs_object_source_label           enumeration/select      - ro
        hs_timezone                      enumeration/select      - -
        hs_user_ids_of_all_owners        enumeration/checkbox    - ro
        hubspot_owner_assigneddate       datetime                - ro
        hubspot_owner_id                 enumeration/owner       - -
        hubspot_team_id                  enumeration/select      - ro
        industry                         string/text             - -
        jobtitle                         string/text             - -
        lastmodifieddate                 datetime                - ro
        lastname                         string/text             - -
        lifecyclestage                   enumeration/radio       - - = subscriber | lead | marketingqualifiedlead | salesqualifiedlead | opportunity | customer | evangelist | other
        message                          string/textarea         - -
        mobilephone                      string/phonenumber      - -
        notes_last_contacted             datetime                - ro
        notes_last_updated               datetime                - ro
        num_contacted_notes              number                  - ro
        num_conversion_events            number                  - ro
        num_notes                        number                  - ro
        numemployees                     enumeration/select      - - = 1-5 | 5-25 | 25-50 | 50-100 | 100-500 | 500-1000 | 1000+
        phone                            string/phonenumber      - -
        recent_conversion_date           datetime                - ro
        salutation                       string/text             - -
        state                            string/text             - -
        website                          string/text             - -
        zip                              string/text             - -
        """;

    public const string Companies = """
        address                          string/text             - -
        address2                         string/text             - -
        annualrevenue                    number                  - -
        city                             string/text             - -
        country                          string/text             - -
        createdate                       datetime                - ro
        description                      string/textarea         - -
        domain                           string/text             - -
        hs_lastmodifieddate              datetime                - ro
        hs_merged_object_ids             enumeration/checkbox    - ro
        hs_object_id                     number                  - ro,uniq
        hubspot_owner_assigneddate       datetime                - ro
        hubspot_owner_id                 enumeration/owner       - -
        industry                         enumeration/select      - -
        lifecyclestage                   enumeration/radio       - - = subscriber | lead | marketingqualifiedlead | salesqualifiedlead | opportunity | customer | evangelist | other
        name                             string/text             - -
        numberofemployees                number                  - -
        phone                            string/phonenumber      - -
        state                            string/text             - -
        type                             enumeration/select      - -
        website                          string/text             - -
        zip                              string/text             - -
        """;
}

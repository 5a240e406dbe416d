namespace Integration.Config.Schemas;

/// <summary>Salesforce's standard fields, one a line (see <see cref="SchemaTable"/>); custom fields are each org's own.</summary>
/// <remarks>
/// From describes of a real org (facts/salesforce.md 9.2). Added by hand, since field-level security or org settings hide them in
/// many orgs: the opt-outs, record type, currency, and the codes of state and country lists. A field that only create or only
/// update may write (IsConverted, a Lead's EmailBouncedReason) counts as read-only, because a synced field needs both.
/// </remarks>
internal static class StandardSalesforce
{
    public const string Lead = """
        Address                address       - ro
        AnnualRevenue          currency      - -
        City                   string       40 -
        CleanStatus            picklist     40 closed = Matched | Different | Acknowledged | NotFound | Inactive | Pending | SelectMatch | Skipped
        Company                string      255 req
        CompanyDunsNumber      string        9 -
        ConvertedAccountId     reference     - ro
        ConvertedContactId     reference     - ro
        ConvertedDate          date          - ro
        ConvertedOpportunityId reference     - ro
        Country                string       80 -
        CountryCode            picklist     10 closed
        CreatedById            reference     - ro
        CreatedDate            datetime      - ro
        CurrencyIsoCode        picklist      3 closed
        DandbCompanyId         reference     - -
        Description            textarea  32000 -
        DoNotCall              boolean       - -
        Email                  email        80 -
        EmailBouncedDate       datetime      - ro
        EmailBouncedReason     string      255 ro
        Fax                    phone        40 -
        FirstName              string       40 -
        GeocodeAccuracy        picklist     40 closed = Address | NearAddress | Block | Street | ExtendedZip | Zip | Neighborhood | City | County | State | Unknown
        HasOptedOutOfEmail     boolean       - -
        HasOptedOutOfFax       boolean       - -
        Id                     id            - ro,uniq
        IndividualId           reference     - -
        Industry               picklist    255 - = Agriculture | Apparel | Banking | Biotechnology | Chemicals | Communications | Construction | Consulting | Education | Electronics | Energy | Engineering | Entertainment | Environmental | Finance | Food & Beverage | Government | Healthcare | Hospitality | Insurance | Machinery | Manufacturing | Media | Not For Profit | Recreation | Retail | Shipping | Technology | Telecommunications | Transportation | Utilities | Other
        IsConverted            boolean       - ro
        IsDeleted              boolean       - ro
        IsUnreadByOwner        boolean       - -
        Jigsaw                 string       20 -
        JigsawContactId        string       20 ro
        LastActivityDate       date          - ro
        LastModifiedById       reference     - ro
        LastModifiedDate       datetime      - ro
        LastName               string       80 req
        LastReferencedDate     datetime      - ro
        LastViewedDate         datetime      - ro
        Latitude               double        - -
        LeadSource             picklist    255 - = Web | Phone Inquiry | Partner Referral | Purchased List | Other
        Longitude              double        - -
        MasterRecordId         reference     - ro
        MobilePhone            phone        40 -
        Name                   string      121 ro
        NumberOfEmployees      int           - -
        OwnerId                reference     - -
        PartnerAccountId       reference     - ro
        Phone                  phone        40 -
        PhotoUrl               url         255 ro
        PostalCode             string       20 -
        Rating                 picklist    255 - = Hot | Warm | Cold
        RecordTypeId           reference     - -
        Salutation             picklist     40 - = Mr. | Ms. | Mrs. | Dr. | Prof. | Mx.
        State                  string       80 -
        StateCode              picklist     10 closed
        Status                 picklist    255 - = Open - Not Contacted | Working - Contacted | Closed - Converted | Closed - Not Converted
        Street                 textarea    255 -
        SystemModstamp         datetime      - ro
        Title                  string      128 -
        Website                url         255 -
        """;

    public const string Contact = """
        AccountId              reference     - -
        AssistantName          string       40 -
        AssistantPhone         phone        40 -
        Birthdate              date          - -
        CleanStatus            picklist     40 closed = Matched | Different | Acknowledged | NotFound | Inactive | Pending | SelectMatch | Skipped
        CreatedById            reference     - ro
        CreatedDate            datetime      - ro
        CurrencyIsoCode        picklist      3 closed
        Department             string       80 -
        Description            textarea  32000 -
        DoNotCall              boolean       - -
        Email                  email        80 -
        EmailBouncedDate       datetime      - -
        EmailBouncedReason     string      255 -
        Fax                    phone        40 -
        FirstName              string       40 -
        HasOptedOutOfEmail     boolean       - -
        HasOptedOutOfFax       boolean       - -
        HomePhone              phone        40 -
        Id                     id            - ro,uniq
        IndividualId           reference     - -
        IsDeleted              boolean       - ro
        IsEmailBounced         boolean       - ro
        Jigsaw                 string       20 -
        JigsawContactId        string       20 ro
        LastActivityDate       date          - ro
        LastCURequestDate      datetime      - ro
        LastCUUpdateDate       datetime      - ro
        LastModifiedById       reference     - ro
        LastModifiedDate       datetime      - ro
        LastName               string       80 req
        LastReferencedDate     datetime      - ro
        LastViewedDate         datetime      - ro
        LeadSource             picklist    255 - = Web | Phone Inquiry | Partner Referral | Purchased List | Other
        MailingAddress         address       - ro
        MailingCity            string       40 -
        MailingCountry         string       80 -
        MailingCountryCode     picklist     10 closed
        MailingGeocodeAccuracy picklist     40 closed = Address | NearAddress | Block | Street | ExtendedZip | Zip | Neighborhood | City | County | State | Unknown
        MailingLatitude        double        - -
        MailingLongitude       double        - -
        MailingPostalCode      string       20 -
        MailingState           string       80 -
        MailingStateCode       picklist     10 closed
        MailingStreet          textarea    255 -
        MasterRecordId         reference     - ro
        MobilePhone            phone        40 -
        Name                   string      121 ro
        OtherAddress           address       - ro
        OtherCity              string       40 -
        OtherCountry           string       80 -
        OtherCountryCode       picklist     10 closed
        OtherGeocodeAccuracy   picklist     40 closed = Address | NearAddress | Block | Street | ExtendedZip | Zip | Neighborhood | City | County | State | Unknown
        OtherLatitude          double        - -
        OtherLongitude         double        - -
        OtherPhone             phone        40 -
        OtherPostalCode        string       20 -
        OtherState             string       80 -
        OtherStateCode         picklist     10 closed
        OtherStreet            textarea    255 -
        OwnerId                reference     - -
        Phone                  phone        40 -
        PhotoUrl               url         255 ro
        RecordTypeId           reference     - -
        ReportsToId            reference     - -
        Salutation             picklist     40 - = Mr. | Ms. | Mrs. | Dr. | Prof.
        SystemModstamp         datetime      - ro
        Title                  string      128 -
        """;

    public const string Account = """
        AccountNumber           string       40 -
        AccountSource           picklist     40 - = Web | Phone Inquiry | Partner Referral | Purchased List | Other
        AnnualRevenue           currency      - -
        BillingAddress          address       - ro
        BillingCity             string       40 -
        BillingCountry          string       80 -
        BillingCountryCode      picklist     10 closed
        BillingGeocodeAccuracy  picklist     40 closed = Address | NearAddress | Block | Street | ExtendedZip | Zip | Neighborhood | City | County | State | Unknown
        BillingLatitude         double        - -
        BillingLongitude        double        - -
        BillingPostalCode       string       20 -
        BillingState            string       80 -
        BillingStateCode        picklist     10 closed
        BillingStreet           textarea    255 -
        ChannelProgramLevelName string      255 ro
        ChannelProgramName      string      255 ro
        CleanStatus             picklist     40 closed = Matched | Different | Acknowledged | NotFound | Inactive | Pending | SelectMatch | Skipped
        CreatedById             reference     - ro
        CreatedDate             datetime      - ro
        CurrencyIsoCode         picklist      3 closed
        DandbCompanyId          reference     - -
        Description             textarea  32000 -
        DunsNumber              string        9 -
        Fax                     phone        40 -
        History__c              textarea  32000 -
        Id                      id            - ro,uniq
        Industry                picklist     40 - = Agriculture | Apparel | Banking | Biotechnology | Chemicals | Communications | Construction | Consulting | Education | Electronics | Energy | Engineering | Entertainment | Environmental | Finance | Food & Beverage | Government | Healthcare | Hospitality | Insurance | Machinery | Manufacturing | Media | Not For Profit | Recreation | Retail | Shipping | Technology | Telecommunications | Transportation | Utilities | Other
        IsCustomerPortal        boolean       - ro
        IsDeleted               boolean       - ro
        IsPartner               boolean       - ro
        IsPersonAccount         boolean       - ro
        Jigsaw                  string       20 -
        JigsawCompanyId         string       20 ro
        LastActivityDate        date          - ro
        LastModifiedById        reference     - ro
        LastModifiedDate        datetime      - ro
        LastReferencedDate      datetime      - ro
        LastViewedDate          datetime      - ro
        MasterRecordId          reference     - ro
        NaicsCode               string        8 -
        NaicsDesc               string      120 -
        Name                    string      255 req
        NumberOfEmployees       int           - -
        OperatingHoursId        reference     - -
        OwnerId                 reference     - -
        Ownership               picklist     40 - = Public | Private | Subsidiary | Other
        ParentId                reference     - -
        Phone                   phone        40 -
        PhotoUrl                url         255 ro
        Primary_Contact__c      reference     - -
        Rating                  picklist     40 - = Hot | Warm | Cold
        RecordTypeId            reference     - -
        ShippingAddress         address       - ro
        ShippingCity            string       40 -
        ShippingCountry         string       80 -
        ShippingCountryCode     picklist     10 closed
        ShippingGeocodeAccuracy picklist     40 closed = Address | NearAddress | Block | Street | ExtendedZip | Zip | Neighborhood | City | County | State | Unknown
        ShippingLatitude        double        - -
        ShippingLongitude       double        - -
        ShippingPostalCode      string       20 -
        ShippingState           string       80 -
        ShippingStateCode       picklist     10 closed
        ShippingStreet          textarea    255 -
        Sic                     string       20 -
        SicDesc                 string       80 -
        Site                    string       80 -
        SystemModstamp          datetime      - ro
        TickerSymbol            string       20 -
        Tradestyle              string      255 -
        Type                    picklist     40 - = Prospect | Customer - Direct | Customer - Channel | Channel Partner / Reseller | Installation Partner | Technology Partner | Other
        Website                 url         255 -
        YearStarted             string        4 -
        ns__Description__c      textarea  32000 -
        ns__LinkedAccount__c    reference     - -
        """;
}

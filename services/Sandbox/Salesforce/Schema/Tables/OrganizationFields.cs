namespace Integration.Sandbox.Salesforce.Schema;

/// <summary>The fields of Organization; <see cref="FieldTable"/> explains the columns.</summary>
internal static class OrganizationFields
{
    public const string Table = """
        Id                   | id 18        | di | Organization ID
        Name                 | string 80    | uN | Name
        Division             | string 80    | nu | Division
        Street               | textarea 255 | nu | Street
        City                 | string 80    | nu | City
        State                | string 80    | nu | State/Province
        PostalCode           | string 80    | nu | Zip/Postal Code
        Country              | string 80    | n  | Country
        Phone                | phone 40     | nu | Phone
        PrimaryContact       | string 80    | nu | Primary Contact
        DefaultLocaleSidKey  | picklist 40  | u  | Locale
        TimeZoneSidKey       | picklist 40  | u  | Time Zone
        LanguageLocaleKey    | picklist 40  | u  | Language
        FiscalYearStartMonth | int 9        | n  | Fiscal Year Starts In
        OrganizationType     | picklist 40  | n  | Edition
        NamespacePrefix      | string 80    | n  | Namespace Prefix
        InstanceName         | string 80    | n  | Instance Name
        IsSandbox            | boolean      | d  | Is Sandbox
        TrialExpirationDate  | datetime     | n  | Trial Expiration Date
        IsReadOnly           | boolean      | d  | Is Read Only
        SystemModstamp       | datetime     | d  | System Modstamp
        CreatedDate          | datetime     | d  | Created Date
        CreatedById          | reference 18 | d  | Created By ID         | -> User as CreatedBy
        LastModifiedDate     | datetime     | d  | Last Modified Date
        LastModifiedById     | reference 18 | d  | Last Modified By ID   | -> User as LastModifiedBy
        """;
}

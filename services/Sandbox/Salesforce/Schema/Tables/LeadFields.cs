namespace Integration.Sandbox.Salesforce.Schema;

/// <summary>The fields of Lead; <see cref="FieldTable"/> explains the columns.</summary>
internal static class LeadFields
{
    public const string Table = """
        Id                     | id 18          | di    | Lead ID
        IsDeleted              | boolean        | d     | Deleted
        MasterRecordId         | reference 18   | n     | Master Record ID         | -> Lead as MasterRecord
        LastName               | string 80      | cu    | Last Name                | in Name
        FirstName              | string 40      | ncu   | First Name               | in Name
        Salutation             | picklist 40    | ncu   | Salutation               | in Name {Mr.; Ms.; Mrs.; Dr.; Prof.; Mx.}
        Name                   | string 121     | N     | Full Name
        Title                  | string 128     | ncup  | Title
        Company                | string 255     | cu    | Company
        Street                 | textarea 255   | ncup  | Street                   | in Address
        City                   | string 40      | ncup  | City                     | in Address
        State                  | string 80      | ncup  | State/Province           | in Address
        PostalCode             | string 20      | ncup  | Zip/Postal Code          | in Address
        Country                | string 80      | ncup  | Country                  | in Address
        Latitude               | double 18,15   | ncup  | Latitude                 | in Address
        Longitude              | double 18,15   | ncup  | Longitude                | in Address
        GeocodeAccuracy        | picklist 40    | ncurp | Geocode Accuracy         | in Address {Address; NearAddress; Block; Street; ExtendedZip; Zip; Neighborhood; City; County; State; Unknown}
        Address                | address        | np    | Address
        Phone                  | phone 40       | ncup  | Phone
        MobilePhone            | phone 40       | ncup  | Mobile Phone
        Fax                    | phone 40       | ncup  | Fax
        Email                  | email 80       | ncuip | Email
        Website                | url 255        | ncup  | Website
        PhotoUrl               | url 255        | n     | Photo URL
        Description            | textarea 32000 | ncup  | Description
        LeadSource             | picklist 255   | ncup  | Lead Source              | {Web; Phone Inquiry; Partner Referral; Purchased List; Other}
        Status                 | picklist 255   | cud   | Status                   | = Open - Not Contacted {Open - Not Contacted; Working - Contacted; Closed - Converted; Closed - Not Converted}
        Industry               | picklist 255   | ncup  | Industry                 | {Agriculture; Apparel; Banking; Biotechnology; Chemicals; Communications; Construction; Consulting; Education; Electronics; Energy; Engineering; Entertainment; Environmental; Finance; Food & Beverage; Government; Healthcare; Hospitality; Insurance; Machinery; Manufacturing; Media; Not For Profit; Recreation; Retail; Shipping; Technology; Telecommunications; Transportation; Utilities; Other}
        Rating                 | picklist 255   | ncup  | Rating                   | {Hot; Warm; Cold}
        AnnualRevenue          | currency 18,0  | ncup  | Annual Revenue
        NumberOfEmployees      | int 8          | ncup  | Employees
        OwnerId                | reference 18   | cud   | Owner ID                 | -> Group,User as Owner
        HasOptedOutOfEmail     | boolean        | cudp  | Email Opt Out
        HasOptedOutOfFax       | boolean        | cudp  | Fax Opt Out
        DoNotCall              | boolean        | cudp  | Do Not Call
        IsConverted            | boolean        | cd    | Converted
        ConvertedDate          | date           | n     | Converted Date
        ConvertedAccountId     | reference 18   | n     | Converted Account ID     | -> Account as ConvertedAccount
        ConvertedContactId     | reference 18   | n     | Converted Contact ID     | -> Contact as ConvertedContact
        ConvertedOpportunityId | reference 18   | n     | Converted Opportunity ID | -> Opportunity as ConvertedOpportunity
        IsUnreadByOwner        | boolean        | cud   | Unread By Owner | = true
        CreatedDate            | datetime       | d     | Created Date
        CreatedById            | reference 18   | d     | Created By ID            | -> User as CreatedBy
        LastModifiedDate       | datetime       | d     | Last Modified Date
        LastModifiedById       | reference 18   | d     | Last Modified By ID      | -> User as LastModifiedBy
        SystemModstamp         | datetime       | d     | System Modstamp
        LastActivityDate       | date           | n     | Last Activity
        LastViewedDate         | datetime       | n     | Last Viewed Date
        LastReferencedDate     | datetime       | n     | Last Referenced Date
        Jigsaw                 | string 20      | ncup  | Data.com Key
        CleanStatus            | picklist 40    | ncurp | Clean Status             | = Pending {Matched=In Sync; Different; Acknowledged=Reviewed; NotFound=Not Found; Inactive; Pending=Not Compared; SelectMatch=Select Match; Skipped}
        CompanyDunsNumber      | string 9       | ncup  | Company D-U-N-S Number
        EmailBouncedReason     | string 255     | nu    | Email Bounced Reason
        EmailBouncedDate       | datetime       | nu    | Email Bounced Date
        """;
}

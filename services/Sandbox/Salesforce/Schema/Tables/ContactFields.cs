namespace Integration.Sandbox.Salesforce.Schema;

/// <summary>The fields of Contact; <see cref="FieldTable"/> explains the columns.</summary>
internal static class ContactFields
{
    public const string Table = """
        Id                     | id 18          | di    | Contact ID
        IsDeleted              | boolean        | d     | Deleted
        MasterRecordId         | reference 18   | n     | Master Record ID         | -> Contact as MasterRecord
        AccountId              | reference 18   | ncup  | Account ID               | -> Account as Account
        LastName               | string 80      | cu    | Last Name                | in Name
        FirstName              | string 40      | ncu   | First Name               | in Name
        Salutation             | picklist 40    | ncu   | Salutation               | in Name {Mr.; Ms.; Mrs.; Dr.; Prof.}
        Name                   | string 121     | N     | Full Name
        OtherStreet            | textarea 255   | ncup  | Other Street             | in OtherAddress
        OtherCity              | string 40      | ncup  | Other City               | in OtherAddress
        OtherState             | string 80      | ncup  | Other State/Province     | in OtherAddress
        OtherPostalCode        | string 20      | ncup  | Other Zip/Postal Code    | in OtherAddress
        OtherCountry           | string 80      | ncup  | Other Country            | in OtherAddress
        OtherLatitude          | double 18,15   | ncup  | Other Latitude           | in OtherAddress
        OtherLongitude         | double 18,15   | ncup  | Other Longitude          | in OtherAddress
        OtherGeocodeAccuracy   | picklist 40    | ncurp | Other Geocode Accuracy   | in OtherAddress {Address; NearAddress; Block; Street; ExtendedZip; Zip; Neighborhood; City; County; State; Unknown}
        OtherAddress           | address        | np    | Other Address
        MailingStreet          | textarea 255   | ncup  | Mailing Street           | in MailingAddress
        MailingCity            | string 40      | ncup  | Mailing City             | in MailingAddress
        MailingState           | string 80      | ncup  | Mailing State/Province   | in MailingAddress
        MailingPostalCode      | string 20      | ncup  | Mailing Zip/Postal Code  | in MailingAddress
        MailingCountry         | string 80      | ncup  | Mailing Country          | in MailingAddress
        MailingLatitude        | double 18,15   | ncup  | Mailing Latitude         | in MailingAddress
        MailingLongitude       | double 18,15   | ncup  | Mailing Longitude        | in MailingAddress
        MailingGeocodeAccuracy | picklist 40    | ncurp | Mailing Geocode Accuracy | in MailingAddress {Address; NearAddress; Block; Street; ExtendedZip; Zip; Neighborhood; City; County; State; Unknown}
        MailingAddress         | address        | np    | Mailing Address
        Phone                  | phone 40       | ncup  | Business Phone
        Fax                    | phone 40       | ncup  | Business Fax
        MobilePhone            | phone 40       | ncup  | Mobile Phone
        HomePhone              | phone 40       | ncup  | Home Phone
        OtherPhone             | phone 40       | ncup  | Other Phone
        AssistantPhone         | phone 40       | ncup  | Asst. Phone
        ReportsToId            | reference 18   | ncup  | Reports To ID            | -> Contact as ReportsTo
        Email                  | email 80       | ncuip | Email
        Title                  | string 128     | ncup  | Title
        Department             | string 80      | ncup  | Department
        AssistantName          | string 40      | ncup  | Assistant's Name
        LeadSource             | picklist 255   | ncup  | Lead Source              | {Web; Phone Inquiry; Partner Referral; Purchased List; Other}
        Birthdate              | date           | ncup  | Birthdate
        Description            | textarea 32000 | ncup  | Contact Description
        OwnerId                | reference 18   | cud   | Owner ID                 | -> User as Owner
        HasOptedOutOfEmail     | boolean        | cudp  | Email Opt Out
        HasOptedOutOfFax       | boolean        | cudp  | Fax Opt Out
        DoNotCall              | boolean        | cudp  | Do Not Call
        CreatedDate            | datetime       | d     | Created Date
        CreatedById            | reference 18   | d     | Created By ID            | -> User as CreatedBy
        LastModifiedDate       | datetime       | d     | Last Modified Date
        LastModifiedById       | reference 18   | d     | Last Modified By ID      | -> User as LastModifiedBy
        SystemModstamp         | datetime       | d     | System Modstamp
        LastActivityDate       | date           | n     | Last Activity
        LastViewedDate         | datetime       | n     | Last Viewed Date
        LastReferencedDate     | datetime       | n     | Last Referenced Date
        EmailBouncedReason     | string 255     | ncu   | Email Bounced Reason
        EmailBouncedDate       | datetime       | ncu   | Email Bounced Date
        IsEmailBounced         | boolean        | d     | Is Email Bounced
        PhotoUrl               | url 255        | n     | Photo URL
        Jigsaw                 | string 20      | ncup  | Data.com Key
        CleanStatus            | picklist 40    | ncurp | Clean Status             | {Matched=In Sync; Different; Acknowledged=Reviewed; NotFound=Not Found; Inactive; Pending=Not Compared; SelectMatch=Select Match; Skipped}
        """;
}

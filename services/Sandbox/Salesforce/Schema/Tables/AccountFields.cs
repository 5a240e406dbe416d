namespace Integration.Sandbox.Salesforce.Schema;

/// <summary>The fields of Account; <see cref="FieldTable"/> explains the columns.</summary>
internal static class AccountFields
{
    public const string Table = """
        Id                      | id 18          | di    | Account ID
        IsDeleted               | boolean        | d     | Deleted
        MasterRecordId          | reference 18   | n     | Master Record ID          | -> Account as MasterRecord
        Name                    | string 255     | cuN   | Account Name
        Type                    | picklist 40    | ncup  | Account Type              | {Prospect; Customer - Direct; Customer - Channel; Channel Partner / Reseller; Installation Partner; Technology Partner; Other}
        ParentId                | reference 18   | ncup  | Parent Account ID         | -> Account as Parent
        BillingStreet           | textarea 255   | ncup  | Billing Street            | in BillingAddress
        BillingCity             | string 40      | ncup  | Billing City              | in BillingAddress
        BillingState            | string 80      | ncup  | Billing State/Province    | in BillingAddress
        BillingPostalCode       | string 20      | ncup  | Billing Zip/Postal Code   | in BillingAddress
        BillingCountry          | string 80      | ncup  | Billing Country           | in BillingAddress
        BillingLatitude         | double 18,15   | ncup  | Billing Latitude          | in BillingAddress
        BillingLongitude        | double 18,15   | ncup  | Billing Longitude         | in BillingAddress
        BillingGeocodeAccuracy  | picklist 40    | ncurp | Billing Geocode Accuracy  | in BillingAddress {Address; NearAddress; Block; Street; ExtendedZip; Zip; Neighborhood; City; County; State; Unknown}
        BillingAddress          | address        | np    | Billing Address
        ShippingStreet          | textarea 255   | ncup  | Shipping Street           | in ShippingAddress
        ShippingCity            | string 40      | ncup  | Shipping City             | in ShippingAddress
        ShippingState           | string 80      | ncup  | Shipping State/Province   | in ShippingAddress
        ShippingPostalCode      | string 20      | ncup  | Shipping Zip/Postal Code  | in ShippingAddress
        ShippingCountry         | string 80      | ncup  | Shipping Country          | in ShippingAddress
        ShippingLatitude        | double 18,15   | ncup  | Shipping Latitude         | in ShippingAddress
        ShippingLongitude       | double 18,15   | ncup  | Shipping Longitude        | in ShippingAddress
        ShippingGeocodeAccuracy | picklist 40    | ncurp | Shipping Geocode Accuracy | in ShippingAddress {Address; NearAddress; Block; Street; ExtendedZip; Zip; Neighborhood; City; County; State; Unknown}
        ShippingAddress         | address        | np    | Shipping Address
        Phone                   | phone 40       | ncup  | Account Phone
        Fax                     | phone 40       | ncup  | Account Fax
        AccountNumber           | string 40      | ncup  | Account Number
        Website                 | url 255        | ncup  | Website
        PhotoUrl                | url 255        | n     | Photo URL
        Sic                     | string 20      | ncup  | SIC Code
        Industry                | picklist 40    | ncup  | Industry                  | {Agriculture; Apparel; Banking; Biotechnology; Chemicals; Communications; Construction; Consulting; Education; Electronics; Energy; Engineering; Entertainment; Environmental; Finance; Food & Beverage; Government; Healthcare; Hospitality; Insurance; Machinery; Manufacturing; Media; Not For Profit; Recreation; Retail; Shipping; Technology; Telecommunications; Transportation; Utilities; Other}
        AnnualRevenue           | currency 18,0  | ncup  | Annual Revenue
        NumberOfEmployees       | int 8          | ncup  | Employees
        Ownership               | picklist 40    | ncup  | Ownership                 | {Public; Private; Subsidiary; Other}
        TickerSymbol            | string 20      | ncup  | Ticker Symbol
        Description             | textarea 32000 | ncup  | Account Description
        Rating                  | picklist 40    | ncup  | Account Rating            | {Hot; Warm; Cold}
        Site                    | string 80      | ncup  | Account Site
        OwnerId                 | reference 18   | cud   | Owner ID                  | -> User as Owner
        CreatedDate             | datetime       | d     | Created Date
        CreatedById             | reference 18   | d     | Created By ID             | -> User as CreatedBy
        LastModifiedDate        | datetime       | d     | Last Modified Date
        LastModifiedById        | reference 18   | d     | Last Modified By ID       | -> User as LastModifiedBy
        SystemModstamp          | datetime       | d     | System Modstamp
        LastActivityDate        | date           | n     | Last Activity
        LastViewedDate          | datetime       | n     | Last Viewed Date
        LastReferencedDate      | datetime       | n     | Last Referenced Date
        Jigsaw                  | string 20      | ncup  | Data.com Key
        CleanStatus             | picklist 40    | ncurp | Clean Status              | = Pending {Matched=In Sync; Different; Acknowledged=Reviewed; NotFound=Not Found; Inactive; Pending=Not Compared; SelectMatch=Select Match; Skipped}
        AccountSource           | picklist 40    | ncup  | Account Source            | {Web; Phone Inquiry; Partner Referral; Purchased List; Other}
        DunsNumber              | string 9       | ncup  | D-U-N-S Number
        Tradestyle              | string 255     | ncup  | Tradestyle
        NaicsCode               | string 8       | ncup  | NAICS Code
        NaicsDesc               | string 120     | ncup  | NAICS Description
        YearStarted             | string 4       | ncup  | Year Started
        SicDesc                 | string 80      | ncup  | SIC Description
        """;
}

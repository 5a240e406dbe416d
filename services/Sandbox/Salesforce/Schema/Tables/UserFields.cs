namespace Integration.Sandbox.Salesforce.Schema;

/// <summary>The fields of User; <see cref="FieldTable"/> explains the columns.</summary>
internal static class UserFields
{
    public const string Table = """
        Id                | id 18        | di   | User ID
        Username          | string 80    | cui  | Username
        LastName          | string 80    | cu   | Last Name | in Name
        FirstName         | string 80    | ncu  | First Name | in Name
        Name              | string 121   | N    | Full Name
        CompanyName       | string 80    | ncu  | Company Name
        Division          | string 80    | ncu  | Division
        Department        | string 80    | ncu  | Department
        Title             | string 80    | ncu  | Title
        Email             | email 128    | cui  | Email
        Phone             | phone 40     | ncu  | Phone
        MobilePhone       | phone 40     | ncu  | Mobile
        Alias             | string 8     | cu   | Alias
        CommunityNickname | string 40    | ncud | Nickname
        IsActive          | boolean      | cud  | Active              | = true
        TimeZoneSidKey    | picklist 40  | cud  | Time Zone           | = America/Los_Angeles
        UserRoleId        | reference 18 | ncu  | Role ID             | -> UserRole
        LocaleSidKey      | picklist 40  | cud  | Locale              | = en_US
        EmailEncodingKey  | picklist 40  | cud  | Email Encoding      | = UTF-8
        ProfileId         | reference 18 | cud  | Profile ID          | -> Profile
        UserType          | picklist 40  | nr   | User Type           | = Standard {Standard}
        LanguageLocaleKey | picklist 40  | cud  | Language            | = en_US
        EmployeeNumber    | string 80    | ncu  | Employee Number
        ManagerId         | reference 18 | ncu  | Manager ID          | -> User as Manager
        LastLoginDate     | datetime     | n    | Last Login
        CreatedDate       | datetime     | d    | Created Date
        CreatedById       | reference 18 | d    | Created By ID       | -> User as CreatedBy
        LastModifiedDate  | datetime     | d    | Last Modified Date
        LastModifiedById  | reference 18 | d    | Last Modified By ID | -> User as LastModifiedBy
        SystemModstamp    | datetime     | d    | System Modstamp
        """;
}

namespace Integration.Sandbox.Salesforce.Schema;

/// <summary>The fields of the two objects that the tooling API knows here; <see cref="FieldTable"/> explains the columns.</summary>
internal static class ToolingFields
{
    public const string CustomField = """
        Id               | id 18          | di | Custom Field ID
        DeveloperName    | string 40      | N  | Developer Name
        TableEnumOrId    | string 255     | -  | Entity
        FullName         | string 255     | -  | Full Name
        NamespacePrefix  | string 15      | n  | Namespace Prefix
        Length           | int 9          | n  | Length
        CreatedDate      | datetime       | d  | Created Date
        CreatedById      | reference 18   | d  | Created By ID            | -> User as CreatedBy
        LastModifiedDate | datetime       | d  | Last Modified Date
        LastModifiedById | reference 18   | d  | Last Modified By ID      | -> User as LastModifiedBy
        SystemModstamp   | datetime       | d  | System Modstamp
        """;

    public const string PlatformEventChannelMember = """
        Id               | id 18          | di | Platform Event Channel Member ID
        DeveloperName    | string 80      | N  | Developer Name
        FullName         | string 255     | -  | Full Name
        EventChannel     | string 255     | -  | Event Channel
        SelectedEntity   | string 255     | -  | Selected Entity
        FilterExpression | string 255     | n  | Filter Expression
        CreatedDate      | datetime       | d  | Created Date
        CreatedById      | reference 18   | d  | Created By ID            | -> User as CreatedBy
        LastModifiedDate | datetime       | d  | Last Modified Date
        LastModifiedById | reference 18   | d  | Last Modified By ID      | -> User as LastModifiedBy
        SystemModstamp   | datetime       | d  | System Modstamp
        """;
}

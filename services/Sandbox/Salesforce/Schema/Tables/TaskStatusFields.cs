namespace Integration.Sandbox.Salesforce.Schema;

/// <summary>The fields of TaskStatus; <see cref="FieldTable"/> explains the columns.</summary>
internal static class TaskStatusFields
{
    public const string Table = """
        Id               | id 18        | di | Task Status Value ID
        MasterLabel      | string 255   | nN | Master Label
        ApiName          | string 255   | -  | Api Name
        SortOrder        | int 9        | n  | Sort Order
        IsDefault        | boolean      | d  | Is Default
        IsClosed         | boolean      | d  | Is Closed
        CreatedById      | reference 18 | d  | Created By ID        | -> User as CreatedBy
        CreatedDate      | datetime     | d  | Created Date
        LastModifiedById | reference 18 | d  | Last Modified By ID  | -> User as LastModifiedBy
        LastModifiedDate | datetime     | d  | Last Modified Date
        SystemModstamp   | datetime     | d  | System Modstamp
        """;
}

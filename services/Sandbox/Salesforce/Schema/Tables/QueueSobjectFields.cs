namespace Integration.Sandbox.Salesforce.Schema;

/// <summary>The fields of QueueSobject; <see cref="FieldTable"/> explains the columns.</summary>
internal static class QueueSobjectFields
{
    public const string Table = """
        Id             | id 18        | di | Queue sObject ID
        QueueId        | reference 18 | c  | Group ID         | -> Group as Queue
        SobjectType    | picklist 40  | c  | sObject Type
        CreatedById    | reference 18 | d  | Created By ID    | -> User as CreatedBy
        SystemModstamp | datetime     | d  | System Modstamp
        """;
}

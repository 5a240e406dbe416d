namespace Integration.Sandbox.Salesforce.Schema;

/// <summary>The fields of Task; <see cref="FieldTable"/> explains the columns.</summary>
internal static class TaskFields
{
    public const string Table = """
        Id                    | id 18          | di   | Activity ID
        WhoId                 | reference 18   | ncu  | Name ID             | -> Contact,Lead as Who
        WhatId                | reference 18   | ncu  | Related To ID       | -> Account,Campaign,Opportunity as What
        Subject               | combobox 255   | ncuN | Subject             | {Call; Send Letter; Send Quote; Other}
        ActivityDate          | date           | ncu  | Due Date Only
        Status                | picklist 255   | cud  | Status              | = Not Started {Not Started; In Progress; Completed; Waiting on someone else; Deferred}
        Priority              | picklist 255   | cud  | Priority            | = Normal {High; Normal; Low}
        IsHighPriority        | boolean        | d    | High Priority
        OwnerId               | reference 18   | cud  | Assigned To ID      | -> Group,User as Owner
        Description           | textarea 32000 | ncu  | Description
        IsDeleted             | boolean        | d    | Deleted
        AccountId             | reference 18   | n    | Account ID          | -> Account as Account
        IsClosed              | boolean        | d    | Closed
        CreatedDate           | datetime       | d    | Created Date
        CreatedById           | reference 18   | d    | Created By ID       | -> User as CreatedBy
        LastModifiedDate      | datetime       | d    | Last Modified Date
        LastModifiedById      | reference 18   | d    | Last Modified By ID | -> User as LastModifiedBy
        SystemModstamp        | datetime       | d    | System Modstamp
        IsArchived            | boolean        | d    | Archived
        CallDurationInSeconds | int 9          | ncu  | Call Duration
        CallType              | picklist 40    | ncu  | Call Type           | {Internal; Inbound; Outbound}
        CallDisposition       | string 255     | ncu  | Call Result
        ReminderDateTime      | datetime       | ncu  | Reminder Date/Time
        IsReminderSet         | boolean        | cud  | Reminder Set
        TaskSubtype           | picklist 40    | ncdr | Task Subtype        | = Task {Task; Email; ListEmail; Cadence; Call; LinkedIn}
        CompletedDateTime     | datetime       | n    | Completed Date/Time
        """;
}

namespace Integration.Sandbox.Salesforce.Schema;

/// <summary>The fields of Event; <see cref="FieldTable"/> explains the columns.</summary>
internal static class EventFields
{
    public const string Table = """
        Id                | id 18          | di    | Activity ID
        WhoId             | reference 18   | ncup  | Name ID             | -> Contact,Lead as Who
        WhatId            | reference 18   | ncup  | Related To ID       | -> Account,Campaign,Opportunity as What
        Subject           | combobox 255   | ncuN  | Subject             | {Call; Email; Meeting; Send Letter/Quote; Other}
        Location          | string 255     | ncup  | Location
        IsAllDayEvent     | boolean        | cudp  | All-Day Event
        ActivityDateTime  | datetime       | ncu   | Due Date Time
        ActivityDate      | date           | ncu   | Due Date Only
        DurationInMinutes | int 8          | ncu   | Duration
        StartDateTime     | datetime       | ncu   | Start Date Time
        EndDateTime       | datetime       | ncu   | End Date Time
        EndDate           | date           | n     | End Date
        Description       | textarea 32000 | ncup  | Description
        AccountId         | reference 18   | n     | Account ID          | -> Account as Account
        OwnerId           | reference 18   | cud   | Assigned To ID      | -> User as Owner
        IsPrivate         | boolean        | cud   | Private
        ShowAs            | picklist 40    | ncudr | Show Time As        | = Busy {Busy; OutOfOffice=Out of Office; Free}
        IsDeleted         | boolean        | d     | Deleted
        CreatedDate       | datetime       | d     | Created Date
        CreatedById       | reference 18   | d     | Created By ID       | -> User as CreatedBy
        LastModifiedDate  | datetime       | d     | Last Modified Date
        LastModifiedById  | reference 18   | d     | Last Modified By ID | -> User as LastModifiedBy
        SystemModstamp    | datetime       | d     | System Modstamp
        IsArchived        | boolean        | d     | Archived
        ReminderDateTime  | datetime       | ncu   | Reminder Date/Time
        IsReminderSet     | boolean        | cud   | Reminder Set
        EventSubtype      | picklist 40    | ncr   | Event Subtype       | {Event}
        """;
}

using System.Collections.Immutable;
using Integration.Core.Records;

namespace Integration.Core.Sightings;

/// <summary>Which records are watched and not paired, and what is read of them. Without an Agreement nothing is.</summary>
public sealed record SightingPlan(ImmutableArray<SightedObject> Objects)
{
    /// <summary>Nothing is watched, and no call is spent on it.</summary>
    public static SightingPlan None { get; } = new([]);

    /// <summary>What a handoff follows: activities of sales in both systems, and opportunities.</summary>
    /// <remarks>
    /// A person's doing is told from a machine's by who made it and by what (CreatedById, TaskSubtype, hs_object_source): automated mail
    /// does not count as a touch. Properties that a portal lacks are left out of its answers.
    /// </remarks>
    public static SightingPlan Standard { get; } = new(
    [
        HubSpot("calls", "hs_call_direction", "hs_call_disposition", "hs_call_duration", "hs_call_status"),
        HubSpot("meetings", "hs_meeting_end_time", "hs_meeting_outcome", "hs_meeting_start_time"),
        HubSpot("notes") with { IsMade = true },
        HubSpot("tasks", "hs_task_completion_date", "hs_task_priority", "hs_task_status", "hs_task_type") with { IsMade = true },
        Salesforce("Task", "ActivityDate", "CallDisposition", "CallDurationInSeconds", "CallType", "CompletedDateTime", "IsClosed", "Priority", "Status", "TaskSubtype", "WhatId", "WhoId") with { IsMade = true },
        Salesforce("Event", "EndDateTime", "EventSubtype", "StartDateTime", "WhatId", "WhoId"),
        Salesforce("Opportunity", "AccountId", "Amount", "CloseDate", "IsClosed", "IsWon", "LastStageChangeDate", "StageName"),
        new SightedObject(SystemName.Salesforce, "OpportunityContactRole", ["OpportunityId"]) { TellsOf = ("Opportunity", "OpportunityId") },
    ]);

    /// <summary>Whether records of the object are watched.</summary>
    public bool Watches(SystemName system, string objectName) => Objects.Any(each => each.System == system && each.Object == objectName && each.TellsOf is null);

    /// <summary>The same plan with more fields of an object; an object that is not in the plan is left out of it.</summary>
    public SightingPlan With(SystemName system, string objectName, IEnumerable<string> fields) => new(
        [.. Objects.Select(each => each.System == system && each.Object == objectName ? each with { Fields = [.. each.Fields.Union(fields, StringComparer.Ordinal)] } : each)]);

    private static SightedObject HubSpot(string objectName, params string[] fields) => new(
        SystemName.HubSpot, objectName, [.. fields, "hs_created_by_user_id", "hs_object_source", "hs_object_source_label", "hs_timestamp", "hs_updated_by_user_id", "hubspot_owner_id"]);

    private static SightedObject Salesforce(string objectName, params string[] fields) => new(
        SystemName.Salesforce, objectName, [.. fields, "CreatedById", "LastModifiedById", "LastModifiedDate", "OwnerId"]);
}

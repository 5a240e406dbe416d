using System.Collections.Frozen;

namespace Integration.Sandbox.Salesforce.Schema;

/// <summary>The objects of a new org: built once, shared by every org of the process, so that making an org costs nothing.</summary>
internal static class StandardObjects
{
    private const ObjectTraits ReadOnly = ObjectTraits.None;
    private const ObjectTraits Junction = ObjectTraits.Createable | ObjectTraits.Updateable | ObjectTraits.Deletable | ObjectTraits.Replicateable | ObjectTraits.Tracked;

    public static IReadOnlyList<SObjectType> All { get; } =
    [
        Make("Lead", "Leads", "00Q", ObjectTraits.Business | ObjectTraits.Mergeable, LeadFields.Table),
        Make("Contact", "Contacts", "003", ObjectTraits.Business | ObjectTraits.Mergeable, ContactFields.Table),
        Make("Account", "Accounts", "001", ObjectTraits.Business | ObjectTraits.Mergeable, AccountFields.Table),
        Make("Opportunity", "Opportunities", "006", ObjectTraits.Business, OpportunityFields.Table),
        Make("OpportunityContactRole", "Opportunity Contact Role", "00K", Junction, OpportunityContactRoleFields.Table),
        Make("Campaign", "Campaigns", "701", ObjectTraits.Business, CampaignFields.Table),
        Make("CampaignMember", "Campaign Members", "00v", Junction, CampaignMemberFields.Table),
        Make("CampaignMemberStatus", "Campaign Member Statuses", "01Y", ObjectTraits.Setup, CampaignMemberStatusFields.Table),
        Make("Task", "Tasks", "00T", ObjectTraits.Business, TaskFields.Table),
        Make("Event", "Events", "00U", ObjectTraits.Business, EventFields.Table),
        Make("User", "Users", "005", ObjectTraits.Createable | ObjectTraits.Updateable | ObjectTraits.Replicateable | ObjectTraits.Tracked, UserFields.Table),
        Make("Group", "Groups", "00G", ObjectTraits.Setup, GroupFields.Table),
        Make("QueueSobject", "Queue Sobjects", "03g", ObjectTraits.Setup, QueueSobjectFields.Table),
        Make("LeadStatus", "Lead Status Values", "01J", ReadOnly, LeadStatusFields.Table),
        Make("OpportunityStage", "Opportunity Stages", "01J", ReadOnly, OpportunityStageFields.Table),
        Make("TaskStatus", "Task Status Values", "01J", ReadOnly, TaskStatusFields.Table),
        Make("Organization", "Organizations", "00D", ObjectTraits.Updateable, OrganizationFields.Table),
        Make("RecordType", "Record Types", "012", ObjectTraits.Setup, RecordTypeFields.Table),
        Make("PermissionSet", "Permission Sets", "0PS", ObjectTraits.Setup, PermissionSetFields.Table),
        Make("PermissionSetAssignment", "Permission Set Assignments", "0Pa", ObjectTraits.Setup, PermissionSetAssignmentFields.Table),
        Make("FieldPermissions", "Field Permissions", "01k", ObjectTraits.Setup, FieldPermissionsFields.Table),
        Make("CustomField", "Custom Fields", "00N", ObjectTraits.ToolingOnly, ToolingFields.CustomField),
        Make("PlatformEventChannelMember", "Platform Event Channel Members", "0v8", ObjectTraits.ToolingOnly | ObjectTraits.Deletable, ToolingFields.PlatformEventChannelMember),
    ];

    public static FrozenDictionary<string, SObjectType> ByName { get; } = All.ToFrozenDictionary(type => type.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Names of the relationships under which a parent sees its children, by child object and field.</summary>
    public static FrozenDictionary<(string Child, string Field), string> ChildRelationships { get; } = new Dictionary<(string, string), string>
    {
        [("Contact", "AccountId")] = "Contacts",
        [("Account", "ParentId")] = "ChildAccounts",
        [("Opportunity", "AccountId")] = "Opportunities",
        [("Opportunity", "CampaignId")] = "Opportunities",
        [("OpportunityContactRole", "OpportunityId")] = "OpportunityContactRoles",
        [("OpportunityContactRole", "ContactId")] = "OpportunityContactRoles",
        [("Campaign", "ParentId")] = "ChildCampaigns",
        [("CampaignMember", "CampaignId")] = "CampaignMembers",
        [("CampaignMember", "LeadId")] = "CampaignMembers",
        [("CampaignMember", "ContactId")] = "CampaignMembers",
        [("Task", "WhoId")] = "Tasks",
        [("Task", "WhatId")] = "Tasks",
        [("Event", "WhoId")] = "Events",
        [("Event", "WhatId")] = "Events",
        [("QueueSobject", "QueueId")] = "QueueSobjects",
        [("FieldPermissions", "ParentId")] = "FieldPerms",
        [("PermissionSetAssignment", "PermissionSetId")] = "Assignments",
        [("PermissionSetAssignment", "AssigneeId")] = "PermissionSetAssignments",
    }.ToFrozenDictionary();

    private static SObjectType Make(string name, string plural, string keyPrefix, ObjectTraits traits, string table) =>
        new(name, Spaced(name), plural, keyPrefix, traits, FieldTable.Read(table));

    private static string Spaced(string name) =>
        string.Concat(name.Select((letter, at) => at > 0 && char.IsUpper(letter) ? " " + letter : letter.ToString()));
}

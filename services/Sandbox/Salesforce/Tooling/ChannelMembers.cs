using System.Text.Json;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Schema;

namespace Integration.Sandbox.Salesforce.Tooling;

/// <summary>Selects the objects whose changes give events: facts/salesforce.md section 8.2.</summary>
internal static class ChannelMembers
{
    /// <summary>Entities that may be selected without the add-on.</summary>
    private const int SelectedMax = 5;

    public static string Create(SalesforceOrg org, Caller caller, string fullName, JsonElement metadata)
    {
        var channel = Text(metadata, "eventChannel") ?? throw new RefusedException("REQUIRED_FIELD_MISSING", "Required fields are missing: [eventChannel]", "eventChannel");
        var entity = Text(metadata, "selectedEntity") ?? throw new RefusedException("REQUIRED_FIELD_MISSING", "Required fields are missing: [selectedEntity]", "selectedEntity");
        if (ObjectOf(org.State, entity) is not { } type || !type.Has(ObjectTraits.Tracked))
            throw new RefusedException("INVALID_FIELD", $"Selected Entity: {entity} is not an entity that gives change events", "selectedEntity");
        var members = org.State.Table("PlatformEventChannelMember");
        if (members.Rows.Any(row => Is(row, members.Type, "EventChannel", channel) && Is(row, members.Type, "SelectedEntity", entity)))
            throw new RefusedException("DUPLICATE_VALUE", $"The entity {entity} is already selected in the channel {channel}", "selectedEntity");
        var selected = members.Rows.Select(row => row.Text(members.Type, "SelectedEntity")).Append(entity).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        if (selected > SelectedMax) throw new RefusedException("LIMIT_EXCEEDED", $"Only {SelectedMax} entities may be selected for change data capture", "selectedEntity");
        return org.Write(caller, null, tx => Add(tx, fullName, channel, type, Text(metadata, "filterExpression")));
    }

    public static string Add(Transaction tx, string fullName, string channel, SObjectType type, string? filter) =>
        SetupRows.Add(tx, "PlatformEventChannelMember", ("DeveloperName", fullName), ("FullName", fullName), ("EventChannel", channel), ("SelectedEntity", EventName(type.Name)), ("FilterExpression", filter is "" ? null : filter));

    public static void Remove(SalesforceOrg org, Caller caller, string id) => org.Write(caller, null, tx =>
    {
        var type = org.State.Schema["PlatformEventChannelMember"];
        tx.Put(type, RecordWriter.Live(org.State, type, id), null, ChangeKind.Quiet);
        return id;
    });

    /// <summary>Lead to LeadChangeEvent, Thing__c to Thing__ChangeEvent.</summary>
    public static string EventName(string objectName) =>
        objectName.EndsWith("__c", StringComparison.Ordinal) ? objectName[..^1] + "ChangeEvent" : objectName + "ChangeEvent";

    public static SObjectType? ObjectOf(OrgState state, string eventName) =>
        eventName.EndsWith("ChangeEvent", StringComparison.OrdinalIgnoreCase) ? state.Schema.Find(eventName[..^"ChangeEvent".Length]) : null;

    private static bool Is(Row row, SObjectType type, string field, string value) => string.Equals(row.Text(type, field), value, StringComparison.OrdinalIgnoreCase);

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

using System.Text.Encodings.Web;
using System.Text.Json;

namespace Integration.Sandbox.HubSpot.Webhooks;

/// <summary>Events on the wire: facts/hubspot.md section 7.3.</summary>
public static class WebhookJson
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The body of one delivery: an array, even of one.</summary>
    public static byte[] Delivery(IReadOnlyList<WebhookEvent> events, long portalId, long appId)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartArray();
            foreach (var each in events) Write(json, each, portalId, appId);
            json.WriteEndArray();
        }
        return buffer.ToArray();
    }

    internal static void Write(Utf8JsonWriter json, WebhookEvent happened, long portalId, long appId)
    {
        json.WriteStartObject();
        json.WriteNumber("eventId", happened.EventId);
        json.WriteNumber("subscriptionId", happened.SubscriptionId);
        json.WriteNumber("portalId", portalId);
        json.WriteNumber("appId", appId);
        json.WriteNumber("occurredAt", happened.OccurredAt.ToUnixTimeMilliseconds());
        json.WriteString("subscriptionType", happened.SubscriptionType);
        json.WriteNumber("attemptNumber", happened.AttemptNumber);
        if (happened.ObjectId is { } id) json.WriteNumber("objectId", id);
        if (happened.ObjectTypeId is { } type) json.WriteString("objectTypeId", type);
        if (happened.ChangeFlag is { } flag) json.WriteString("changeFlag", flag);
        if (happened.PropertyName is { } property)
        {
            json.WriteString("propertyName", property);
            json.WriteString("propertyValue", happened.PropertyValue);
        }
        if (happened.Merged is { } merged) WriteMerge(json, merged);
        if (happened.Link is { } link) WriteLink(json, link, happened.ObjectTypeId is not null);
        json.WriteString("changeSource", happened.ChangeSource);
        if (happened.SourceId is { } source) json.WriteString("sourceId", source);
        if (happened.PropertyName is not null && happened.ObjectTypeId is not null) json.WriteBoolean("isSensitive", false);
        json.WriteEndObject();
    }

    private static void WriteMerge(Utf8JsonWriter json, MergedIds merged)
    {
        json.WriteNumber("primaryObjectId", merged.PrimaryId);
        json.WriteStartArray("mergedObjectIds");
        foreach (var id in merged.OtherIds) json.WriteNumberValue(id);
        json.WriteEndArray();
        json.WriteNumber("newObjectId", merged.NewId);
        json.WriteNumber("numberOfPropertiesMoved", merged.PropertiesMoved);
    }

    private static void WriteLink(Utf8JsonWriter json, ChangedLink link, bool generic)
    {
        if (generic)
        {
            json.WriteString("fromObjectTypeId", link.FromTypeId);
            json.WriteString("toObjectTypeId", link.ToTypeId);
            json.WriteNumber("associationTypeId", link.TypeId);
            json.WriteString("associationCategory", "HUBSPOT_DEFINED");
        }
        else json.WriteString("associationType", link.AssociationType);
        json.WriteNumber("fromObjectId", link.FromId);
        json.WriteNumber("toObjectId", link.ToId);
        json.WriteBoolean("associationRemoved", link.Removed);
        json.WriteBoolean("isPrimaryAssociation", link.Primary);
    }
}

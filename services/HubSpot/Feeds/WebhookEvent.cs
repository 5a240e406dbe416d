using System.Text.Json;
using System.Text.Json.Serialization;
using Integration.HubSpot.Wire;

namespace Integration.HubSpot.Feeds;

/// <summary>One event of a webhook delivery (facts/hubspot.md section 7.3). Anything may be absent, and more may be there.</summary>
internal sealed record WebhookEvent
{
    public long? EventId { get; init; }
    public long? PortalId { get; init; }
    /// <summary><c>contact.propertyChange</c>, <c>object.merge</c>.</summary>
    public string? SubscriptionType { get; init; }
    [JsonConverter(typeof(IdTextJson))] public string? ObjectId { get; init; }
    /// <summary>Generic events only: <c>0-1</c>.</summary>
    public string? ObjectTypeId { get; init; }
    /// <summary><c>NEW</c> comes from the Test button of the app's page alone; real creations say <c>CREATED</c>.</summary>
    public string? ChangeFlag { get; init; }
    public string? PropertyName { get; init; }
    /// <summary>A text as documented; kept as it came, so that another type does not refuse the whole delivery.</summary>
    public JsonElement? PropertyValue { get; init; }
    [JsonConverter(typeof(IdTextJson))] public string? PrimaryObjectId { get; init; }
    public IReadOnlyList<JsonElement>? MergedObjectIds { get; init; }
    [JsonConverter(typeof(IdTextJson))] public string? NewObjectId { get; init; }
    [JsonConverter(typeof(IdTextJson))] public string? FromObjectId { get; init; }
    /// <summary>Generic association events only: the object of <see cref="FromObjectId"/>.</summary>
    public string? FromObjectTypeId { get; init; }
}

using System.Globalization;
using Integration.Sandbox.Control;
using Integration.Sandbox.HubSpot.Associations;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Records;

namespace Integration.Sandbox.HubSpot.Webhooks;

/// <summary>Turns changes into events for whoever subscribed, and keeps them until a receiver took them.</summary>
/// <remarks>Guarded by the portal's lock. Delivery itself is <see cref="WebhookSender"/>, or a simulator that drains.</remarks>
internal sealed class EventOutbox(PortalState state, FaultPlan faults)
{
    /// <summary>How late a reordered event comes.</summary>
    private static readonly TimeSpan ReorderDelayMax = TimeSpan.FromSeconds(5);

    private static readonly string[] NotSubscribable = ["hs_lastmodifieddate", "num_unique_conversion_events"];

    private readonly Dictionary<(ObjectType Type, string Kind), Subscription[]> heard = [];
    private List<Subscription> subscriptions = [];
    private long nextSubscriptionId = 880_001;

    public DeliveryQueue Queue { get; } = new(state);
    public string? TargetUrl { get; set; }
    public string Secret { get; set; } = "sandbox-secret";
    public int MaxConcurrentRequests { get; set; } = 10;
    public DateTimeOffset SettingsCreatedAt { get; set; } = state.Now;
    public IReadOnlyList<Subscription> Subscriptions => subscriptions;

    public Subscription Subscribe(string eventType, string? propertyName, string? objectTypeId, bool active)
    {
        var now = state.Now;
        var made = new Subscription(nextSubscriptionId++, eventType, propertyName, objectTypeId, active, now, now);
        SetSubscriptions([.. subscriptions, made]);
        return made;
    }

    public void SetSubscriptions(IEnumerable<Subscription> all)
    {
        subscriptions = [.. all];
        if (subscriptions.Count > 0) nextSubscriptionId = Math.Max(nextSubscriptionId, subscriptions.Max(each => each.Id) + 1);
        heard.Clear();
        state.Revision++;
    }

    public void Creation(HubSpotRecord record, Caller by, DateTimeOffset at) => Tell(record.Type, "creation", record.Id, by, at, each => each with { ChangeFlag = "CREATED" });

    public void Deletion(HubSpotRecord record, Caller by, DateTimeOffset at) => Tell(record.Type, "deletion", record.Id, by, at, each => each with { ChangeFlag = "DELETED" });

    public void Restore(HubSpotRecord record, Caller by, DateTimeOffset at) => Tell(record.Type, "restore", record.Id, by, at, each => each);

    public void PrivacyDeletion(HubSpotRecord record, Caller by, DateTimeOffset at) => Tell(record.Type, "privacyDeletion", record.Id, by, at, each => each);

    public void Merge(HubSpotRecord made, MergedIds ids, Caller by, DateTimeOffset at) => Tell(made.Type, "merge", made.Id, by, at, each => each with { Merged = ids });

    public void PropertyChange(HubSpotRecord record, PropertyDefinition property, string? value, Caller by, DateTimeOffset at)
    {
        foreach (var subscription in Hearing(record.Type, "propertyChange"))
        {
            if (subscription.PropertyName != "*" && subscription.PropertyName != property.Name) continue;
            if (NotSubscribable.Contains(property.Name)) continue;
            Enqueue(record.Type, Event(subscription, record.Type, record.Id, by, at) with { PropertyName = property.Name, PropertyValue = OnTheWire(property, value) });
        }
    }

    public void AssociationChange(AssociationType type, long fromId, long toId, bool removed, Caller by, DateTimeOffset at)
    {
        var link = new ChangedLink($"{type.From.LegacyName}_TO_{type.To.LegacyName}", type.From.TypeId, type.To.TypeId, type.Id, fromId, toId, removed, type.IsPrimary);
        Tell(type.From, "associationChange", null, by, at, each => each with { Link = link });
    }

    // Reads show ISO, events show epoch milliseconds: facts/hubspot.md section 4.1.
    private static string OnTheWire(PropertyDefinition property, string? value) =>
        value is null ? "" : property.Type is "date" or "datetime" && WireTime.Milliseconds(value) is { } ms ? ms.ToString(CultureInfo.InvariantCulture) : value;

    private void Tell(ObjectType type, string kind, long? objectId, Caller by, DateTimeOffset at, Func<WebhookEvent, WebhookEvent> with)
    {
        foreach (var subscription in Hearing(type, kind)) Enqueue(type, with(Event(subscription, type, objectId, by, at)));
    }

    private Subscription[] Hearing(ObjectType type, string kind)
    {
        if (!heard.TryGetValue((type, kind), out var found)) heard[(type, kind)] = found = [.. subscriptions.Where(each => each.Hears(type, kind))];
        return found;
    }

    private WebhookEvent Event(Subscription subscription, ObjectType type, long? objectId, Caller by, DateTimeOffset at) => new()
    {
        EventId = state.Random.NextInt64(1, uint.MaxValue),
        SubscriptionId = subscription.Id,
        OccurredAt = at,
        SubscriptionType = subscription.EventType,
        ObjectId = objectId,
        ChangeSource = by.ChangeSource,
        SourceId = by.SourceId,
        ObjectTypeId = subscription.IsGeneric ? type.TypeId : null,
    };

    private void Enqueue(ObjectType type, WebhookEvent happened)
    {
        // A fault names the classic type whatever the subscription's form, so that one plan fits both.
        var kind = happened.SubscriptionType[(happened.SubscriptionType.IndexOf('.', StringComparison.Ordinal) + 1)..];
        var fault = faults.Strike($"event:{type.Singular}.{kind}", each => each is FaultKind.Lose or FaultKind.Duplicate or FaultKind.Reorder)?.Do;
        switch (fault)
        {
            case FaultKind.Lose:
                Queue.CountLost();
                break;
            case FaultKind.Duplicate:
                Queue.Add(happened, happened.OccurredAt);
                Queue.Add(happened, happened.OccurredAt);
                break;
            case FaultKind.Reorder:
                Queue.Add(happened, happened.OccurredAt + ReorderDelayMax * state.Random.NextDouble());
                break;
            default:
                Queue.Add(happened, happened.OccurredAt);
                break;
        }
    }
}

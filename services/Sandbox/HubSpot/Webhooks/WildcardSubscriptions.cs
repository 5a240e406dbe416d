using Integration.Sandbox.HubSpot.Properties;

namespace Integration.Sandbox.HubSpot.Webhooks;

/// <summary>Subscribes to everything at once, which no real app can: for tests, demos and simulators.</summary>
internal static class WildcardSubscriptions
{
    public static void Apply(EventOutbox outbox)
    {
        foreach (var type in new[] { ObjectType.Contact, ObjectType.Company, ObjectType.Deal })
        {
            foreach (var kind in Subscription.Kinds)
            {
                var eventType = $"{type.Singular}.{kind}";
                if (!Subscription.Offered(eventType) || outbox.Subscriptions.Any(each => each.EventType == eventType && each.PropertyName is null or "*")) continue;
                outbox.Subscribe(eventType, kind == "propertyChange" ? "*" : null, null, active: true);
            }
        }
    }
}

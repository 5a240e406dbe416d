using Integration.Sandbox.HubSpot.Properties;

namespace Integration.Sandbox.HubSpot.Webhooks;

/// <summary>One wish to hear of one kind of change.</summary>
/// <param name="EventType">Classic (<c>contact.creation</c>) or generic (<c>object.creation</c> with <paramref name="ObjectTypeId"/>).</param>
/// <param name="PropertyName">For property changes; <c>*</c>, which HubSpot does not know, hears all: the control surface sets it.</param>
public sealed record Subscription(long Id, string EventType, string? PropertyName, string? ObjectTypeId, bool Active, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    internal bool IsGeneric => EventType.StartsWith("object.", StringComparison.Ordinal);

    internal string Kind => EventType[(EventType.IndexOf('.', StringComparison.Ordinal) + 1)..];

    internal bool Hears(ObjectType type, string kind) =>
        Active && Kind == kind && (IsGeneric ? ObjectTypeId == type.TypeId : EventType.AsSpan(0, EventType.Length - kind.Length - 1).SequenceEqual(type.Singular));

    /// <summary>All kinds there are for one record object.</summary>
    internal static IReadOnlyList<string> Kinds { get; } = ["creation", "deletion", "propertyChange", "merge", "restore", "associationChange", "privacyDeletion"];

    /// <summary>Whether HubSpot offers this event type: facts/hubspot.md section 7.1.</summary>
    internal static bool Offered(string eventType)
    {
        var parts = eventType.Split('.');
        if (parts.Length != 2 || !Kinds.Contains(parts[1])) return false;
        return parts[1] == "privacyDeletion" ? parts[0] == "contact" : parts[0] is "contact" or "company" or "deal" or "object";
    }
}

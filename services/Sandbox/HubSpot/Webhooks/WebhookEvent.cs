namespace Integration.Sandbox.HubSpot.Webhooks;

/// <summary>One event as a receiver gets it. Keys and forms: facts/hubspot.md section 7.3.</summary>
public sealed record WebhookEvent
{
    /// <summary>A random 32-bit number: not unique.</summary>
    public required long EventId { get; init; }
    /// <summary>The subscription that asked for it.</summary>
    public required long SubscriptionId { get; init; }
    /// <summary>When the change happened, by the portal's clock.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
    /// <summary>Such as <c>contact.propertyChange</c> or <c>object.creation</c>.</summary>
    public required string SubscriptionType { get; init; }
    /// <summary>The record; null on association changes.</summary>
    public long? ObjectId { get; init; }
    /// <summary>0 on the first delivery.</summary>
    public int AttemptNumber { get; init; }
    /// <summary>Such as <c>CRM_UI</c>; an open set.</summary>
    public required string ChangeSource { get; init; }
    /// <summary>Such as <c>userId:4455</c>.</summary>
    public string? SourceId { get; init; }
    /// <summary>Such as <c>0-1</c>; on generic events only.</summary>
    public string? ObjectTypeId { get; init; }
    /// <summary><c>CREATED</c> or <c>DELETED</c>.</summary>
    public string? ChangeFlag { get; init; }
    /// <summary>On property changes.</summary>
    public string? PropertyName { get; init; }
    /// <summary>On property changes: empty when cleared, epoch milliseconds for dates.</summary>
    public string? PropertyValue { get; init; }
    /// <summary>On merges.</summary>
    public MergedIds? Merged { get; init; }
    /// <summary>On association changes.</summary>
    public ChangedLink? Link { get; init; }
}

/// <summary>What a merge event names.</summary>
public sealed record MergedIds(long PrimaryId, IReadOnlyList<long> OtherIds, long NewId, int PropertiesMoved);

/// <summary>What an association event names; <paramref name="AssociationType"/> is <c>CONTACT_TO_COMPANY</c> and the like.</summary>
public sealed record ChangedLink(string AssociationType, string FromTypeId, string ToTypeId, int TypeId, long FromId, long ToId, bool Removed, bool Primary);

using Integration.Core.Records;

namespace Integration.Connectors.Ports;

/// <summary>A wish for everybody who may own records.</summary>
/// <param name="Lane">Who goes first.</param>
public sealed record OwnersRequest(Lane Lane);

/// <summary>Everybody who may own records or once did; or why they are not known. With a fault the list is empty.</summary>
/// <param name="Owners">At most 100,000, ids distinct; in any order.</param>
/// <param name="Fault">Null = the list is whole.</param>
public sealed record OwnersAnswer(IReadOnlyList<Owner> Owners, Fault? Fault = null);

/// <summary>Somebody, or some queue, whose id a record's owner field may hold.</summary>
/// <param name="Id">As the owner field holds it; Salesforce ids in their 18-character form.</param>
/// <param name="Kind">Whether records may be given to them.</param>
/// <param name="Email">Null where the system shows none, always for queues.</param>
public sealed record Owner(string Id, OwnerKind Kind, string? Email = null);

/// <summary>Whether records may be given to an owner.</summary>
public enum OwnerKind
{
    /// <summary>A person who may be given records.</summary>
    Active,
    /// <summary>A person whose user was deactivated: still named on old records, and given no new ones.</summary>
    Inactive,
    /// <summary>No person.</summary>
    Queue,
    /// <summary>The user that the service itself works as: owns what it made and nobody was given yet.</summary>
    Service,
}

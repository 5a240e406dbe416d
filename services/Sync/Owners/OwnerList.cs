using System.Collections.Immutable;
using Integration.Connectors.Ports;

namespace Integration.Sync.Owners;

/// <summary>One system's owners as read at one moment, by id and by mail address.</summary>
internal sealed class OwnerList
{
    private readonly Dictionary<string, Owner> byId;
    private readonly ILookup<string, Owner> byAddress;

    public OwnerList(IReadOnlyList<Owner> owners, DateTimeOffset readAt)
    {
        ReadAt = readAt;
        byId = owners.DistinctBy(owner => owner.Id).ToDictionary(owner => owner.Id, StringComparer.Ordinal);
        byAddress = byId.Values.Where(owner => AddressOf(owner) is not null).ToLookup(owner => AddressOf(owner)!, StringComparer.Ordinal);
    }

    /// <summary>When it was read, by our clock.</summary>
    public DateTimeOffset ReadAt { get; }

    /// <summary>The owner with an id, or null.</summary>
    public Owner? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>Ids of the people with an address, lowest first.</summary>
    public ImmutableArray<string> With(string address, OwnerKind kind) =>
        [.. byAddress[address].Where(owner => owner.Kind == kind).Select(owner => owner.Id).Order(StringComparer.Ordinal)];

    /// <summary>The address that a person is matched by; null for queues and where none is shown.</summary>
    /// <remarks>Salesforce appends <c>.invalid</c> to every user's address in a sandbox org (facts/salesforce.md, User); no real address ends so.</remarks>
    public static string? AddressOf(Owner owner)
    {
        if (owner.Kind == OwnerKind.Queue || string.IsNullOrWhiteSpace(owner.Email)) return null;
        var address = owner.Email.Trim().ToLowerInvariant();
        return address.EndsWith(".invalid", StringComparison.Ordinal) ? address[..^".invalid".Length] : address;
    }
}

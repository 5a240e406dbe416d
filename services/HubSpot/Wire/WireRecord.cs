using System.Text.Json.Serialization;

namespace Integration.HubSpot.Wire;

/// <summary>An answer whose lists may hold a null that no reader refuses.</summary>
internal interface IWire
{
    /// <summary>No element is null.</summary>
    bool IsWhole { get; }
}

/// <summary>One record as HubSpot answers with it.</summary>
internal sealed record WireRecord
{
    public required string Id { get; init; }
    // The generated reader sets every init member, an absent one to null: the initialiser alone would be overwritten.
    [JsonConverter(typeof(PropertyTextJson))]
    public IReadOnlyDictionary<string, string?> Properties { get; init => field = value ?? None; } = None;
    public string? CreatedAt { get; init; }
    public string? UpdatedAt { get; init; }
    public bool Archived { get; init; }
    public string? ArchivedAt { get; init; }
    /// <summary>Upsert only: made by this call.</summary>
    public bool? New { get; init; }

    private static readonly IReadOnlyDictionary<string, string?> None = new Dictionary<string, string?>();
}

/// <summary>Answer of a batch call. Results come in any order.</summary>
internal sealed record WireBatch : IWire
{
    public required IReadOnlyList<WireRecord> Results { get; init; }
    public IReadOnlyList<WireError>? Errors { get; init; }
    public bool IsWhole => Results.All(record => record is not null) && (Errors ?? []).All(error => error is not null);
}

/// <summary>A page of a list or search.</summary>
internal sealed record WirePage : IWire
{
    public required IReadOnlyList<WireRecord> Results { get; init; }
    public bool IsWhole => Results.All(record => record is not null);
    public WirePaging? Paging { get; init; }
}

/// <summary>Where the next page begins. Its <c>link</c> sometimes names another host and is ignored.</summary>
internal sealed record WirePaging(WireNext? Next);

/// <summary>The next page's <c>after</c>.</summary>
internal sealed record WireNext(string After);

/// <summary>Answer of the token endpoint, good or bad.</summary>
internal sealed record WireToken
{
    [JsonPropertyName("access_token")] public string? AccessToken { get; init; }
    [JsonPropertyName("refresh_token")] public string? RefreshToken { get; init; }
    [JsonPropertyName("expires_in")] public int? ExpiresIn { get; init; }
    [JsonPropertyName("hub_id")] public long? HubId { get; init; }
    public string? Error { get; init; }
    public string? Status { get; init; }
}

/// <summary>A property's definition.</summary>
internal sealed record WireProperty
{
    public required string Name { get; init; }
    public string? Label { get; init; }
    public string? Type { get; init; }
    public string? FieldType { get; init; }
    public string? GroupName { get; init; }
    public bool Archived { get; init; }
    public bool HasUniqueValue { get; init; }
    public bool Calculated { get; init; }
    public bool ExternalOptions { get; init; }
    public IReadOnlyList<WireOption>? Options { get; init; }
    public WireModification? ModificationMetadata { get; init; }
}

/// <summary>An allowed value.</summary>
internal sealed record WireOption(string Value, bool Hidden = false);

/// <summary>What may be changed of a property.</summary>
internal sealed record WireModification(bool ReadOnlyValue = false);

/// <summary>All properties of an object.</summary>
internal sealed record WireProperties : IWire
{
    public required IReadOnlyList<WireProperty> Results { get; init; }
    public bool IsWhole => Results.All(property => property is not null && (property.Options ?? []).All(option => option is { Value: not null }));
}

/// <summary>A property group.</summary>
internal sealed record WireGroup(string Name, bool Archived = false);

/// <summary>All groups of an object.</summary>
internal sealed record WireGroups : IWire
{
    public required IReadOnlyList<WireGroup> Results { get; init; }
    public bool IsWhole => Results.All(group => group is not null);
}

/// <summary>The account.</summary>
internal sealed record WireAccount(long PortalId, string? TimeZone = null);

/// <summary>A user who may own records.</summary>
internal sealed record WireOwner(string Id, string? Email = null, string? FirstName = null, string? LastName = null, bool Archived = false, string? Type = null);

/// <summary>A page of owners.</summary>
internal sealed record WireOwners : IWire
{
    public required IReadOnlyList<WireOwner> Results { get; init; }
    public WirePaging? Paging { get; init; }
    public bool IsWhole => Results.All(owner => owner is not null);
}

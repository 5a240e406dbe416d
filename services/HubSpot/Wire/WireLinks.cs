using System.Text.Json.Serialization;

namespace Integration.HubSpot.Wire;

/// <summary>Answer of a batch read of associations. Records without any are left out, or told among the errors.</summary>
internal sealed record WireLinks : IWire
{
    public required IReadOnlyList<WireLinksOf> Results { get; init; }
    public bool IsWhole => Results.All(each => each is { From.Id: not null } && each.To.All(to => to is not null && to.AssociationTypes.All(type => type is not null)));
}

/// <summary>The associations of one record.</summary>
internal sealed record WireLinksOf(WireEnd From, IReadOnlyList<WireLink> To)
{
    public WirePaging? Paging { get; init; }
}

/// <summary>One end of an association. Ids come as text or as numbers (facts/hubspot.md section 5.4).</summary>
internal sealed record WireEnd
{
    [JsonConverter(typeof(IdTextJson))] public string? Id { get; init; }
}

/// <summary>One associated record with all that it is to the other.</summary>
internal sealed record WireLink
{
    [JsonConverter(typeof(IdTextJson))] public string? ToObjectId { get; init; }
    public required IReadOnlyList<WireLinkType> AssociationTypes { get; init; }
}

/// <summary>A type of association; its label is for people and may change.</summary>
internal sealed record WireLinkType(int TypeId);

/// <summary>Answer of a batch that made associations: those made, and errors for the others.</summary>
internal sealed record WireLinksMade : IWire
{
    public required IReadOnlyList<WireLinkMade> Results { get; init; }
    public IReadOnlyList<WireError>? Errors { get; init; }
    public bool IsWhole => Results.All(each => each is not null) && (Errors ?? []).All(error => error is not null);
}

/// <summary>One association that is there now.</summary>
internal sealed record WireLinkMade
{
    [JsonConverter(typeof(IdTextJson))] public string? FromObjectId { get; init; }
    [JsonConverter(typeof(IdTextJson))] public string? ToObjectId { get; init; }
}

using System.Collections.Immutable;
using Integration.Core.Conditions;
using Integration.Core.Records;

namespace Integration.Core.People;

/// <summary>All that is known of one person when the Agreement is asked: both records as last read, and what happened.</summary>
public sealed record PersonFacts
{
    /// <summary>Most events that count; of more, the newest do.</summary>
    public const int EventsMax = 1_000;

    /// <summary>The pair that links the person's records.</summary>
    public required Guid PairId { get; init; }
    /// <summary>The HubSpot contact; null for a person known to Salesforce alone.</summary>
    public RecordKey? HubSpotKey { get; init; }
    /// <summary>The Salesforce Lead or Contact; null until there is one.</summary>
    public RecordKey? SalesforceKey { get; init; }
    /// <summary>What HubSpot holds.</summary>
    public FieldValues HubSpot { get; init; } = FieldValues.None;
    /// <summary>What Salesforce holds.</summary>
    public FieldValues Salesforce { get; init; } = FieldValues.None;
    /// <summary>When a HubSpot field was last seen to change, by name.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> HubSpotChanged { get; init; } = Subject.NoChanges;
    /// <summary>When a Salesforce field was last seen to change, by name.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> SalesforceChanged { get; init; } = Subject.NoChanges;
    /// <summary>What the person did, in any order; an id that comes twice counts once.</summary>
    public ImmutableArray<PersonEvent> Events { get; init; } = [];

    /// <summary>The person as conditions see it.</summary>
    public Subject ToSubject() => new()
    {
        HubSpot = HubSpot,
        Salesforce = Salesforce,
        HubSpotChanged = HubSpotChanged,
        SalesforceChanged = SalesforceChanged,
        Events = Counting(),
    };

    private ImmutableArray<PersonEvent> Counting()
    {
        if (Events.Length < 2) return Events;
        var distinct = Events.DistinctBy(one => (one.System, one.Id));
        return Events.Length <= EventsMax ? [.. distinct] : [.. distinct.OrderByDescending(one => one.At).ThenBy(one => one.Id, StringComparer.Ordinal).Take(EventsMax)];
    }
}

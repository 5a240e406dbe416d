using System.Collections.Immutable;
using Integration.Core.People;
using Integration.Core.Records;
using Integration.Core.Scores;

namespace Integration.Core.Conditions;

/// <summary>What conditions are evaluated on: a person, or for a mapping's scope a pair. What is not given is missing or did not happen.</summary>
public sealed record Subject
{
    /// <summary>What HubSpot holds.</summary>
    public FieldValues HubSpot { get; init; } = FieldValues.None;
    /// <summary>What Salesforce holds.</summary>
    public FieldValues Salesforce { get; init; } = FieldValues.None;
    /// <summary>When a HubSpot field was last seen to change, by name.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> HubSpotChanged { get; init; } = NoChanges;
    /// <summary>When a Salesforce field was last seen to change, by name.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> SalesforceChanged { get; init; } = NoChanges;
    /// <summary>What happened, each event once, in any order.</summary>
    public ImmutableArray<PersonEvent> Events { get; init; } = [];
    /// <summary>The person's score; null where none is reckoned, and then a condition on it is unknown.</summary>
    public Score? Score { get; init; }

    /// <summary>No change known.</summary>
    public static ImmutableSortedDictionary<string, DateTimeOffset> NoChanges { get; } = ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);

    /// <summary>The field's value; missing when it was not read.</summary>
    public FieldValue this[FieldRef field] => field.System == SystemName.HubSpot ? HubSpot[field.Name] : Salesforce[field.Name];

    /// <summary>When the field was last seen to change; null when never.</summary>
    public DateTimeOffset? ChangedAt(FieldRef field) =>
        (field.System == SystemName.HubSpot ? HubSpotChanged : SalesforceChanged).TryGetValue(field.Name, out var at) ? at : null;
}

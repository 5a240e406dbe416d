using System.Collections.Immutable;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.People;
using Integration.Core.Records;
using Integration.Core.Sightings;
using Integration.Ledger.Asks;
using Integration.Ledger.Handoffs;

namespace Integration.Handoff.People;

/// <summary>All that the ledger holds of one person when the Agreement is asked.</summary>
internal sealed record PersonFile
{
    /// <summary>The pair, as claimed or just read.</summary>
    public required Pair Pair { get; init; }
    /// <summary>The person's handoffs, oldest first.</summary>
    public required IReadOnlyList<StoredHandoff> Handoffs { get; init; }
    /// <summary>Tasks, events, opportunities, engagements.</summary>
    public required IReadOnlyList<Sighting> Sightings { get; init; }
    /// <summary>How the asks stand that handoffs of the person wait for.</summary>
    public required IReadOnlyDictionary<Guid, AskStanding> Asks { get; init; }
    /// <summary>As conditions see the person.</summary>
    public required PersonFacts Facts { get; init; }

    /// <summary>Whether HubSpot's record is there and was read: without it marketing knows nobody whom it could hand over.</summary>
    public bool IsKnown => Pair.HubSpot is { Ref: not null, Seen.Life.State: LifeState.Live };

    public static PersonFacts FactsOf(Pair pair, Mapping? mapping, IEnumerable<StoredPersonEvent> events) => new()
    {
        PairId = pair.Id,
        HubSpotKey = pair.HubSpot.Ref,
        SalesforceKey = pair.Salesforce.Ref,
        HubSpot = pair.HubSpot.Seen?.Values ?? FieldValues.None,
        Salesforce = pair.Salesforce.Seen?.Values ?? FieldValues.None,
        HubSpotChanged = Changed(pair.Fields.Select(field => (field.Key, field.Value.HubSpotChanged))),
        SalesforceChanged = Changed((mapping?.Fields ?? []).Select(field => (field.Salesforce, pair.Field(field.HubSpot).SalesforceChanged))),
        Events = [.. events.Select(Files.PersonEvents.Of)],
    };

    private static ImmutableSortedDictionary<string, DateTimeOffset> Changed(IEnumerable<(string Name, ChangeInterval? At)> fields)
    {
        var changed = ImmutableSortedDictionary.CreateBuilder<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var (name, at) in fields)
            if (at is { } interval) changed[name] = DateTimeOffset.FromUnixTimeMilliseconds(interval.NotAfter);
        return changed.ToImmutable();
    }
}

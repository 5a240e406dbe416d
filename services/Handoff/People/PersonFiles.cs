using System.Collections.Immutable;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Handoff.Files;
using Integration.Ledger;
using Integration.Ledger.Handoffs;

namespace Integration.Handoff.People;

/// <summary>Loads what is known of many persons, one question of each kind for all of them.</summary>
internal sealed class PersonFiles(ILedger ledger, Mapping? mapping, HandoffOptions options)
{
    public async Task<IReadOnlyDictionary<Guid, PersonFile>> LoadAsync(IReadOnlyCollection<Pair> pairs, DateTimeOffset now, CancellationToken stop)
    {
        var ids = pairs.Select(pair => pair.Id).Distinct().ToList();
        if (ids.Count == 0) return ImmutableDictionary<Guid, PersonFile>.Empty;
        var handoffs = await ledger.Handoffs.HandoffsOfAsync(ids, stop);
        var events = await ledger.Handoffs.PersonEventsAsync(ids, now - options.EventsBack, stop);
        // Only of those who were handed over: what else stands in both systems is nobody's answer to us.
        var handedOver = ids.Where(handoffs.ContainsKey).ToList();
        var sightings = handedOver.Count == 0 ? ImmutableDictionary<Guid, IReadOnlyList<Core.Sightings.Sighting>>.Empty : await ledger.SightingsOfAsync(handedOver, stop);
        var awaited = handoffs.Values.SelectMany(rows => rows).SelectMany(Awaited).Distinct().ToList();
        var asks = new Dictionary<Guid, Ledger.Asks.AskStanding>();
        foreach (var chunk in awaited.Chunk(10_000))
            foreach (var (id, standing) in await ledger.AsksAsync(chunk, stop)) asks[id] = standing;
        return pairs.DistinctBy(pair => pair.Id).ToDictionary(pair => pair.Id, pair =>
        {
            var of = handoffs.GetValueOrDefault(pair.Id, []);
            return new PersonFile
            {
                Pair = pair,
                Handoffs = of,
                Sightings = sightings.GetValueOrDefault(pair.Id, []),
                Asks = of.SelectMany(Awaited).Distinct().Where(asks.ContainsKey).ToDictionary(id => id, id => asks[id]),
                Facts = PersonFile.FactsOf(pair, mapping, events.GetValueOrDefault(pair.Id, [])),
            };
        });
    }

    private static IEnumerable<Guid> Awaited(StoredHandoff row) => HandoffFile.Of(row).Awaited;
}

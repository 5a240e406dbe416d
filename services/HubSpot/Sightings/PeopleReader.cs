using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.HubSpot.Client;
using Integration.HubSpot.Wire;

namespace Integration.HubSpot.Sightings;

/// <summary>Finds the contacts that calls, meetings, notes and tasks belong to: by their associations, a thousand records in a call.</summary>
internal sealed class PeopleReader(HubSpotClient client)
{
    /// <summary>Ids of one call.</summary>
    private const int BatchMax = 1_000;
    /// <summary>A meeting with more contacts than this is a webinar; those beyond are left.</summary>
    private const int PeopleMax = 1_000;

    /// <summary>The same outcomes, the live ones with their people. Where those cannot be read, the record counts as not read: told of nobody, it would be lost.</summary>
    public async Task<IReadOnlyList<ReadOutcome>> AddAsync(Lane lane, IReadOnlyList<ReadOutcome> outcomes, CancellationToken stop)
    {
        var people = new Dictionary<RecordKey, SortedSet<RecordKey>>();
        var faults = new Dictionary<RecordKey, Fault>();
        foreach (var group in outcomes.Where(IsLive).Select(outcome => outcome.Key).GroupBy(key => key.Object, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
            foreach (var chunk in group.Chunk(BatchMax)) await AskAsync(lane, group.Key, chunk, people, faults, stop);
        return [.. outcomes.Select(outcome => !IsLive(outcome) ? outcome
            : faults.TryGetValue(outcome.Key, out var fault) ? new ReadOutcome(outcome.Key, null, fault)
            : outcome with { People = [.. people.GetValueOrDefault(outcome.Key, [])] })];
    }

    private async Task AskAsync(Lane lane, string objectName, IReadOnlyList<RecordKey> keys, Dictionary<RecordKey, SortedSet<RecordKey>> people, Dictionary<RecordKey, Fault> faults, CancellationToken stop)
    {
        var open = keys.Select(key => (key.Id, After: (string?)null)).ToList();
        while (open.Count > 0)
        {
            var answer = await client.ReadLinksAsync(lane, objectName, "contacts", open, stop);
            if (answer.Value is not { } links)
            {
                foreach (var (id, _) in open) faults[HubSpotObjects.Key(objectName, id)] = answer.Fault!;
                return;
            }
            open = [];
            foreach (var record in links.Results)
            {
                var key = HubSpotObjects.Key(objectName, record.From.Id!);
                if (!people.TryGetValue(key, out var found)) people[key] = found = [];
                found.UnionWith(record.To.Select(to => to.ToObjectId).OfType<string>().Where(HubSpotObjects.IsId).Select(id => HubSpotObjects.Key("contacts", id)));
                if (record.Paging?.Next?.After is { Length: > 0 } after && found.Count < PeopleMax) open.Add((key.Id, after));
            }
        }
    }

    private static bool IsLive(ReadOutcome outcome) => outcome.Seen is { Life.State: LifeState.Live };
}

using Integration.Connectors.Batching;
using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.HubSpot.Client;
using Integration.HubSpot.Wire;

namespace Integration.HubSpot.Reads;

/// <summary>Looks for evidence of what became of ids that a batch read left out.</summary>
/// <remarks>
/// First the merge, then the recycle bin: a merge ends both records as deletions do, so that asking the bin first could
/// take a merge for a delete (facts/hubspot.md section 3.4). Only a single GET follows merges, hence one call per id.
/// </remarks>
internal sealed class AbsentRecords(HubSpotClient client, BatchPump<BatchReadItem, BatchReadOutcome> reads, int inFlightMax)
{
    /// <summary>Follows up on records of one object.</summary>
    /// <returns>One outcome per key, in order: merged into whom, deleted, or unknown where there is no evidence; or why it could not be asked.</returns>
    public async Task<IReadOnlyList<ReadOutcome>> LookAsync(Lane lane, string objectName, IReadOnlyList<RecordKey> keys, CancellationToken stop)
    {
        var outcomes = new ReadOutcome?[keys.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, keys.Count), new ParallelOptions { MaxDegreeOfParallelism = inFlightMax, CancellationToken = stop, TaskScheduler = TaskScheduler.Current },
            async (place, token) => outcomes[place] = await FollowMergeAsync(lane, keys[place], token));

        var open = Enumerable.Range(0, keys.Count).Where(place => outcomes[place] is null).ToList();
        var properties = new PropertyList(Observations.With(objectName, []));
        var bin = await reads.SubmitAsync(lane, [.. open.Select(place => new BatchReadItem(objectName, keys[place].Id, null, Archived: true, properties))], stop);
        foreach (var (place, found) in open.Zip(bin))
        {
            var life = new Life(found.Record is null ? LifeState.Unknown : LifeState.Deleted);
            outcomes[place] = found.Fault is not null
                ? new ReadOutcome(keys[place], null, found.Fault)
                : new ReadOutcome(keys[place], Observations.Absent(keys[place], life, found.StartedAt, found.EndedAt, HubSpotTime.Milliseconds(found.Record?.UpdatedAt) ?? 0));
        }
        return outcomes!;
    }

    /// <summary>Null = no record answers to this id.</summary>
    private async Task<ReadOutcome?> FollowMergeAsync(Lane lane, RecordKey key, CancellationToken stop)
    {
        var answer = await client.GetAsync(lane, key.Object, key.Id, stop);
        if (answer.Status == 404) return null;
        if (answer.Value is not { } record) return new ReadOutcome(key, null, answer.Fault);
        if (record.Id != key.Id)
            return new ReadOutcome(key, Observations.Absent(key, new Life(LifeState.Merged, HubSpotObjects.Key(key.Object, record.Id)), answer.StartedAt, answer.EndedAt));
        // There after all: it returned, or was made, between the two calls. The next look reads it whole.
        return new ReadOutcome(key, null, new Fault(FaultClass.Transient, "APPEARED", $"{key} appeared while it was read.", "It is read again by itself.") { RetryAfter = TimeSpan.FromSeconds(1) });
    }
}

using Integration.Core.Asks;
using Integration.Core.Records;
using Integration.Core.Sightings;
using Integration.Ledger.Asks;
using Integration.Ledger.Drafts;
using Integration.Ledger.Sightings;

namespace Integration.Ledger.Memory;

internal sealed partial class MemoryLedger
{
    public Task<int> AskAsync(IReadOnlyList<Ask> asks, DateTimeOffset now, CancellationToken stop)
    {
        LedgerLimits.Check(asks);
        return DoneAsync(() => Finished(new MemoryPen(tables).AskAsync(asks, now, stop)), stop);
    }

    public Task<IReadOnlyList<Ask>> OpenAsksAsync(IReadOnlyCollection<Guid> pairIds, CancellationToken stop)
    {
        LedgerLimits.Count(pairIds.Count, 0, LedgerLimits.KeysMax, nameof(pairIds));
        return DoneAsync<IReadOnlyList<Ask>>(() => [.. AskRow.InOrder(tables.OpenAsks(pairIds)).Select(row => row.Ask)], stop);
    }

    public Task<IReadOnlyDictionary<Guid, AskStanding>> AsksAsync(IReadOnlyCollection<Guid> askIds, CancellationToken stop)
    {
        LedgerLimits.Count(askIds.Count, 0, LedgerLimits.KeysMax, nameof(askIds));
        return DoneAsync<IReadOnlyDictionary<Guid, AskStanding>>(
            () => askIds.Distinct().Where(tables.Asks.ContainsKey).ToDictionary(id => id, id => tables.Asks[id].Standing), stop);
    }

    public Task<IReadOnlyList<DueSighting>> ClaimSightingsAsync(int max, DateTimeOffset now, DateTimeOffset until, CancellationToken stop)
    {
        LedgerLimits.Count(max, 1, LedgerLimits.PairsMax, nameof(max));
        return DoneAsync<IReadOnlyList<DueSighting>>(() =>
        {
            var due = tables.Sightings.Values.Where(row => row.DueAt <= now).OrderBy(row => row.DueAt).ThenBy(row => row.Key.ToString(), StringComparer.Ordinal).Take(max).ToList();
            foreach (var row in due) tables.Sightings[row.Key] = row with { DueAt = until };
            return [.. due.Select(row => new DueSighting(row.Key, row.Generation, row.Attempts))];
        }, stop);
    }

    public Task<int> StoreSightingsAsync(IReadOnlyList<SightingCommit> commits, DateTimeOffset now, CancellationToken stop)
    {
        LedgerLimits.Check(commits);
        return DoneAsync(() => Finished(new MemoryPen(tables).StoreSightingsAsync(commits, now, stop)), stop);
    }

    public Task<IReadOnlyDictionary<Guid, IReadOnlyList<Sighting>>> SightingsOfAsync(IReadOnlyCollection<Guid> pairIds, CancellationToken stop)
    {
        LedgerLimits.Count(pairIds.Count, 0, LedgerLimits.PairsMax, nameof(pairIds));
        return DoneAsync<IReadOnlyDictionary<Guid, IReadOnlyList<Sighting>>>(() => pairIds.Distinct()
            .Select(id => (Id: id, Seen: SightingsOf(tables.RefsOf.GetValueOrDefault(id) ?? [])))
            .Where(entry => entry.Seen.Count > 0).ToDictionary(entry => entry.Id, entry => entry.Seen), stop);
    }

    private IReadOnlyList<Sighting> SightingsOf(IReadOnlyCollection<RecordKey> people) =>
        people.Count == 0 ? [] : [.. tables.Sightings.Values.Select(row => row.Sighting).OfType<Sighting>().Where(seen => seen.People.Any(people.Contains))
            .OrderBy(seen => seen.Seen.Version).ThenBy(seen => seen.Key.ToString(), StringComparer.Ordinal).TakeLast(LedgerLimits.SightingsMax)];
}

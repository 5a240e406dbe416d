using System.Collections.Immutable;
using Integration.Connectors.Ports;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Core.Sightings;
using Integration.Ledger;
using Integration.Ledger.Sightings;

namespace Integration.Sync.Sightings;

/// <summary>Looks at watched records that somebody told of: reads them by id, with the people they belong to, and stores what was seen.</summary>
/// <remarks>Nothing is decided here and nothing is written outside. A look that failed, or found nobody, is made again.</remarks>
public sealed class SightingCycle(ILedger ledger, IConnector hubSpot, IConnector salesforce, SightingPlan plan, SyncOptions options, TimeProvider time, Action<int>? ringHandoff = null)
{
    // A call is logged first and associated with its contact a moment later, which may move no stamp of the call.
    private static readonly TimeSpan[] NobodyYet = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];
    // Not there and not proven deleted: a search may tell of a record before the primary store shows it to our user.
    private const int UnknownLooksMax = 5;

    /// <summary>One batch.</summary>
    /// <returns>How many records were looked at.</returns>
    public async Task<int> WorkAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var due = await ledger.ClaimSightingsAsync(options.SightingsMax, now, now + options.LeaseTime, stop);
        if (due.Count == 0) return 0;
        var read = await Task.WhenAll(ReadAsync(hubSpot, due, stop), ReadAsync(salesforce, due, stop));
        var seen = read.SelectMany(outcomes => outcomes).DistinctBy(outcome => outcome.Key).ToDictionary(outcome => outcome.Key);
        now = time.GetUtcNow();
        await ledger.StoreSightingsAsync([.. due.Select(look => Commit(look, seen.GetValueOrDefault(look.Key), now))], now, stop);
        ringHandoff?.Invoke(due.Count);
        return due.Count;
    }

    private async Task<IReadOnlyList<ReadOutcome>> ReadAsync(IConnector connector, IReadOnlyList<DueSighting> due, CancellationToken stop)
    {
        var keys = due.Select(look => look.Key).Where(key => key.System == connector.System && plan.Watches(key.System, key.Object)).ToList();
        if (keys.Count == 0) return [];
        var fields = plan.Objects.Where(each => each.System == connector.System).ToDictionary(each => each.Object, each => (IReadOnlyList<string>)each.Fields, StringComparer.Ordinal);
        return (await connector.ReadAsync(new ReadRequest(Lane.Normal, keys, new FieldSelection(fields)) { WithPeople = true }, stop)).Outcomes;
    }

    private SightingCommit Commit(DueSighting look, ReadOutcome? outcome, DateTimeOffset now)
    {
        // The Agreement that wanted it is gone: it is left until it changes again.
        if (!plan.Watches(look.Key.System, look.Key.Object)) return new SightingCommit(look.Key, look.Generation, null, null);
        if (outcome?.Seen is not { } seen || (seen.Life.State == LifeState.Unknown && look.Attempts < UnknownLooksMax))
            return new SightingCommit(look.Key, look.Generation, null, now + (outcome?.Fault?.RetryAfter ?? options.Limits.Backoff(look.Attempts + 1)));
        ImmutableArray<RecordKey> people = [.. outcome.People.Distinct().Order()];
        var again = people.IsEmpty && seen.Life.State == LifeState.Live && look.Attempts < NobodyYet.Length ? now + NobodyYet[look.Attempts] : (DateTimeOffset?)null;
        return new SightingCommit(look.Key, look.Generation, new Sighting { Seen = seen, People = people }, again);
    }
}

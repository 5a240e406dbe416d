using Integration.Core.Asks;
using Integration.Core.Sightings;
using Integration.Ledger.Asks;
using Integration.Ledger.Drafts;
using Integration.Ledger.Sightings;

namespace Integration.Ledger.Postgres;

internal sealed partial class PostgresLedger
{
    public Task<int> AskAsync(IReadOnlyList<Ask> asks, DateTimeOffset now, CancellationToken stop)
    {
        LedgerLimits.Check(asks);
        return session.WriteAsync(connection => new PostgresPen(connection).AskAsync(asks, now, stop), stop);
    }

    public async Task<IReadOnlyList<Ask>> OpenAsksAsync(IReadOnlyCollection<Guid> pairIds, CancellationToken stop)
    {
        LedgerLimits.Count(pairIds.Count, 0, LedgerLimits.KeysMax, nameof(pairIds));
        var rows = await session.ReadAsync(connection => PostgresAsks.OpenAsync(connection, pairIds, stop), stop);
        return [.. AskRow.InOrder(rows).Select(row => row.Ask)];
    }

    public async Task<IReadOnlyDictionary<Guid, AskStanding>> AsksAsync(IReadOnlyCollection<Guid> askIds, CancellationToken stop)
    {
        LedgerLimits.Count(askIds.Count, 0, LedgerLimits.KeysMax, nameof(askIds));
        return (await session.ReadAsync(connection => PostgresAsks.OfAsync(connection, askIds, [], stop), stop)).ToDictionary(row => row.Id, row => row.Standing);
    }

    public Task<IReadOnlyList<DueSighting>> ClaimSightingsAsync(int max, DateTimeOffset now, DateTimeOffset until, CancellationToken stop)
    {
        LedgerLimits.Count(max, 1, LedgerLimits.PairsMax, nameof(max));
        return session.WriteAsync(connection => PostgresSightings.ClaimAsync(connection, max, now, until, stop), stop);
    }

    public Task<int> StoreSightingsAsync(IReadOnlyList<SightingCommit> commits, DateTimeOffset now, CancellationToken stop)
    {
        LedgerLimits.Check(commits);
        return session.WriteAsync(connection => new PostgresPen(connection).StoreSightingsAsync(commits, now, stop), stop);
    }

    public Task<IReadOnlyDictionary<Guid, IReadOnlyList<Sighting>>> SightingsOfAsync(IReadOnlyCollection<Guid> pairIds, CancellationToken stop)
    {
        LedgerLimits.Count(pairIds.Count, 0, LedgerLimits.PairsMax, nameof(pairIds));
        return session.ReadAsync(connection => PostgresSightings.OfPairsAsync(connection, pairIds, stop), stop);
    }
}

using Integration.Core.Asks;
using Integration.Core.Sightings;
using Integration.Ledger.Asks;
using Integration.Ledger.Drafts;
using Integration.Ledger.Sightings;

namespace Integration.Ledger.Sqlite;

internal sealed partial class SqliteLedger
{
    public Task<int> AskAsync(IReadOnlyList<Ask> asks, DateTimeOffset now, CancellationToken stop)
    {
        LedgerLimits.Check(asks);
        return writer.WriteAsync(session => new SqlitePen(session).AskAsync(asks, now, stop), stop);
    }

    public Task<IReadOnlyList<Ask>> OpenAsksAsync(IReadOnlyCollection<Guid> pairIds, CancellationToken stop)
    {
        LedgerLimits.Count(pairIds.Count, 0, LedgerLimits.KeysMax, nameof(pairIds));
        return reader.ReadAsync<IReadOnlyList<Ask>>(session => Task.FromResult<IReadOnlyList<Ask>>([.. AskRow.InOrder(SqliteAsks.Open(session, pairIds)).Select(row => row.Ask)]), stop);
    }

    public Task<IReadOnlyDictionary<Guid, AskStanding>> AsksAsync(IReadOnlyCollection<Guid> askIds, CancellationToken stop)
    {
        LedgerLimits.Count(askIds.Count, 0, LedgerLimits.KeysMax, nameof(askIds));
        return reader.ReadAsync<IReadOnlyDictionary<Guid, AskStanding>>(
            session => Task.FromResult<IReadOnlyDictionary<Guid, AskStanding>>(SqliteAsks.Of(session, askIds).ToDictionary(row => row.Id, row => row.Standing)), stop);
    }

    public Task<IReadOnlyList<DueSighting>> ClaimSightingsAsync(int max, DateTimeOffset now, DateTimeOffset until, CancellationToken stop)
    {
        LedgerLimits.Count(max, 1, LedgerLimits.PairsMax, nameof(max));
        return writer.WriteAsync(session => Task.FromResult(SqliteSightings.Claim(session, max, now, until)), stop);
    }

    public Task<int> StoreSightingsAsync(IReadOnlyList<SightingCommit> commits, DateTimeOffset now, CancellationToken stop)
    {
        LedgerLimits.Check(commits);
        return writer.WriteAsync(session => new SqlitePen(session).StoreSightingsAsync(commits, now, stop), stop);
    }

    public Task<IReadOnlyDictionary<Guid, IReadOnlyList<Sighting>>> SightingsOfAsync(IReadOnlyCollection<Guid> pairIds, CancellationToken stop)
    {
        LedgerLimits.Count(pairIds.Count, 0, LedgerLimits.PairsMax, nameof(pairIds));
        return reader.ReadAsync(session => Task.FromResult(SqliteSightings.OfPairs(session, pairIds)), stop);
    }
}

using Integration.Core.Journals;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger.Drafts;
using Integration.Ledger.Erasures;
using Integration.Ledger.Handoffs;
using Integration.Ledger.Handoffs.Sql;
using Integration.Ledger.Migrations;
using Integration.Ledger.Reading;
using Integration.Ledger.Runs;
using Npgsql;
using static Integration.Ledger.Postgres.PostgresBatch;

namespace Integration.Ledger.Postgres;

/// <summary>The ledger in a server, for any number of processes.</summary>
internal sealed partial class PostgresLedger : ILedger
{
    private const string Add = "INSERT INTO counter (name, count) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET count = counter.count + excluded.count";

    private const string Put = "INSERT INTO gauge (name, json, at) VALUES ($1, $2, $3) ON CONFLICT (name) DO UPDATE SET json = excluded.json, at = excluded.at";

    private readonly PostgresSession session;
    private readonly RunStamp run = new();

    private PostgresLedger(PostgresSession session)
    {
        this.session = session;
        var store = new PostgresStore(session);
        Handoffs = new SqlHandoffs(store);
        Erasures = new SqlErasures(store);
        Runs = new SqlRuns(store, run);
    }

    public IHandoffLedger Handoffs { get; }

    public IErasureLedger Erasures { get; }

    public IRunLedger Runs { get; }

    public static async Task<PostgresLedger> OpenAsync(PostgresPlace place, IReadOnlyList<Migration> migrations, DateTimeOffset now, CancellationToken stop)
    {
        var session = new PostgresSession(place);
        try
        {
            await PostgresMigrations.RunAsync(session, place, migrations, now, stop);
            return new PostgresLedger(session);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public Task<TouchSummary> TouchAsync(IReadOnlyList<Touch> touches, CursorValue? cursor, DateTimeOffset now, CancellationToken stop)
    {
        LedgerLimits.Check(touches, cursor);
        return session.WriteAsync(connection => new PostgresPen(connection).TouchAsync(touches, cursor, now, stop), stop);
    }

    public Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<PairCommit> commits, DateTimeOffset now, CancellationToken stop)
    {
        LedgerLimits.Check(commits);
        return session.WriteAsync(connection => new PostgresPen(connection).CommitAsync(run.On(commits), now, stop), stop);
    }

    public Task<IReadOnlyList<Pair>> ClaimAsync(ClaimRequest request, CancellationToken stop)
    {
        LedgerLimits.Check(request);
        return session.WriteAsync(connection => PostgresLeases.ClaimAsync(connection, request, stop), stop);
    }

    public Task<IReadOnlySet<Guid>> RenewAsync(IReadOnlyList<PairEpoch> leases, DateTimeOffset until, CancellationToken stop)
    {
        LedgerLimits.Count(leases.Count, 0, LedgerLimits.PairsMax, nameof(leases));
        return session.WriteAsync(connection => PostgresLeases.RenewAsync(connection, leases, until, stop), stop);
    }

    public Task<Recalled> RecallAsync(PairChoice choice, Guid? after, int limit, Lane lane, DateTimeOffset now, CancellationToken stop)
    {
        LedgerLimits.Check(choice, limit);
        return session.WriteAsync(connection => new PostgresPen(connection).RecallAsync(choice, after, limit, lane, now, stop), stop);
    }

    public Task<IReadOnlyList<string>> MappingsAsync(CancellationToken stop) => session.ReadAsync(connection => PostgresReads.MappingsAsync(connection, stop), stop);

    public Task<DeletionCount> DeletionsAsync(string mapping, SystemName system, DateTimeOffset since, DateTimeOffset released, CancellationToken stop)
    {
        LedgerLimits.Key(mapping, "mapping name");
        return session.ReadAsync(connection => PostgresReads.DeletionsAsync(connection, mapping, system, since, released, stop), stop);
    }

    public async Task<Pair?> PairAsync(Guid id, CancellationToken stop) =>
        (await session.ReadAsync(connection => PostgresReads.PairsAsync(connection, [id], stop), stop)).FirstOrDefault();

    public async Task<IReadOnlyDictionary<Guid, Pair>> PairsAsync(IReadOnlyCollection<Guid> ids, CancellationToken stop)
    {
        LedgerLimits.Count(ids.Count, 0, LedgerLimits.KeysMax, nameof(ids));
        return (await session.ReadAsync(connection => PostgresReads.PairsAsync(connection, ids, stop), stop)).ToDictionary(pair => pair.Id);
    }

    public Task<IReadOnlyDictionary<RecordKey, Pair>> PairsOfAsync(IReadOnlyCollection<RecordKey> keys, CancellationToken stop)
    {
        LedgerLimits.Count(keys.Count, 0, LedgerLimits.KeysMax, nameof(keys));
        return session.ReadAsync(connection => PostgresReads.PairsOfAsync(connection, keys, stop), stop);
    }

    public Task<string?> CursorAsync(string name, CancellationToken stop) =>
        session.ReadAsync(connection => PostgresReads.CursorAsync(connection, name, stop), stop);

    public Task CountAsync(string counter, long count, CancellationToken stop)
    {
        LedgerLimits.Key(counter, "counter name");
        return RunAsync(Add, () => [Value(counter), Value(count)], stop);
    }

    public Task GaugeAsync(string name, string json, DateTimeOffset now, CancellationToken stop)
    {
        LedgerLimits.Gauge(name, json);
        return RunAsync(Put, () => [Value(name), Value(json), Value(now)], stop);
    }

    public Task<LedgerStatus> StatusAsync(DateTimeOffset now, CancellationToken stop) =>
        session.ReadAsync(connection => StatusQuery.RunAsync(connection, now.UtcDateTime), stop);

    public Task<IReadOnlyList<Pair>> HeldAsync(Guid? after, int limit, CancellationToken stop)
    {
        LedgerLimits.Count(limit, 1, LedgerLimits.PageMax, nameof(limit));
        return session.ReadAsync(connection => PostgresReads.HeldAsync(connection, after, limit, stop), stop);
    }

    public Task<IReadOnlyList<JournalEntry>> JournalAsync(Guid pairId, int limit, CancellationToken stop)
    {
        LedgerLimits.Count(limit, 1, LedgerLimits.JournalMax, nameof(limit));
        return session.ReadAsync(connection => PostgresReads.JournalAsync(connection, pairId, limit, stop), stop);
    }

    public ValueTask DisposeAsync() => session.DisposeAsync();

    // The parameters belong to one command and are made anew with it, also when the transaction is made again.
    private Task RunAsync(string sql, Func<NpgsqlParameter[]> parameters, CancellationToken stop) => session.WriteAsync(
        async connection =>
        {
            await using var batch = new NpgsqlBatch(connection).Add(sql, parameters());
            return await batch.ExecuteNonQueryAsync(stop);
        },
        stop);
}

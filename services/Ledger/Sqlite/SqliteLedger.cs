using Integration.Core.Journals;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger.Drafts;
using Integration.Ledger.Erasures;
using Integration.Ledger.Handoffs;
using Integration.Ledger.Handoffs.Sql;
using Integration.Ledger.Migrations;
using Integration.Ledger.Runs;

namespace Integration.Ledger.Sqlite;

/// <summary>The ledger in one file, for one machine: one writer, and a second connection so that reading never waits for a disk flush.</summary>
internal sealed partial class SqliteLedger : ILedger
{
    private readonly SqliteSession writer;
    private readonly SqliteSession reader;
    private readonly RunStamp run = new();

    private SqliteLedger(SqliteSession writer, SqliteSession reader)
    {
        this.writer = writer;
        this.reader = reader;
        var store = new SqliteStore(writer, reader);
        Handoffs = new SqlHandoffs(store);
        Erasures = new SqlErasures(store, writer.TruncateLogAsync);
        Runs = new SqlRuns(store, run);
    }

    public IHandoffLedger Handoffs { get; }

    public IErasureLedger Erasures { get; }

    public IRunLedger Runs { get; }

    public static async Task<SqliteLedger> OpenAsync(SqlitePlace place, IReadOnlyList<Migration> migrations, DateTimeOffset now, CancellationToken stop)
    {
        var writer = new SqliteSession(place);
        try
        {
            await SqliteMigrations.RunAsync(writer, place, migrations, now, stop);
            // A second connection to a private memory would see an empty one; to a shared one it would meet table locks.
            return new SqliteLedger(writer, place.IsMemory ? writer : new SqliteSession(place));
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    public Task<TouchSummary> TouchAsync(IReadOnlyList<Touch> touches, CursorValue? cursor, DateTimeOffset now, CancellationToken stop)
    {
        LedgerLimits.Check(touches, cursor);
        return writer.WriteAsync(session => new SqlitePen(session).TouchAsync(touches, cursor, now, stop), stop);
    }

    public Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<PairCommit> commits, DateTimeOffset now, CancellationToken stop)
    {
        LedgerLimits.Check(commits);
        return writer.WriteAsync(session => new SqlitePen(session).CommitAsync(run.On(commits), now, stop), stop);
    }

    public Task<IReadOnlyList<Pair>> ClaimAsync(ClaimRequest request, CancellationToken stop)
    {
        LedgerLimits.Check(request);
        return writer.WriteAsync(session => Task.FromResult(SqliteLeases.Claim(session, request)), stop);
    }

    public Task<IReadOnlySet<Guid>> RenewAsync(IReadOnlyList<PairEpoch> leases, DateTimeOffset until, CancellationToken stop)
    {
        LedgerLimits.Count(leases.Count, 0, LedgerLimits.PairsMax, nameof(leases));
        return writer.WriteAsync(session => Task.FromResult(SqliteLeases.Renew(session, leases, until)), stop);
    }

    public Task<Recalled> RecallAsync(PairChoice choice, Guid? after, int limit, Lane lane, DateTimeOffset now, CancellationToken stop)
    {
        LedgerLimits.Check(choice, limit);
        return writer.WriteAsync(session => new SqlitePen(session).RecallAsync(choice, after, limit, lane, now, stop), stop);
    }

    public Task<IReadOnlyList<string>> MappingsAsync(CancellationToken stop) =>
        reader.ReadAsync(session => Task.FromResult(SqliteReads.Mappings(session)), stop);

    public Task<DeletionCount> DeletionsAsync(string mapping, SystemName system, DateTimeOffset since, DateTimeOffset released, CancellationToken stop)
    {
        LedgerLimits.Key(mapping, "mapping name");
        return reader.ReadAsync(session => Task.FromResult(SqliteReads.Deletions(session, mapping, system, since, released)), stop);
    }

    public Task<Pair?> PairAsync(Guid id, CancellationToken stop) =>
        reader.ReadAsync(session => Task.FromResult(SqliteReads.Pairs(session, [id]).FirstOrDefault()), stop);

    public Task<IReadOnlyDictionary<Guid, Pair>> PairsAsync(IReadOnlyCollection<Guid> ids, CancellationToken stop)
    {
        LedgerLimits.Count(ids.Count, 0, LedgerLimits.KeysMax, nameof(ids));
        return reader.ReadAsync(
            session => Task.FromResult<IReadOnlyDictionary<Guid, Pair>>(SqliteReads.Pairs(session, ids).ToDictionary(pair => pair.Id)), stop);
    }

    public Task<IReadOnlyDictionary<RecordKey, Pair>> PairsOfAsync(IReadOnlyCollection<RecordKey> keys, CancellationToken stop)
    {
        LedgerLimits.Count(keys.Count, 0, LedgerLimits.KeysMax, nameof(keys));
        return reader.ReadAsync(session => Task.FromResult(SqliteReads.PairsOf(session, keys)), stop);
    }

    public Task<string?> CursorAsync(string name, CancellationToken stop) =>
        reader.ReadAsync(session => Task.FromResult(session.Scalar("SELECT value FROM cursor WHERE name = $1", name) as string), stop);

    public Task CountAsync(string counter, long count, CancellationToken stop)
    {
        LedgerLimits.Key(counter, "counter name");
        return writer.WriteAsync(
            session => Task.FromResult(session.Run(
                "INSERT INTO counter (name, count) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET count = counter.count + excluded.count", counter, count)),
            stop);
    }

    public Task GaugeAsync(string name, string json, DateTimeOffset now, CancellationToken stop)
    {
        LedgerLimits.Gauge(name, json);
        return writer.WriteAsync(
            session => Task.FromResult(session.Run(
                "INSERT INTO gauge (name, json, at) VALUES ($1, $2, $3) ON CONFLICT (name) DO UPDATE SET json = excluded.json, at = excluded.at",
                name, json, Micros.Of(now))),
            stop);
    }

    public Task<LedgerStatus> StatusAsync(DateTimeOffset now, CancellationToken stop) =>
        reader.ReadAsync(session => Reading.StatusQuery.RunAsync(session.Connection, Micros.Of(now)), stop);

    public Task<IReadOnlyList<Pair>> HeldAsync(Guid? after, int limit, CancellationToken stop)
    {
        LedgerLimits.Count(limit, 1, LedgerLimits.PageMax, nameof(limit));
        return reader.ReadAsync(session => Task.FromResult(SqliteReads.Held(session, after, limit)), stop);
    }

    public Task<IReadOnlyList<JournalEntry>> JournalAsync(Guid pairId, int limit, CancellationToken stop)
    {
        LedgerLimits.Count(limit, 1, LedgerLimits.JournalMax, nameof(limit));
        return reader.ReadAsync(session => Task.FromResult(SqliteReads.Journal(session, pairId, limit)), stop);
    }

    public ValueTask DisposeAsync()
    {
        if (!ReferenceEquals(reader, writer)) reader.Dispose();
        writer.Dispose();
        return ValueTask.CompletedTask;
    }
}

using Integration.Core.Journals;
using Integration.Core.Pairs;
using Integration.Ledger.Handoffs.Sql;
using Integration.Ledger.States;

namespace Integration.Ledger.Runs;

/// <summary>Runs over a database; which one makes no difference here.</summary>
internal sealed class SqlRuns(ISqlStore store, RunStamp stamp) : IRunLedger
{
    public string? Current => stamp.Current;

    public async Task<Run> BeginAsync(string what, DateTimeOffset now, CancellationToken stop)
    {
        LedgerLimits.Key(what, "run");
        var run = await store.WriteAsync(async turn =>
        {
            var newest = await turn.ReadAsync(new SqlLine("SELECT seq, started_at, what FROM run ORDER BY seq DESC LIMIT 1"), row => (Seq: row.GetInt64(0), At: turn.Dialect.Time(row, 1), What: row.GetString(2)), stop);
            if (newest is [var last] && last.What == what) return new Run(RunStamp.IdOf(last.Seq), last.At, what, 0);
            // Two processes that begin at once meet on the key; the second is made again and joins the first.
            var seq = newest is [var before] ? before.Seq + 1 : 1;
            await turn.RunAsync([new SqlLine("INSERT INTO run (seq, started_at, what) VALUES ($1, $2, $3)", seq, now, what)], stop);
            return new Run(RunStamp.IdOf(seq), now, what, 0);
        }, stop);
        stamp.Current = run.Id;
        return run;
    }

    public async Task<IReadOnlyList<Run>> RunsAsync(int limit, CancellationToken stop)
    {
        LedgerLimits.Count(limit, 1, LedgerLimits.PageMax, nameof(limit));
        return await store.ReadAsync(turn => turn.ReadAsync(
            new SqlLine("SELECT r.seq, r.started_at, r.what, (SELECT count(*) FROM journal j WHERE j.run = 'run-' || CAST(r.seq AS TEXT)) FROM run r ORDER BY r.seq DESC LIMIT $1", (long)limit),
            row => new Run(RunStamp.IdOf(row.GetInt64(0)), turn.Dialect.Time(row, 1), row.GetString(2), row.GetInt64(3)), stop), stop);
    }

    public async Task<IReadOnlyList<Guid>> PairsAsync(string run, Guid? after, int limit, CancellationToken stop)
    {
        LedgerLimits.Count(limit, 1, LedgerLimits.PageMax, nameof(limit));
        return await store.ReadAsync(turn => turn.ReadAsync(
            new SqlLine("SELECT DISTINCT pair_id FROM journal WHERE run = $1 AND pair_id > $2 ORDER BY pair_id LIMIT $3", run, after ?? Guid.Empty, (long)limit), row => row.GetGuid(0), stop), stop);
    }

    public async Task<IReadOnlyList<JournalEntry>> LinesAsync(string run, IReadOnlyCollection<Guid> pairs, CancellationToken stop)
    {
        LedgerLimits.Count(pairs.Count, 0, LedgerLimits.PageMax, nameof(pairs));
        return await store.ReadAsync(turn => turn.ReadAsync(
            new SqlLine($"SELECT entry FROM journal WHERE run = $1 AND {turn.Dialect.Among("pair_id", 2)} ORDER BY seq", run, pairs), row => StateJson.Entry(row.GetString(0)), stop), stop);
    }

    public async Task<IReadOnlyList<Pair>> ClaimAsync(IReadOnlyCollection<Guid> pairs, ClaimRequest request, CancellationToken stop)
    {
        LedgerLimits.Check(request);
        LedgerLimits.Count(pairs.Count, 0, request.PairsMax, nameof(pairs));
        return await store.WriteAsync<IReadOnlyList<Pair>>(async turn =>
        {
            var free = await turn.ReadAsync(
                new SqlLine($"SELECT id FROM pair WHERE {turn.Dialect.Among("id", 1)} AND (lease_until IS NULL OR lease_until <= $2) ORDER BY id{turn.Dialect.Lock}", pairs, request.Now), row => row.GetGuid(0), stop);
            if (free.Count == 0) return [];
            IReadOnlyCollection<Guid> ids = free;
            await turn.RunAsync([new SqlLine($"UPDATE pair SET epoch = epoch + 1, lease_owner = $2, lease_until = $3, due_at = $3 WHERE {turn.Dialect.Among("id", 1)}", ids, request.Owner, request.LeaseUntil)], stop);
            return [.. (await turn.PairsAsync(free, stop)).OrderBy(pair => pair.Id)];
        }, stop);
    }
}

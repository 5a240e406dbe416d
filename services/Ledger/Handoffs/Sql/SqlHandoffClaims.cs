using Integration.Ledger.Handoffs.Drafts;

namespace Integration.Ledger.Handoffs.Sql;

/// <summary>Who judges, fires or answers what, until when.</summary>
internal static class SqlHandoffClaims
{
    // Judged only if the lease is still free when it is taken: the first look may be older than another instance's commit.
    private const string LeasePair = """
        INSERT INTO judging (pair_id, epoch, wake, lease_owner, lease_until) VALUES ($1, 1, 0, $2, $3)
        ON CONFLICT (pair_id) DO UPDATE SET epoch = judging.epoch + 1, lease_owner = excluded.lease_owner, lease_until = excluded.lease_until
        WHERE judging.lease_until IS NULL OR judging.lease_until <= $4
        """;

    private const string LeaseTimer = "UPDATE timer SET epoch = epoch + 1, lease_owner = $2, lease_until = $3 WHERE id = $1";

    private const string LeaseRequest = "UPDATE handoff_request SET epoch = epoch + 1, lease_owner = $2, lease_until = $3 WHERE id = $1";

    public static async Task<IReadOnlyList<JudgeLease>> PairsAsync(ISqlTurn turn, JudgeClaim claim, CancellationToken stop)
    {
        var dialect = turn.Dialect;
        var (work, now) = (claim.Work, claim.Work.Now);
        var unjudged = $"""
            SELECT p.id FROM pair p LEFT JOIN judging j ON j.pair_id = p.id
            WHERE p.mapping = $1 AND p.clean_gen > p.judged_gen AND (j.lease_until IS NULL OR j.lease_until <= $2)
            ORDER BY p.lane, p.id LIMIT $3{dialect.LockFree("p")}
            """;
        var ids = await turn.ReadAsync(new(unjudged, claim.Mapping, now, (long)work.Max), row => row.GetGuid(0), stop);
        if (ids.Count < work.Max)
        {
            var reviews = $"""
                SELECT j.pair_id FROM judging j JOIN pair p ON p.id = j.pair_id
                WHERE j.review_at IS NOT NULL AND j.review_at <= $2 AND p.mapping = $1 AND (j.lease_until IS NULL OR j.lease_until <= $2)
                ORDER BY j.review_at, j.pair_id LIMIT $3{dialect.LockFree("j")}
                """;
            ids.AddRange(await turn.ReadAsync(new(reviews, claim.Mapping, now, (long)work.Max), row => row.GetGuid(0), stop));
        }

        ids = [.. ids.Distinct().Take(work.Max)];
        if (ids.Count == 0) return [];
        var taken = await turn.RunAsync([.. ids.Select(id => new SqlLine(LeasePair, id, work.Owner, work.LeaseUntil, now))], stop);
        ids = [.. ids.Where((_, at) => taken[at] == 1)];
        var leases = (await turn.ReadAsync(
            new($"SELECT {HandoffColumns.Judging} FROM judging WHERE {dialect.Among("pair_id", 1)}", ids), row => HandoffColumns.ReadJudging(dialect, row), stop))
            .ToDictionary(row => row.PairId);
        var pairs = (await turn.PairsAsync(ids, stop)).ToDictionary(pair => pair.Id);
        return [.. ids.Select(id => new JudgeLease(pairs[id], leases[id].Epoch, leases[id].Wake))];
    }

    public static async Task<IReadOnlyList<TimerLease>> TimersAsync(ISqlTurn turn, HandoffClaim claim, CancellationToken stop)
    {
        var due = $"""
            SELECT {HandoffColumns.Timer} FROM timer
            WHERE fired_at IS NULL AND due_at IS NOT NULL AND due_at <= $1 AND (lease_until IS NULL OR lease_until <= $1)
            ORDER BY due_at, id LIMIT $2{turn.Dialect.LockFree("timer")}
            """;
        var rows = await turn.ReadAsync(new(due, claim.Now, (long)claim.Max), row => HandoffColumns.ReadTimer(turn.Dialect, row), stop);
        await turn.RunAsync([.. rows.Select(row => new SqlLine(LeaseTimer, row.Timer.Id, claim.Owner, claim.LeaseUntil))], stop);
        return [.. rows.Select(row => new TimerLease(row.Timer, row.Epoch + 1))];
    }

    public static async Task<IReadOnlyList<RequestLease>> RequestsAsync(ISqlTurn turn, HandoffClaim claim, CancellationToken stop)
    {
        var due = $"""
            SELECT {HandoffColumns.Request} FROM handoff_request
            WHERE due_at IS NOT NULL AND due_at <= $1 AND (lease_until IS NULL OR lease_until <= $1)
            ORDER BY due_at, id LIMIT $2{turn.Dialect.LockFree("handoff_request")}
            """;
        var rows = await turn.ReadAsync(new(due, claim.Now, (long)claim.Max), row => HandoffColumns.ReadRequest(turn.Dialect, row), stop);
        await turn.RunAsync([.. rows.Select(row => new SqlLine(LeaseRequest, row.Request.Id, claim.Owner, claim.LeaseUntil))], stop);
        return [.. rows.Select(row => new RequestLease(row.Request, row.Epoch + 1))];
    }
}

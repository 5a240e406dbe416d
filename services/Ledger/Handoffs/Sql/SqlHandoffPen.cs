using Integration.Ledger.Drafts;
using Integration.Ledger.Handoffs.Drafts;

namespace Integration.Ledger.Handoffs.Sql;

/// <summary>An open write transaction over the handoff tables.</summary>
internal sealed class SqlHandoffPen(ISqlTurn turn) : IHandoffPen
{
    private const string InsertHandoff = $"INSERT INTO handoff ({HandoffColumns.Handoff}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

    private const string UpdateHandoff = """
        UPDATE handoff SET pair_id = $2, product = $3, stage = $4, is_open = $5, version = $6, agreement = $7, owner = $8, opened_at = $9, changed_at = $10, state = $11
        WHERE id = $1 AND version < $6
        """;

    private const string InsertEvent = "INSERT INTO handoff_event (handoff_id, pair_id, product, kind, at, agreement, recorded_at, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

    private const string InsertReceipt = $"INSERT INTO receipt ({HandoffColumns.Receipt}) VALUES ($1, $2, $3, $4, $5, $6, $7)";

    private const string PutJudging = $"""
        INSERT INTO judging ({HandoffColumns.Judging}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (pair_id) DO UPDATE SET epoch = excluded.epoch, wake = excluded.wake, lease_owner = excluded.lease_owner, lease_until = excluded.lease_until,
            review_at = excluded.review_at, code = excluded.code, verdict = excluded.verdict
        """;

    private const string PutTimer = $"""
        INSERT INTO timer ({HandoffColumns.Timer}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, due_at = excluded.due_at, fired_at = excluded.fired_at, lease_owner = excluded.lease_owner,
            lease_until = excluded.lease_until, epoch = excluded.epoch, body = excluded.body
        WHERE timer.fired_at IS NULL
        """;

    private const string UpdateRequest =
        "UPDATE handoff_request SET due_at = $2, lease_owner = NULL, lease_until = NULL, answer = $3, handoff_id = $4, answered_at = $5 WHERE id = $1";

    // No upsert: two instances that both found no roster must not both be its first.
    private const string InsertRoster = "INSERT INTO roster (name, version, state) VALUES ($1, $2, $3)";
    private const string UpdateRoster = "UPDATE roster SET version = $2, state = $3 WHERE name = $1";

    public ILedgerPen Pairs => turn.Pairs;

    private SqlDialect Dialect => turn.Dialect;

    public async Task<HandoffDraft> LoadAsync(HandoffScope scope, CancellationToken stop)
    {
        var draft = new HandoffDraft();
        if (scope.Pairs.Count > 0)
        {
            // Pairs first, as Sync does: two transactions that want the same ones queue here instead of deadlocking further on.
            var pairs = $"SELECT id, status, clean_gen, judged_gen FROM pair WHERE {Dialect.Among("id", 1)} ORDER BY id{Dialect.Lock}";
            foreach (var pair in await turn.ReadAsync(new(pairs, scope.Pairs), HandoffColumns.ReadPair, stop)) draft.Pairs.Load(pair.Id, pair);
            var judgings = $"SELECT {HandoffColumns.Judging} FROM judging WHERE {Dialect.Among("pair_id", 1)} ORDER BY pair_id{Dialect.Lock}";
            foreach (var row in await turn.ReadAsync(new(judgings, scope.Pairs), row => HandoffColumns.ReadJudging(Dialect, row), stop)) draft.Judgings.Load(row.PairId, row);
        }

        if (scope.Pairs.Count + scope.Handoffs.Count > 0)
        {
            var handoffs = $"SELECT {HandoffColumns.Handoff} FROM handoff WHERE {Dialect.Among("id", 1)} OR (is_open AND {Dialect.Among("pair_id", 2)}) ORDER BY id{Dialect.Lock}";
            foreach (var row in await turn.ReadAsync(new(handoffs, scope.Handoffs, scope.Pairs), row => HandoffColumns.ReadHandoff(Dialect, row), stop)) draft.Load(row);
        }

        if (scope.Timers.Count > 0)
        {
            var timers = $"SELECT {HandoffColumns.Timer} FROM timer WHERE {Dialect.Among("id", 1)} ORDER BY id{Dialect.Lock}";
            foreach (var row in await turn.ReadAsync(new(timers, scope.Timers), row => HandoffColumns.ReadTimer(Dialect, row), stop)) draft.Timers.Load(row.Timer.Id, row);
        }

        if (scope.Rosters.Count > 0)
        {
            var rosters = $"SELECT name, version, state FROM roster WHERE {Dialect.Among("name", 1)} ORDER BY name{Dialect.Lock}";
            foreach (var row in await turn.ReadAsync(new(rosters, scope.Rosters), row => new StoredRoster(row.GetString(0), row.GetInt64(1), row.GetString(2)), stop))
                draft.Rosters.Load(row.Name, row);
        }

        if (scope.Requests.Count > 0)
        {
            var requests = $"SELECT {HandoffColumns.Request} FROM handoff_request WHERE {Dialect.Among("id", 1)} ORDER BY id{Dialect.Lock}";
            foreach (var row in await turn.ReadAsync(new(requests, scope.Requests), row => HandoffColumns.ReadRequest(Dialect, row), stop)) draft.Requests.Load(row.Request.Id, row);
        }

        if (scope.Head) draft.Head = await HeadAsync(stop);
        return draft;
    }

    public async Task SaveAsync(HandoffDraft draft, CancellationToken stop)
    {
        var lines = new List<SqlLine>();
        foreach (var pair in draft.Pairs.Changed) lines.Add(new("UPDATE pair SET judged_gen = $2 WHERE id = $1", pair.Id, pair.JudgedGeneration));
        var updates = lines.Count;
        // Those that end come first: the index that keeps one open handoff per product looks at every line.
        var changed = draft.Handoffs.Changed.OrderBy(handoff => handoff.IsOpen).ToList();
        lines.AddRange(changed.Select(row => new SqlLine(UpdateHandoff, HandoffColumns.Values(row))));
        lines.AddRange(draft.Handoffs.Added.Select(row => new SqlLine(InsertHandoff, HandoffColumns.Values(row))));
        lines.AddRange(draft.Judgings.Added.Concat(draft.Judgings.Changed).OrderBy(row => row.PairId).Select(row => new SqlLine(PutJudging, HandoffColumns.Values(row))));
        lines.AddRange(draft.Events.Select(row => new SqlLine(InsertEvent, row.HandoffId, row.PairId, row.Product, row.Kind, row.At, row.Agreement, row.RecordedAt, row.Body)));
        lines.AddRange(draft.Receipts.Select(row => new SqlLine(InsertReceipt, HandoffColumns.Values(row))));
        if (draft.Receipts.Count > 0) lines.Add(new("UPDATE receipt_head SET seq = $1, hash = $2 WHERE one = 1", draft.Head.Seq, draft.Head.Hash));
        lines.AddRange(draft.Timers.Added.Concat(draft.Timers.Changed).Select(row => new SqlLine(PutTimer, HandoffColumns.Values(row))));
        lines.AddRange(draft.Rosters.Added.Select(row => new SqlLine(InsertRoster, row.Name, row.Version, row.State)));
        lines.AddRange(draft.Rosters.Changed.Select(row => new SqlLine(UpdateRoster, row.Name, row.Version, row.State)));
        lines.AddRange(draft.Requests.Changed.Select(row =>
            new SqlLine(UpdateRequest, row.Request.Id, row.DueAt, row.Request.Answer, row.Request.HandoffId, row.Request.AnsweredAt)));
        var counts = await turn.RunAsync(lines, stop);
        for (var at = 0; at < changed.Count; at++)
            if (counts[updates + at] != 1) throw new InvalidOperationException($"Handoff {changed[at].Id} changed under a transaction that had it locked.");
    }

    /// <summary>The head, locked: whoever seals next waits for this transaction to end.</summary>
    private async Task<ReceiptHead> HeadAsync(CancellationToken stop)
    {
        await turn.RunAsync([new("INSERT INTO receipt_head (one, seq, hash) VALUES (1, 0, $1) ON CONFLICT (one) DO NOTHING", ReceiptHead.Genesis.Hash)], stop);
        return (await turn.ReadAsync(new($"SELECT seq, hash FROM receipt_head WHERE one = 1{Dialect.Lock}"), row => new ReceiptHead(row.GetInt64(0), row.GetString(1)), stop)).Single();
    }
}

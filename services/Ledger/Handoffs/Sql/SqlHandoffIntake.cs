using Integration.Core.Records;
using Integration.Ledger.Handoffs.Drafts;

namespace Integration.Ledger.Handoffs.Sql;

/// <summary>What comes in from outside: requests, what persons did, Agreements and signatures, absences.</summary>
internal static class SqlHandoffIntake
{
    private const string InsertRequest =
        $"INSERT INTO handoff_request ({HandoffColumns.Request}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT (caller, key) DO NOTHING";

    private const string InsertPersonEvent = "INSERT INTO person_event (record, key, kind, at, body) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (record, key) DO NOTHING";

    private const string Wake = """
        INSERT INTO judging (pair_id, epoch, wake, review_at) VALUES ($1, 0, 1, $2)
        ON CONFLICT (pair_id) DO UPDATE SET wake = judging.wake + 1,
            review_at = CASE WHEN judging.review_at < excluded.review_at THEN judging.review_at ELSE excluded.review_at END
        """;

    private const string PutAbsence = """
        INSERT INTO absence (id, member, from_at, until_at, reason) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (id) DO UPDATE SET member = excluded.member, from_at = excluded.from_at, until_at = excluded.until_at, reason = excluded.reason
        """;

    public static async Task<RequestReceived> ReceiveAsync(ISqlTurn turn, HandoffRequest request, CancellationToken stop)
    {
        var row = new RequestRow(request with { Answer = null, HandoffId = null, AnsweredAt = null }) { DueAt = request.ReceivedAt };
        var isNew = (await turn.RunAsync([new(InsertRequest, HandoffColumns.Values(row))], stop))[0] == 1;
        var stored = await RequestAsync(turn, request.Caller, request.Key, stop) ?? throw new InvalidOperationException($"Request {request.Id} was stored and is not there.");
        return RequestRule.Received(stored, request, isNew);
    }

    public static async Task<HandoffRequest?> RequestAsync(ISqlTurn turn, string caller, string key, CancellationToken stop) =>
        (await turn.ReadAsync(
            new($"SELECT {HandoffColumns.Request} FROM handoff_request WHERE caller = $1 AND key = $2", caller, key),
            row => HandoffColumns.ReadRequest(turn.Dialect, row), stop)).SingleOrDefault()?.Request;

    public static async Task<int> AddAsync(ISqlTurn turn, IReadOnlyList<StoredPersonEvent> events, DateTimeOffset now, CancellationToken stop)
    {
        // In key order: two callers with common events queue instead of deadlocking.
        var ordered = events.OrderBy(line => line.Record).ThenBy(line => line.Key, StringComparer.Ordinal).ToList();
        var added = await turn.RunAsync([.. ordered.Select(line => new SqlLine(InsertPersonEvent, line.Record.ToString(), line.Key, line.Kind, line.At, line.Body))], stop);
        var records = ordered.Where((_, at) => added[at] == 1).Select(line => line.Record.ToString()).Distinct().ToList();
        if (records.Count == 0) return 0;
        var owners = $"SELECT id FROM pair WHERE id IN (SELECT pair_id FROM ref WHERE {turn.Dialect.Among("record", 1)}) ORDER BY id{turn.Dialect.Lock}";
        var pairs = await turn.ReadAsync(new(owners, records), row => row.GetGuid(0), stop);
        await turn.RunAsync([.. pairs.Select(id => new SqlLine(Wake, id, now))], stop);
        return added.Sum();
    }

    public static Task<int> AddAsync(ISqlTurn turn, StoredAgreement agreement, CancellationToken stop) => CountAsync(turn, stop, new(
        "INSERT INTO agreement (hash, name, version, text, stored_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (hash) DO NOTHING",
        agreement.Hash, agreement.Name, agreement.Version, agreement.Text, agreement.StoredAt));

    public static async Task<bool> SignAsync(ISqlTurn turn, StoredSignature signature, CancellationToken stop)
    {
        if ((await turn.ReadAsync(new("SELECT hash FROM agreement WHERE hash = $1", signature.Hash), row => row.GetString(0), stop)).Count == 0) return false;
        await CountAsync(turn, stop, new(
            "INSERT INTO signature (agreement, side, signatory, at) VALUES ($1, $2, $3, $4) ON CONFLICT (agreement, side, signatory, at) DO NOTHING",
            signature.Hash, signature.Side, signature.Signatory, signature.At));
        return true;
    }

    public static Task<int> SetAsync(ISqlTurn turn, StoredAbsence absence, CancellationToken stop) =>
        CountAsync(turn, stop, new(PutAbsence, absence.Id, absence.Member, absence.From, absence.Until, absence.Reason));

    public static Task<int> RemoveAbsenceAsync(ISqlTurn turn, Guid id, CancellationToken stop) => CountAsync(turn, stop, new("DELETE FROM absence WHERE id = $1", id));

    private static async Task<int> CountAsync(ISqlTurn turn, CancellationToken stop, SqlLine line) => (await turn.RunAsync([line], stop))[0];
}

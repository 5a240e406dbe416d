using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.Ledger.Handoffs.Sql;

/// <summary>Questions that change nothing.</summary>
internal static class SqlHandoffReads
{
    public static Task<List<StoredHandoff>> HandoffsAsync(ISqlTurn turn, string where, CancellationToken stop, params object?[] values) => turn.ReadAsync(
        new($"SELECT {HandoffColumns.Handoff} FROM handoff WHERE {where}", values), row => HandoffColumns.ReadHandoff(turn.Dialect, row), stop);

    public static Task<List<StoredHandoff>> ListAsync(ISqlTurn turn, HandoffQuery query, CancellationToken stop)
    {
        var values = new List<object?> { query.After ?? Guid.Empty, (long)query.Limit };
        var where = "id > $1";
        if (query.IsOpen is { } open) where += open ? " AND is_open" : " AND NOT is_open";
        if (query.Stage is { } stage) where += Equal("stage", stage, values);
        if (query.Owner is { } owner) where += Equal("owner", owner, values);
        return HandoffsAsync(turn, $"{where} ORDER BY id LIMIT $2", stop, [.. values]);
    }

    public static Task<List<StoredEvent>> EventsAsync(ISqlTurn turn, EventQuery query, CancellationToken stop)
    {
        var values = new List<object?> { query.After, (long)query.Limit };
        var where = "seq > $1";
        if (query.HandoffId is { } handoff) where += Equal("handoff_id", handoff, values);
        if (query.From is { } from) where += Compared("at >=", from, values);
        if (query.Until is { } until) where += Compared("at <", until, values);
        return turn.ReadAsync(
            new($"SELECT {HandoffColumns.Event} FROM handoff_event WHERE {where} ORDER BY seq LIMIT $2", [.. values]), row => HandoffColumns.ReadEvent(turn.Dialect, row), stop);
    }

    public static Task<List<StoredTimer>> TimersAsync(ISqlTurn turn, Guid handoffId, CancellationToken stop) => turn.ReadAsync(
        new($"SELECT {HandoffColumns.Timer} FROM timer WHERE handoff_id = $1 ORDER BY id", handoffId), row => HandoffColumns.ReadTimer(turn.Dialect, row).Timer, stop);

    public static Task<List<StoredReceipt>> ReceiptsAsync(ISqlTurn turn, string where, CancellationToken stop, params object?[] values) => turn.ReadAsync(
        new($"SELECT {HandoffColumns.Receipt} FROM receipt WHERE {where}", values), row => HandoffColumns.ReadReceipt(turn.Dialect, row), stop);

    public static async Task<ReceiptHead> HeadAsync(ISqlTurn turn, CancellationToken stop) =>
        (await turn.ReadAsync(new("SELECT seq, hash FROM receipt_head"), row => new ReceiptHead(row.GetInt64(0), row.GetString(1)), stop))
            .DefaultIfEmpty(ReceiptHead.Genesis).Single();

    public static async Task<List<(Guid PairId, StoredPersonEvent Line)>> PersonEventsAsync(
        ISqlTurn turn, IReadOnlyCollection<Guid> pairIds, DateTimeOffset since, CancellationToken stop)
    {
        var sql = $"""
            SELECT r.pair_id, e.record, e.key, e.kind, e.at, e.body FROM ref r JOIN person_event e ON e.record = r.record
            WHERE {turn.Dialect.Among("r.pair_id", 1)} AND e.at >= $2 ORDER BY e.at, e.record, e.key
            """;
        return await turn.ReadAsync(
            new(sql, pairIds, since),
            row => (row.GetGuid(0), new StoredPersonEvent(RecordKey.Parse(row.GetString(1)), row.GetString(2), row.GetString(3), turn.Dialect.Time(row, 4), row.GetString(5))),
            stop);
    }

    public static async Task<IReadOnlyList<StoredAgreement>> AgreementsAsync(ISqlTurn turn, CancellationToken stop)
    {
        var agreements = await turn.ReadAsync(
            new("SELECT hash, name, version, text, stored_at FROM agreement ORDER BY stored_at DESC, hash DESC LIMIT $1", (long)HandoffLimits.AgreementsMax),
            row => new StoredAgreement(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetString(3), turn.Dialect.Time(row, 4)), stop);
        var signatures = (await turn.ReadAsync(
            new($"SELECT agreement, side, signatory, at FROM signature WHERE {turn.Dialect.Among("agreement", 1)} ORDER BY seq", agreements.Select(agreement => agreement.Hash).ToList()),
            row => new StoredSignature(row.GetString(0), row.GetString(1), row.GetString(2), turn.Dialect.Time(row, 3)), stop)).ToLookup(signature => signature.Hash);
        agreements.Reverse();
        return [.. agreements.Select(agreement => agreement with { Signatures = [.. signatures[agreement.Hash]] })];
    }

    public static async Task<IReadOnlyDictionary<string, StoredRoster>> RostersAsync(ISqlTurn turn, IReadOnlyCollection<string> names, CancellationToken stop) =>
        (await turn.ReadAsync(
            new($"SELECT name, version, state FROM roster WHERE {turn.Dialect.Among("name", 1)}", names),
            row => new StoredRoster(row.GetString(0), row.GetInt64(1), row.GetString(2)), stop)).ToDictionary(roster => roster.Name, StringComparer.Ordinal);

    public static Task<List<StoredAbsence>> AbsencesAsync(ISqlTurn turn, DateTimeOffset endingAfter, CancellationToken stop) => turn.ReadAsync(
        new("SELECT id, member, from_at, until_at, reason FROM absence WHERE until_at > $1 ORDER BY from_at, id", endingAfter),
        row => new StoredAbsence(row.GetGuid(0), row.GetString(1), turn.Dialect.Time(row, 2), turn.Dialect.Time(row, 3), row.GetString(4)), stop);

    public static Task<List<Standing>> StandingsAsync(ISqlTurn turn, string mapping, Guid? after, int limit, CancellationToken stop) => turn.ReadAsync(
        new(
            """
            SELECT p.id, p.status, p.clean_gen > p.judged_gen, j.code, j.verdict, j.review_at FROM pair p LEFT JOIN judging j ON j.pair_id = p.id
            WHERE p.id > $2 AND p.mapping = $1 ORDER BY p.id LIMIT $3
            """,
            mapping, after ?? Guid.Empty, (long)limit),
        row => new Standing(
            row.GetGuid(0), Enum.Parse<PairStatus>(row.GetString(1)), row.GetBoolean(2),
            SqlDialect.TextOrNull(row, 3), SqlDialect.TextOrNull(row, 4), turn.Dialect.TimeOrNull(row, 5)),
        stop);

    public static async Task<HandoffStatus> StatusAsync(ISqlTurn turn, string mapping, DateTimeOffset now, CancellationToken stop)
    {
        var stages = await turn.ReadAsync(
            new("SELECT stage, is_open, count(*) FROM handoff GROUP BY stage, is_open"), row => (Stage: row.GetString(0), IsOpen: row.GetBoolean(1), Count: row.GetInt64(2)), stop);
        return new HandoffStatus(
            Unjudged: await CountAsync(turn, "SELECT count(*) FROM pair WHERE clean_gen > judged_gen AND mapping = $1", stop, mapping),
            ReviewsDue: await CountAsync(turn, "SELECT count(*) FROM judging j JOIN pair p ON p.id = j.pair_id WHERE j.review_at IS NOT NULL AND j.review_at <= $2 AND p.mapping = $1", stop, mapping, now),
            TimersDue: await CountAsync(turn, "SELECT count(*) FROM timer WHERE fired_at IS NULL AND due_at IS NOT NULL AND due_at <= $1", stop, now),
            RequestsOpen: await CountAsync(turn, "SELECT count(*) FROM handoff_request WHERE due_at IS NOT NULL", stop),
            Open: stages.Where(stage => stage.IsOpen).ToDictionary(stage => stage.Stage, stage => stage.Count, StringComparer.Ordinal),
            Closed: stages.Where(stage => !stage.IsOpen).ToDictionary(stage => stage.Stage, stage => stage.Count, StringComparer.Ordinal),
            Verdicts: (await turn.ReadAsync(
                new("SELECT code, count(*) FROM judging WHERE code IS NOT NULL GROUP BY code"), row => (Code: row.GetString(0), Count: row.GetInt64(1)), stop))
                .ToDictionary(verdict => verdict.Code, verdict => verdict.Count, StringComparer.Ordinal));
    }

    public static Task<long> LastEventAsync(ISqlTurn turn, CancellationToken stop) => CountAsync(turn, "SELECT coalesce(max(seq), 0) FROM handoff_event", stop);

    private static async Task<long> CountAsync(ISqlTurn turn, string sql, CancellationToken stop, params object?[] values) =>
        (await turn.ReadAsync(new(sql, values), row => row.GetInt64(0), stop)).Single();

    private static string Equal(string column, object value, List<object?> values) => Compared($"{column} =", value, values);

    private static string Compared(string comparison, object value, List<object?> values)
    {
        values.Add(value);
        return $" AND {comparison} ${values.Count}";
    }
}

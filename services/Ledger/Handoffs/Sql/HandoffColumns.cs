using System.Data.Common;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger.Handoffs.Drafts;

namespace Integration.Ledger.Handoffs.Sql;

/// <summary>The columns of the handoff tables in the order that everything reads and writes them.</summary>
internal static class HandoffColumns
{
    public const string Handoff = "id, pair_id, product, stage, is_open, version, agreement, owner, opened_at, changed_at, state";
    public const string Judging = "pair_id, epoch, wake, lease_owner, lease_until, review_at, code, verdict";
    public const string Timer = "id, handoff_id, kind, due_at, fired_at, lease_owner, lease_until, epoch, body";
    public const string Event = "seq, handoff_id, pair_id, product, kind, at, agreement, recorded_at, body";
    public const string Receipt = "seq, handoff_id, hash, previous, json, evidence, sealed_at";
    public const string Request = "id, caller, key, record, product, body, received_at, due_at, lease_owner, lease_until, epoch, answer, handoff_id, answered_at";

    public static StoredHandoff ReadHandoff(SqlDialect dialect, DbDataReader row) => new()
    {
        Id = row.GetGuid(0),
        PairId = row.GetGuid(1),
        Product = row.GetString(2),
        Stage = row.GetString(3),
        IsOpen = row.GetBoolean(4),
        Version = row.GetInt64(5),
        Agreement = row.GetString(6),
        Owner = SqlDialect.TextOrNull(row, 7),
        OpenedAt = dialect.Time(row, 8),
        ChangedAt = dialect.Time(row, 9),
        State = row.GetString(10),
    };

    public static object?[] Values(StoredHandoff row) =>
        [row.Id, row.PairId, row.Product, row.Stage, row.IsOpen, row.Version, row.Agreement, row.Owner, row.OpenedAt, row.ChangedAt, row.State];

    public static JudgingRow ReadJudging(SqlDialect dialect, DbDataReader row) => new(row.GetGuid(0))
    {
        Epoch = row.GetInt64(1),
        Wake = row.GetInt64(2),
        LeaseOwner = SqlDialect.TextOrNull(row, 3),
        LeaseUntil = dialect.TimeOrNull(row, 4),
        ReviewAt = dialect.TimeOrNull(row, 5),
        Code = SqlDialect.TextOrNull(row, 6),
        Verdict = SqlDialect.TextOrNull(row, 7),
    };

    public static object?[] Values(JudgingRow row) =>
        [row.PairId, row.Epoch, row.Wake, row.LeaseOwner, row.LeaseUntil, row.ReviewAt, row.Code, row.Verdict];

    public static TimerRow ReadTimer(SqlDialect dialect, DbDataReader row) =>
        new(new StoredTimer(row.GetString(0), row.GetGuid(1), row.GetString(2), dialect.TimeOrNull(row, 3), row.GetString(8)) { FiredAt = dialect.TimeOrNull(row, 4) })
        {
            LeaseOwner = SqlDialect.TextOrNull(row, 5),
            LeaseUntil = dialect.TimeOrNull(row, 6),
            Epoch = row.GetInt64(7),
        };

    public static object?[] Values(TimerRow row) =>
        [row.Timer.Id, row.Timer.HandoffId, row.Timer.Kind, row.Timer.DueAt, row.Timer.FiredAt, row.LeaseOwner, row.LeaseUntil, row.Epoch, row.Timer.Body];

    public static StoredEvent ReadEvent(SqlDialect dialect, DbDataReader row) =>
        new(row.GetGuid(1), row.GetGuid(2), row.GetString(3), row.GetString(4), dialect.Time(row, 5), row.GetString(6), row.GetString(8))
        {
            Seq = row.GetInt64(0),
            RecordedAt = dialect.Time(row, 7),
        };

    public static StoredReceipt ReadReceipt(SqlDialect dialect, DbDataReader row) =>
        new(row.GetInt64(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetString(4), SqlDialect.TextOrNull(row, 5), dialect.Time(row, 6));

    public static object?[] Values(StoredReceipt row) => [row.Seq, row.HandoffId, row.Hash, row.Previous, row.Json, row.Evidence, row.SealedAt];

    public static RequestRow ReadRequest(SqlDialect dialect, DbDataReader row) => new(new HandoffRequest
    {
        Id = row.GetGuid(0),
        Caller = row.GetString(1),
        Key = row.GetString(2),
        Record = RecordKey.Parse(row.GetString(3)),
        Product = SqlDialect.TextOrNull(row, 4),
        Body = row.GetString(5),
        ReceivedAt = dialect.Time(row, 6),
        Answer = SqlDialect.TextOrNull(row, 11),
        HandoffId = row.IsDBNull(12) ? null : row.GetGuid(12),
        AnsweredAt = dialect.TimeOrNull(row, 13),
    })
    {
        DueAt = dialect.TimeOrNull(row, 7),
        LeaseOwner = SqlDialect.TextOrNull(row, 8),
        LeaseUntil = dialect.TimeOrNull(row, 9),
        Epoch = row.GetInt64(10),
    };

    public static object?[] Values(RequestRow row) =>
    [
        row.Request.Id, row.Request.Caller, row.Request.Key, row.Request.Record.ToString(), row.Request.Product, row.Request.Body, row.Request.ReceivedAt,
        row.DueAt, row.LeaseOwner, row.LeaseUntil, row.Epoch, row.Request.Answer, row.Request.HandoffId, row.Request.AnsweredAt,
    ];

    public static PairStanding ReadPair(DbDataReader row) =>
        new(row.GetGuid(0), Enum.Parse<PairStatus>(row.GetString(1)), row.GetInt64(2), row.GetInt64(3));
}

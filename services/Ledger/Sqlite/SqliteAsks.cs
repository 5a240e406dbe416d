using Integration.Ledger.Asks;
using Integration.Ledger.Drafts;

namespace Integration.Ledger.Sqlite;

/// <summary>The ask table.</summary>
internal static class SqliteAsks
{
    private const string Insert = "INSERT INTO ask (id, pair_id, ask, attempts, not_before, ended_at, outcome) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    // What was asked never changes.
    private const string Update = "UPDATE ask SET pair_id = $2, attempts = $3, not_before = $4, ended_at = $5, outcome = $6 WHERE id = $1";

    public static List<AskRow> Of(SqliteSession session, IReadOnlyCollection<Guid> ids) => ids.Count == 0 ? [] :
        session.Read($"SELECT {AskJson.Columns} FROM ask WHERE id IN (SELECT value FROM json_each($1))", Row, SqlitePen.List(ids));

    public static List<AskRow> Open(SqliteSession session, IReadOnlyCollection<Guid> pairIds) => pairIds.Count == 0 ? [] :
        session.Read($"SELECT {AskJson.Columns} FROM ask WHERE ended_at IS NULL AND pair_id IN (SELECT value FROM json_each($1))", Row, SqlitePen.List(pairIds));

    public static void Save(SqliteSession session, DraftChanges changes)
    {
        foreach (var row in changes.NewAsks)
            session.Run(Insert, row.Id.ToString(), row.PairId.ToString(), AskJson.Of(row.Ask), row.Ask.Attempts, Micros.Of(row.Ask.NotBefore), Micros.Of(row.EndedAt), AskJson.Of(row.End));
        foreach (var row in changes.ChangedAsks)
            session.Run(Update, row.Id.ToString(), row.PairId.ToString(), row.Ask.Attempts, Micros.Of(row.Ask.NotBefore), Micros.Of(row.EndedAt), AskJson.Of(row.End));
    }

    private static AskRow Row(System.Data.Common.DbDataReader row) => AskJson.Row(
        row.GetGuid(0), row.GetString(1), row.GetInt32(2), Time(row, 3), Time(row, 4), row.IsDBNull(5) ? null : row.GetString(5));

    internal static DateTimeOffset? Time(System.Data.Common.DbDataReader row, int at) => row.IsDBNull(at) ? null : Micros.At(row.GetInt64(at));
}

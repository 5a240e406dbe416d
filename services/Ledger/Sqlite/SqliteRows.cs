using System.Data.Common;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger.Drafts;
using Integration.Ledger.States;

namespace Integration.Ledger.Sqlite;

/// <summary>How rows come out of SQLite.</summary>
internal static class SqliteRows
{
    public static PairRow Pair(DbDataReader row) => PairColumns.Read(row, (reader, at) => Micros.At(reader.GetInt64(at)));

    /// <summary>A pair row followed by its state.</summary>
    public static Pair Whole(DbDataReader row) => Pair(row).Over(StateJson.Pair(row.GetString(PairColumns.Count)));

    public static (RecordKey, RefRow) Ref(DbDataReader row) => (RecordKey.Parse(row.GetString(0)), new RefRow(row.GetGuid(1), row.GetBoolean(2)));

    public static (Guid, Pair) State(DbDataReader row) => (row.GetGuid(0), StateJson.Pair(row.GetString(1)));
}

using System.Data.Common;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger.Drafts;
using Integration.Ledger.States;

namespace Integration.Ledger.Postgres;

/// <summary>How rows come out of PostgreSQL.</summary>
internal static class PostgresRows
{
    public static PairRow Pair(DbDataReader row) => PairColumns.Read(row, (reader, at) => reader.GetFieldValue<DateTimeOffset>(at));

    /// <summary>A pair row followed by its state.</summary>
    public static Pair Whole(DbDataReader row) => Pair(row).Over(StateJson.Pair(row.GetString(PairColumns.Count)));

    public static (RecordKey Key, RefRow Owner) Ref(DbDataReader row) => (RecordKey.Parse(row.GetString(0)), new RefRow(row.GetGuid(1), row.GetBoolean(2)));

    public static (Guid Id, Pair State) State(DbDataReader row) => (row.GetGuid(0), StateJson.Pair(row.GetString(1)));

    public static (string Key, Guid Owner) Keyed(DbDataReader row) => (row.GetString(0), row.GetGuid(1));

    /// <summary>All rows of the reader's present result.</summary>
    public static async Task<List<T>> ListAsync<T>(this DbDataReader reader, Func<DbDataReader, T> row, CancellationToken stop)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(stop)) rows.Add(row(reader));
        return rows;
    }
}

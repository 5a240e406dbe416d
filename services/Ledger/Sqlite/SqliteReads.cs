using Integration.Core.Journals;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger.Drafts;
using Integration.Ledger.States;

namespace Integration.Ledger.Sqlite;

/// <summary>Questions that change nothing.</summary>
internal static class SqliteReads
{
    private const string ById = $"""
        SELECT {PairColumns.OfP}, s.state FROM pair p JOIN pair_state s ON s.pair_id = p.id
        WHERE p.id IN (SELECT value FROM json_each($1))
        """;

    private const string HeldIds = "SELECT DISTINCT pair_id FROM hold WHERE pair_id > $1 ORDER BY pair_id LIMIT $2";

    private const string Lines = "SELECT entry FROM (SELECT seq, entry FROM journal WHERE pair_id = $1 ORDER BY seq DESC LIMIT $2) ORDER BY seq";

    private const string Deleted = """
        SELECT (SELECT count(*) FROM pair WHERE deleted_at > $3 AND mapping = $1 AND deleted_in = $2),
            (SELECT count(*) FROM pair WHERE mapping = $1 AND linked),
            (SELECT count(*) FROM pair WHERE deleted_at > $4 AND mapping = $1 AND deleted_in = $2 AND holds > 0
                AND EXISTS (SELECT 1 FROM hold WHERE hold.pair_id = pair.id AND hold.code = $5))
        """;

    public static IReadOnlyList<string> Mappings(SqliteSession session) => session.Read("SELECT DISTINCT mapping FROM pair ORDER BY mapping", row => row.GetString(0));

    public static DeletionCount Deletions(SqliteSession session, string mapping, SystemName system, DateTimeOffset since, DateTimeOffset released) =>
        session.Read(Deleted, row => new DeletionCount(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)), mapping, system.ToString(), Micros.Of(since), Micros.Of(released), HoldCodes.DeletesBraked)[0];

    public static List<Pair> Pairs(SqliteSession session, IReadOnlyCollection<Guid> ids) =>
        session.Read(ById, SqliteRows.Whole, SqlitePen.List(ids));

    public static IReadOnlyDictionary<RecordKey, Pair> PairsOf(SqliteSession session, IReadOnlyCollection<RecordKey> keys)
    {
        var owners = session.Read("SELECT record, pair_id, alias FROM ref WHERE record IN (SELECT value FROM json_each($1))", SqliteRows.Ref, SqlitePen.List(keys));
        var pairs = Pairs(session, [.. owners.Select(found => found.Item2.PairId).Distinct()]).ToDictionary(pair => pair.Id);
        return owners.ToDictionary(found => found.Item1, found => pairs[found.Item2.PairId]);
    }

    public static IReadOnlyList<Pair> Held(SqliteSession session, Guid? after, int limit)
    {
        var ids = session.Read(HeldIds, row => row.GetGuid(0), after?.ToString() ?? "", limit);
        return [.. Pairs(session, ids).OrderBy(pair => pair.Id)];
    }

    public static IReadOnlyList<JournalEntry> Journal(SqliteSession session, Guid pairId, int limit) =>
        session.Read(Lines, row => StateJson.Entry(row.GetString(0)), pairId.ToString(), limit);
}

using Integration.Core.Records;
using Integration.Core.Sightings;
using Integration.Ledger.Drafts;
using Integration.Ledger.Sightings;

namespace Integration.Ledger.Sqlite;

/// <summary>The tables of watched records.</summary>
internal static class SqliteSightings
{
    private const string Insert = "INSERT INTO sighting (record, gen, seen_gen, due_at, attempts, version, state) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    private const string Update = "UPDATE sighting SET gen = $2, seen_gen = $3, due_at = $4, attempts = $5, version = $6, state = $7 WHERE record = $1";
    private const string Due = "SELECT record, gen, attempts FROM sighting WHERE due_at <= $1 ORDER BY due_at, record LIMIT $2";

    private const string ByPair = """
        SELECT r.pair_id, s.state FROM (SELECT DISTINCT ref.pair_id, p.record FROM ref JOIN sighting_person p ON p.person = ref.record
            WHERE ref.pair_id IN (SELECT value FROM json_each($1))) r
        JOIN sighting s ON s.record = r.record WHERE s.state IS NOT NULL ORDER BY s.version, s.record
        """;

    public static List<SightingRow> Of(SqliteSession session, IReadOnlyCollection<RecordKey> keys) => session.Read(
        $"SELECT {SightingJson.Columns} FROM sighting WHERE record IN (SELECT value FROM json_each($1))",
        row => SightingJson.Row(row.GetString(0), row.GetInt64(1), row.GetInt64(2), SqliteAsks.Time(row, 3), row.GetInt32(4), row.IsDBNull(5) ? null : row.GetString(5)),
        SqlitePen.List(keys));

    public static IReadOnlyList<DueSighting> Claim(SqliteSession session, int max, DateTimeOffset now, DateTimeOffset until)
    {
        var due = session.Read(Due, row => new DueSighting(RecordKey.Parse(row.GetString(0)), row.GetInt64(1), row.GetInt32(2)), Micros.Of(now), max);
        if (due.Count > 0)
            session.Run("UPDATE sighting SET due_at = $2 WHERE record IN (SELECT value FROM json_each($1))", SqlitePen.List(due.Select(row => row.Key)), Micros.Of(until));
        return due;
    }

    public static IReadOnlyDictionary<Guid, IReadOnlyList<Sighting>> OfPairs(SqliteSession session, IReadOnlyCollection<Guid> pairIds) =>
        session.Read(ByPair, row => (PairId: row.GetGuid(0), Seen: SightingJson.Read(row.GetString(1))), SqlitePen.List(pairIds))
            .GroupBy(row => row.PairId).ToDictionary(group => group.Key, group => (IReadOnlyList<Sighting>)[.. group.Select(row => row.Seen).TakeLast(LedgerLimits.SightingsMax)]);

    public static void Save(SqliteSession session, DraftChanges changes)
    {
        foreach (var row in changes.NewSightings) Put(session, Insert, row);
        foreach (var row in changes.ChangedSightings)
        {
            Put(session, Update, row);
            session.Run("DELETE FROM sighting_person WHERE record = $1", row.Key.ToString());
        }
        foreach (var row in changes.NewSightings.Concat(changes.ChangedSightings))
            foreach (var person in row.People) session.Run("INSERT INTO sighting_person (person, record) VALUES ($1, $2)", person.ToString(), row.Key.ToString());
    }

    private static void Put(SqliteSession session, string sql, SightingRow row) => session.Run(
        sql, row.Key.ToString(), row.Generation, row.SeenGeneration, Micros.Of(row.DueAt), row.Attempts, row.Version, SightingJson.Of(row.Sighting));
}

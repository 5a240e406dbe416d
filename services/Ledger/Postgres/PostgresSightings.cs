using Integration.Core.Records;
using Integration.Core.Sightings;
using Integration.Ledger.Drafts;
using Integration.Ledger.Sightings;
using Npgsql;
using static Integration.Ledger.Postgres.PostgresBatch;

namespace Integration.Ledger.Postgres;

/// <summary>The tables of watched records.</summary>
internal static class PostgresSightings
{
    private const string ByKey = $"SELECT {SightingJson.Columns} FROM sighting WHERE record = ANY ($1) ORDER BY record FOR UPDATE";

    private const string Take = """
        WITH due AS (SELECT record, due_at FROM sighting WHERE due_at <= $1 ORDER BY due_at, record LIMIT $2 FOR UPDATE SKIP LOCKED)
        UPDATE sighting s SET due_at = $3 FROM due WHERE s.record = due.record RETURNING s.record, s.gen, s.attempts, due.due_at
        """;

    private const string ByPair = """
        SELECT r.pair_id, s.state FROM (SELECT DISTINCT ref.pair_id, p.record FROM ref JOIN sighting_person p ON p.person = ref.record WHERE ref.pair_id = ANY ($1)) r
        JOIN sighting s ON s.record = r.record WHERE s.state IS NOT NULL ORDER BY s.version, s.record COLLATE "C"
        """;

    private const string Rows = "unnest($1, $2, $3, $4, $5, $6, $7) AS v (record, gen, seen_gen, due_at, attempts, version, state)";

    private const string Insert = $"""
        INSERT INTO sighting (record, gen, seen_gen, due_at, attempts, version, state) SELECT record, gen, seen_gen, due_at, attempts, version, state::json FROM {Rows}
        """;

    private const string Update = $"""
        UPDATE sighting s SET gen = v.gen, seen_gen = v.seen_gen, due_at = v.due_at, attempts = v.attempts, version = v.version, state = v.state::json
        FROM {Rows} WHERE s.record = v.record
        """;

    public static async Task<IReadOnlyList<SightingRow>> LockAsync(NpgsqlConnection connection, IReadOnlyCollection<RecordKey> keys, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection).Add(ByKey, Texts(keys.Select(key => key.ToString())));
        await using var reader = await batch.ExecuteReaderAsync(stop);
        return await reader.ListAsync(
            row => SightingJson.Row(row.GetString(0), row.GetInt64(1), row.GetInt64(2), PostgresAsks.Time(row, 3), row.GetInt32(4), row.IsDBNull(5) ? null : row.GetString(5)), stop);
    }

    public static async Task<IReadOnlyList<DueSighting>> ClaimAsync(NpgsqlConnection connection, int max, DateTimeOffset now, DateTimeOffset until, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection).Add(Take, Value(now), Value((long)max), Value(until));
        await using var reader = await batch.ExecuteReaderAsync(stop);
        var taken = await reader.ListAsync(row => (Due: new DueSighting(RecordKey.Parse(row.GetString(0)), row.GetInt64(1), row.GetInt32(2)), At: row.GetFieldValue<DateTimeOffset>(3)), stop);
        return [.. taken.OrderBy(row => row.At).ThenBy(row => row.Due.Key.ToString(), StringComparer.Ordinal).Select(row => row.Due)];
    }

    public static async Task<IReadOnlyDictionary<Guid, IReadOnlyList<Sighting>>> OfPairsAsync(NpgsqlConnection connection, IReadOnlyCollection<Guid> pairIds, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection).Add(ByPair, Ids(pairIds));
        await using var reader = await batch.ExecuteReaderAsync(stop);
        var rows = await reader.ListAsync(row => (PairId: row.GetGuid(0), Seen: SightingJson.Read(row.GetString(1))), stop);
        return rows.GroupBy(row => row.PairId).ToDictionary(group => group.Key, group => (IReadOnlyList<Sighting>)[.. group.Select(row => row.Seen).TakeLast(LedgerLimits.SightingsMax)]);
    }

    public static void Save(NpgsqlBatch batch, DraftChanges changes)
    {
        if (changes.NewSightings.Count > 0) batch.Add(Insert, Values(changes.NewSightings));
        if (changes.ChangedSightings.Count > 0)
            batch.Add(Update, Values(changes.ChangedSightings))
                .Add("DELETE FROM sighting_person WHERE record = ANY ($1)", Texts(changes.ChangedSightings.Select(row => row.Key.ToString())));
        var people = changes.NewSightings.Concat(changes.ChangedSightings).SelectMany(row => row.People.Select(person => (Person: person.ToString(), Record: row.Key.ToString()))).ToList();
        if (people.Count > 0)
            batch.Add("INSERT INTO sighting_person (person, record) SELECT * FROM unnest($1, $2)", Texts(people.Select(row => row.Person)), Texts(people.Select(row => row.Record)));
    }

    private static NpgsqlParameter[] Values(IReadOnlyList<SightingRow> rows) =>
    [
        Texts(rows.Select(row => row.Key.ToString())), Longs(rows.Select(row => row.Generation)), Longs(rows.Select(row => row.SeenGeneration)),
        Times(rows.Select(row => row.DueAt)), Ints(rows.Select(row => row.Attempts)), Longs(rows.Select(row => row.Version)), Texts(rows.Select(row => SightingJson.Of(row.Sighting))),
    ];
}

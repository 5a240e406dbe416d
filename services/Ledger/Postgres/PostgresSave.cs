using Integration.Ledger.Drafts;
using Integration.Ledger.States;
using Npgsql;
using static Integration.Ledger.Postgres.PostgresBatch;

namespace Integration.Ledger.Postgres;

/// <summary>Writes a draft's changes: one statement for each kind of row, all in one round trip.</summary>
internal static class PostgresSave
{
    private const string Rows =
        "unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) AS v (" + PairColumns.All + ")";

    private const string Insert = $"INSERT INTO pair ({PairColumns.All}) SELECT {PairColumns.All} FROM {Rows}";

    // An epoch only ever rises; a row that has passed the one we read belongs to someone else.
    private const string Update = $"""
        UPDATE pair p SET mapping = v.mapping, status = v.status, dirty_gen = v.dirty_gen, clean_gen = v.clean_gen, lane = v.lane, due_at = v.due_at,
            lease_owner = v.lease_owner, lease_until = v.lease_until, epoch = v.epoch, attempts = v.attempts,
            into_hubspot = v.into_hubspot, into_salesforce = v.into_salesforce, linked = v.linked, holds = v.holds,
            mapping_version = v.mapping_version, deleted_at = v.deleted_at, deleted_in = v.deleted_in
        FROM {Rows} WHERE p.id = v.id AND p.epoch <= v.epoch
        """;

    private const string State = """
        INSERT INTO pair_state (pair_id, state) SELECT id, state::json FROM unnest($1, $2) AS v (id, state)
        ON CONFLICT (pair_id) DO UPDATE SET state = excluded.state
        """;

    private const string Cursor = "INSERT INTO cursor (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";

    private const string Journal = """
        INSERT INTO journal (pair_id, entry, run) SELECT pair_id, entry::json, run FROM unnest($1, $2, $3) WITH ORDINALITY AS v (pair_id, entry, run, place) ORDER BY place
        """;

    public static async Task RunAsync(NpgsqlConnection connection, DraftChanges changes, DateTimeOffset now, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (changes.NewRows.Count > 0) batch.Add(Insert, Pairs(changes.NewRows));
        var update = batch.BatchCommands.Count;
        if (changes.ChangedRows.Count > 0) batch.Add(Update, Pairs(changes.ChangedRows));
        if (changes.States.Count > 0) batch.Add(State, Ids(changes.States.Select(state => state.Id)), Texts(changes.States.Select(state => StateJson.Of(state.State))));
        if (changes.RefsRemoved.Count > 0) batch.Add("DELETE FROM ref WHERE record = ANY ($1)", Texts(changes.RefsRemoved.Select(key => key.ToString())));
        if (changes.RefsAdded.Count > 0)
            batch.Add(
                "INSERT INTO ref (record, pair_id, alias) SELECT * FROM unnest($1, $2, $3)",
                Texts(changes.RefsAdded.Select(added => added.Key.ToString())),
                Ids(changes.RefsAdded.Select(added => added.Owner.PairId)),
                Flags(changes.RefsAdded.Select(added => added.Owner.IsAlias)));
        if (changes.ClaimsRemoved.Count > 0) batch.Add("DELETE FROM claim WHERE claim_key = ANY ($1)", Texts(changes.ClaimsRemoved));
        if (changes.ClaimsAdded.Count > 0)
            batch.Add(
                "INSERT INTO claim (claim_key, pair_id) SELECT * FROM unnest($1, $2)",
                Texts(changes.ClaimsAdded.Select(added => added.Key)), Ids(changes.ClaimsAdded.Select(added => added.Owner)));
        if (changes.HoldsRemoved.Count > 0) batch.Add("DELETE FROM hold WHERE pair_id = ANY ($1)", Ids(changes.HoldsRemoved));
        if (changes.HoldsAdded.Count > 0)
            batch.Add(
                "INSERT INTO hold (pair_id, field, code, waits_on) SELECT * FROM unnest($1, $2, $3, $4)",
                Ids(changes.HoldsAdded.Select(hold => hold.PairId)), Texts(changes.HoldsAdded.Select(hold => hold.Field)),
                Texts(changes.HoldsAdded.Select(hold => hold.Code)), Texts(changes.HoldsAdded.Select(hold => hold.WaitsOn)));
        if (changes.Journal.Count > 0) batch.Add(Journal, Ids(changes.Journal.Select(entry => entry.PairId)), Texts(changes.Journal.Select(StateJson.Of)), Texts(changes.Journal.Select(entry => entry.Run)));
        if (changes.ErasureAsks.Count > 0)
            batch.Add("INSERT INTO erasure_ask (record, asked_at, due_at, attempts) SELECT record, $2, $2, 0 FROM unnest($1) AS v (record) ON CONFLICT (record) DO NOTHING", Texts(changes.ErasureAsks.Select(record => record.ToString())), Value(now));
        PostgresAsks.Save(batch, changes);
        PostgresSightings.Save(batch, changes);
        if (changes.Cursor is { } cursor) batch.Add(Cursor, Value(cursor.Name), Value(cursor.Value));
        if (batch.BatchCommands.Count == 0) return;

        await batch.ExecuteNonQueryAsync(stop);
        if (changes.ChangedRows.Count > 0 && batch.BatchCommands[update].RecordsAffected != changes.ChangedRows.Count)
            throw new LedgerRaceException("a pair's epoch rose under our lock");
    }

    private static NpgsqlParameter[] Pairs(IReadOnlyList<PairRow> rows) =>
    [
        Ids(rows.Select(row => row.Id)),
        Texts(rows.Select(row => row.Mapping)),
        Texts(rows.Select(row => row.Status.ToString())),
        Longs(rows.Select(row => row.DirtyGeneration)),
        Longs(rows.Select(row => row.CleanGeneration)),
        Ints(rows.Select(row => (int)row.Lane)),
        Times(rows.Select(row => row.DueAt)),
        Texts(rows.Select(row => row.LeaseOwner)),
        Times(rows.Select(row => row.LeaseUntil)),
        Longs(rows.Select(row => row.Epoch)),
        Ints(rows.Select(row => row.Attempts)),
        Ids(rows.Select(row => row.IntoHubSpot)),
        Ids(rows.Select(row => row.IntoSalesforce)),
        Flags(rows.Select(row => row.Linked)),
        Ints(rows.Select(row => row.Holds)),
        Texts(rows.Select(row => row.MappingVersion)),
        Times(rows.Select(row => row.DeletedAt)),
        Texts(rows.Select(row => row.DeletedIn?.ToString())),
    ];
}

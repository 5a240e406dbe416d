using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger.Drafts;
using Integration.Ledger.Erasures;
using Integration.Ledger.Reading;
using Integration.Ledger.Sightings;
using Npgsql;
using static Integration.Ledger.Postgres.PostgresBatch;

namespace Integration.Ledger.Postgres;

/// <summary>An open write transaction on PostgreSQL: loads in one round trip, saves in one.</summary>
internal sealed class PostgresPen(NpgsqlConnection connection) : ILedgerPen
{
    // Locked in the order of ids, so that two transactions over common pairs queue instead of deadlocking.
    private const string Pairs = $"""
        SELECT {PairColumns.OfP} FROM pair p
        WHERE p.id IN (
            SELECT unnest($1)
            UNION SELECT pair_id FROM ref WHERE record = ANY ($2)
            UNION SELECT pair_id FROM hold WHERE waits_on = ANY ($3))
        ORDER BY p.id FOR UPDATE OF p
        """;

    private const string Refs = """
        SELECT record, pair_id, alias FROM ref WHERE record = ANY ($1)
        UNION SELECT record, pair_id, alias FROM ref WHERE pair_id = ANY ($2)
        """;

    private const string Claims = """
        SELECT claim_key, pair_id FROM claim WHERE claim_key = ANY ($1)
        UNION SELECT claim_key, pair_id FROM claim WHERE pair_id = ANY ($2)
        """;

    private const string Waits = "SELECT waits_on, pair_id FROM hold WHERE waits_on = ANY ($1)";

    private const string States = "SELECT pair_id, state FROM pair_state WHERE pair_id IN (SELECT unnest($1) UNION SELECT pair_id FROM ref WHERE record = ANY ($2))";

    /// <remarks>Each statement sees what was committed when it began: those after the first see the ledger as it is under our locks.</remarks>
    public async Task<Draft> LoadAsync(DraftScope scope, CancellationToken stop)
    {
        var draft = new Draft();
        var touched = scope.Touched.Select(key => key.ToString()).ToList();
        await using var batch = new NpgsqlBatch(connection)
            .Add(Pairs, Ids(scope.Pairs), Texts(touched), Texts(scope.Wakes))
            .Add(Refs, Texts(touched.Concat(scope.Wanted.Select(key => key.ToString()))), Ids(scope.Pairs))
            .Add(Claims, Texts(scope.Claims), Ids(scope.Pairs))
            .Add(Waits, Texts(scope.Wakes))
            .Add(States, Ids(scope.States), Texts(scope.StatesOf.Select(key => key.ToString())));
        await using var reader = await batch.ExecuteReaderAsync(stop);
        foreach (var row in await reader.ListAsync(PostgresRows.Pair, stop)) draft.Load(row);
        await reader.NextResultAsync(stop);
        foreach (var (key, owner) in await reader.ListAsync(PostgresRows.Ref, stop)) draft.LoadRef(key, owner);
        await reader.NextResultAsync(stop);
        foreach (var (key, owner) in await reader.ListAsync(PostgresRows.Keyed, stop)) draft.LoadClaim(key, owner);
        await reader.NextResultAsync(stop);
        foreach (var (key, waiter) in await reader.ListAsync(PostgresRows.Keyed, stop)) draft.LoadWait(key, waiter);
        await reader.NextResultAsync(stop);
        foreach (var (id, state) in await reader.ListAsync(PostgresRows.State, stop)) draft.LoadState(id, state);

        // While we waited for a lock, its holder may have given the record to another pair, which we have not locked.
        foreach (var key in scope.Touched)
            if (draft.Owner(key) is { } owner && draft.Row(owner.PairId) is null) throw new LedgerRaceException($"{key} moved to pair {owner.PairId}");
        if (scope.Asks.Count + scope.AsksOf.Count == 0) return draft;
        await reader.CloseAsync();
        foreach (var row in await PostgresAsks.OfAsync(connection, scope.Asks, scope.AsksOf, stop)) draft.Load(row);
        return draft;
    }

    public async Task<IReadOnlyList<Guid>> ChooseAsync(PairChoice choice, Guid? after, int limit, CancellationToken stop)
    {
        var query = ChoiceQuery.Of(choice);
        await using var batch = new NpgsqlBatch(connection).Add(query.Sql, Value(after ?? Guid.Empty), Value((long)limit), Value(query.One), Value(query.Two));
        await using var reader = await batch.ExecuteReaderAsync(stop);
        return await reader.ListAsync(row => row.GetGuid(0), stop);
    }

    public async Task<IReadOnlyList<(Guid Id, Pair State)>> StatesAsync(IReadOnlyList<Guid> ids, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection).Add(States, Ids(ids), Texts([]));
        await using var reader = await batch.ExecuteReaderAsync(stop);
        return await reader.ListAsync(PostgresRows.State, stop);
    }

    public async Task<IReadOnlySet<string>> ErasedAsync(IReadOnlyCollection<string> records, CancellationToken stop) =>
        (await SqlErasures.ErasedAsync(new PostgresTurn(connection), records, stop)).Keys.ToHashSet(StringComparer.Ordinal);

    public Task SaveAsync(DraftChanges changes, DateTimeOffset now, CancellationToken stop) => PostgresSave.RunAsync(connection, changes, now, stop);

    public Task<IReadOnlyList<SightingRow>> SightingsAsync(IReadOnlyList<RecordKey> keys, CancellationToken stop) => PostgresSightings.LockAsync(connection, keys, stop);
}

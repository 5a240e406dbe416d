using System.Text.Json;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger.Drafts;
using Integration.Ledger.Erasures;
using Integration.Ledger.Reading;
using Integration.Ledger.Sightings;
using Integration.Ledger.States;

namespace Integration.Ledger.Sqlite;

/// <summary>An open write transaction on SQLite.</summary>
internal sealed class SqlitePen(SqliteSession session) : ILedgerPen
{
    private const string Pairs = $"""
        WITH wanted (id) AS (
            SELECT value FROM json_each($1)
            UNION SELECT pair_id FROM ref WHERE record IN (SELECT value FROM json_each($2))
            UNION SELECT pair_id FROM hold WHERE waits_on IN (SELECT value FROM json_each($3)))
        SELECT {PairColumns.OfP} FROM wanted JOIN pair p ON p.id = wanted.id
        """;

    private const string Refs = """
        SELECT record, pair_id, alias FROM ref WHERE record IN (SELECT value FROM json_each($1))
        UNION SELECT record, pair_id, alias FROM ref WHERE pair_id IN (SELECT value FROM json_each($2))
        """;

    private const string Claims = """
        SELECT claim_key, pair_id FROM claim WHERE claim_key IN (SELECT value FROM json_each($1))
        UNION SELECT claim_key, pair_id FROM claim WHERE pair_id IN (SELECT value FROM json_each($2))
        """;

    private const string StatesOfRecords = """
        SELECT pair_id, state FROM pair_state
        WHERE pair_id IN (SELECT pair_id FROM ref WHERE record IN (SELECT value FROM json_each($1)))
        """;

    public Task<Draft> LoadAsync(DraftScope scope, CancellationToken stop)
    {
        var draft = new Draft();
        var pairs = List(scope.Pairs);
        foreach (var row in session.Read(Pairs, SqliteRows.Pair, pairs, List(scope.Touched), List(scope.Wakes))) draft.Load(row);
        var records = scope.Wanted.Count == 0 ? scope.Touched : scope.Wanted;
        foreach (var (key, owner) in session.Read(Refs, SqliteRows.Ref, List(records), pairs)) draft.LoadRef(key, owner);
        if (scope.Pairs.Count > 0)
            foreach (var (key, owner) in session.Read(Claims, row => (row.GetString(0), row.GetGuid(1)), List(scope.Claims), pairs)) draft.LoadClaim(key, owner);
        if (scope.Wakes.Count > 0)
            foreach (var (key, waiter) in session.Read(
                "SELECT waits_on, pair_id FROM hold WHERE waits_on IN (SELECT value FROM json_each($1))",
                row => (row.GetString(0), row.GetGuid(1)), List(scope.Wakes))) draft.LoadWait(key, waiter);
        if (scope.StatesOf.Count > 0)
            foreach (var (id, state) in session.Read(StatesOfRecords, SqliteRows.State, List(scope.StatesOf))) draft.LoadState(id, state);
        foreach (var (id, state) in States(scope.States)) draft.LoadState(id, state);
        foreach (var row in SqliteAsks.Of(session, scope.Asks).Concat(SqliteAsks.Open(session, scope.AsksOf))) draft.Load(row);
        return Task.FromResult(draft);
    }

    public Task<IReadOnlyList<Guid>> ChooseAsync(PairChoice choice, Guid? after, int limit, CancellationToken stop)
    {
        var query = ChoiceQuery.Of(choice);
        return Task.FromResult<IReadOnlyList<Guid>>(session.Read(query.Sql, row => row.GetGuid(0), after?.ToString() ?? "", limit, query.One, query.Two));
    }

    public Task<IReadOnlyList<(Guid Id, Pair State)>> StatesAsync(IReadOnlyList<Guid> ids, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<(Guid, Pair)>>(States(ids));

    public async Task<IReadOnlySet<string>> ErasedAsync(IReadOnlyCollection<string> records, CancellationToken stop) =>
        (await SqlErasures.ErasedAsync(new SqliteTurn(session), records, stop)).Keys.ToHashSet(StringComparer.Ordinal);

    public Task<IReadOnlyList<SightingRow>> SightingsAsync(IReadOnlyList<RecordKey> keys, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<SightingRow>>(SqliteSightings.Of(session, keys));

    public Task SaveAsync(DraftChanges changes, DateTimeOffset now, CancellationToken stop)
    {
        SqliteSave.Run(session, changes, now);
        return Task.CompletedTask;
    }

    private List<(Guid Id, Pair State)> States(IReadOnlyList<Guid> ids) => ids.Count == 0 ? [] : session.Read(
        "SELECT pair_id, state FROM pair_state WHERE pair_id IN (SELECT value FROM json_each($1))", SqliteRows.State, List(ids));

    internal static string List<T>(IEnumerable<T> keys) => JsonSerializer.Serialize(keys.Select(key => key!.ToString()));
}

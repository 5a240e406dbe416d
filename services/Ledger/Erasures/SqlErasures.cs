using System.Data.Common;
using System.Text.Json;
using Integration.Core.Records;
using Integration.Ledger.Handoffs.Sql;

namespace Integration.Ledger.Erasures;

/// <summary>Erasures over a database; which one makes no difference here.</summary>
/// <param name="store">Its transactions.</param>
/// <param name="scrub">Takes what was deleted out of the files too, where the database can.</param>
internal sealed class SqlErasures(ISqlStore store, Func<CancellationToken, Task>? scrub = null) : IErasureLedger
{
    private const string Proofs = "SELECT id, at, wanted_by, pairs, journal_lines, digests FROM erasure";

    public async Task<IReadOnlyList<ErasureAsk>> AsksAsync(DateTimeOffset now, int limit, CancellationToken stop)
    {
        LedgerLimits.Count(limit, 1, LedgerLimits.PageMax, nameof(limit));
        return await store.ReadAsync(turn => turn.ReadAsync(
            new SqlLine("SELECT record, asked_at, attempts FROM erasure_ask WHERE due_at <= $1 ORDER BY asked_at, record LIMIT $2", now, (long)limit),
            row => new ErasureAsk(RecordKey.Parse(row.GetString(0)), turn.Dialect.Time(row, 1), row.GetInt32(2)), stop), stop);
    }

    public Task PutOffAsync(RecordKey record, DateTimeOffset dueAt, CancellationToken stop) =>
        RunAsync(new SqlLine("UPDATE erasure_ask SET due_at = $2, attempts = attempts + 1 WHERE record = $1", record.ToString(), dueAt), stop);

    public Task DropAsync(RecordKey record, CancellationToken stop) => RunAsync(new SqlLine("DELETE FROM erasure_ask WHERE record = $1", record.ToString()), stop);

    public async Task<ErasureProof> EraseAsync(ErasureRequest request, DateTimeOffset now, CancellationToken stop)
    {
        ErasureNames.Check(request);
        var proof = await store.WriteAsync(turn => new SqlErasure(turn, request, now).RunAsync(stop), stop);
        if (scrub is not null) await scrub(stop);
        return proof;
    }

    public async Task<IReadOnlyList<ErasureProof>> ProofsAsync(int limit, CancellationToken stop)
    {
        LedgerLimits.Count(limit, 1, LedgerLimits.PageMax, nameof(limit));
        return await store.ReadAsync(turn => turn.ReadAsync(new SqlLine($"{Proofs} ORDER BY seq DESC LIMIT $1", (long)limit), row => Proof(turn.Dialect, row, 0), stop), stop);
    }

    public Task<IReadOnlyDictionary<string, ErasureProof>> ErasedAsync(IReadOnlyCollection<string> names, CancellationToken stop)
    {
        LedgerLimits.Count(names.Count, 0, LedgerLimits.KeysMax, nameof(names));
        return store.ReadAsync(turn => ErasedAsync(turn, names, stop), stop);
    }

    public Task<int> ReadmitAsync(IReadOnlyCollection<string> names, string by, DateTimeOffset now, CancellationToken stop)
    {
        LedgerLimits.Count(names.Count, 0, LedgerLimits.KeysMax, nameof(names));
        LedgerLimits.Key(by, "name of who lets them in");
        return store.WriteAsync(async turn =>
        {
            if (await SaltAsync(turn, stop) is not { } salt) return 0;
            IReadOnlyCollection<string> digests = [.. names.Select(name => ErasureNames.Digest(salt, name))];
            return (await turn.RunAsync([new SqlLine($"UPDATE erased SET readmitted_at = $2, readmitted_by = $3 WHERE readmitted_at IS NULL AND {turn.Dialect.Among("digest", 1)}", digests, now, by)], stop))[0];
        }, stop);
    }

    /// <summary>Of the given names those that are erased and were not let back in.</summary>
    public static async Task<IReadOnlyDictionary<string, ErasureProof>> ErasedAsync(ISqlTurn turn, IReadOnlyCollection<string> names, CancellationToken stop)
    {
        // A ledger that never erased anybody pays one look at an empty table.
        if (names.Count == 0 || await SaltAsync(turn, stop) is not { } salt) return new Dictionary<string, ErasureProof>();
        var byDigest = names.Distinct(StringComparer.Ordinal).ToDictionary(name => ErasureNames.Digest(salt, name), StringComparer.Ordinal);
        IReadOnlyCollection<string> digests = byDigest.Keys;
        var found = await turn.ReadAsync(
            new SqlLine($"SELECT d.digest, e.id, e.at, e.wanted_by, e.pairs, e.journal_lines, e.digests FROM erased d JOIN erasure e ON e.id = d.erasure_id WHERE d.readmitted_at IS NULL AND {turn.Dialect.Among("d.digest", 1)}", digests),
            row => (Digest: row.GetString(0), Proof: Proof(turn.Dialect, row, 1)), stop);
        return found.ToDictionary(entry => byDigest[entry.Digest], entry => entry.Proof, StringComparer.Ordinal);
    }

    public static async Task<string?> SaltAsync(ISqlTurn turn, CancellationToken stop) =>
        (await turn.ReadAsync(new SqlLine("SELECT salt FROM erasure_salt"), row => row.GetString(0), stop)).SingleOrDefault();

    private static ErasureProof Proof(SqlDialect dialect, DbDataReader row, int at) => new(
        row.GetGuid(at), dialect.Time(row, at + 1), row.GetString(at + 2), row.GetInt32(at + 3), row.GetInt32(at + 4), JsonSerializer.Deserialize<List<string>>(row.GetString(at + 5))!);

    private Task RunAsync(SqlLine line, CancellationToken stop) => store.WriteAsync(turn => turn.RunAsync([line], stop), stop);
}

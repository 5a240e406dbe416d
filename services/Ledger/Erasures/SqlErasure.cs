using System.Text.Json;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger.Handoffs.Sql;
using Integration.Ledger.States;

namespace Integration.Ledger.Erasures;

/// <summary>One erasure in its transaction. Every table that holds something of a person has its line here.</summary>
internal sealed class SqlErasure(ISqlTurn turn, ErasureRequest request, DateTimeOffset now)
{
    private SqlDialect Dialect => turn.Dialect;

    public async Task<ErasureProof> RunAsync(CancellationToken stop)
    {
        await turn.RunAsync([new SqlLine("INSERT INTO erasure_salt (one, salt) VALUES (1, $1) ON CONFLICT (one) DO NOTHING", request.NewSalt)], stop);
        var salt = (await SqlErasures.SaltAsync(turn, stop))!;
        var circle = await CircleAsync(stop);
        IReadOnlyCollection<Guid> pairs = [.. circle.Select(pair => pair.Id)];
        // Whoever is about to commit one of them waits here, and finds its epoch passed.
        await turn.ReadAsync(new SqlLine($"SELECT id FROM pair WHERE {Dialect.Among("id", 1)} ORDER BY id{Dialect.Lock}", pairs), row => row.GetGuid(0), stop);
        var records = (await turn.ReadAsync(new SqlLine($"SELECT record FROM ref WHERE {Dialect.Among("pair_id", 1)}", pairs), row => RecordKey.Parse(row.GetString(0)), stop))
            .Append(request.Record).Distinct().Order().ToList();
        IReadOnlyCollection<string> keys = [.. records.Select(record => record.ToString())];
        await RewordAsync(pairs, records, keys, stop);

        var lines = (await turn.RunAsync([new SqlLine($"DELETE FROM journal WHERE {Dialect.Among("pair_id", 1)}", pairs)], stop))[0];
        var sightings = await turn.ReadAsync(new SqlLine($"SELECT DISTINCT record FROM sighting_person WHERE {Dialect.Among("person", 1)}", keys), row => row.GetString(0), stop);
        await turn.RunAsync([.. Wipe(circle, pairs, keys, sightings)], stop);
        var digests = keys.Concat(request.Names).Distinct(StringComparer.Ordinal).Select(name => ErasureNames.Digest(salt, name)).Order(StringComparer.Ordinal).ToList();
        var proof = new ErasureProof(request.Proof, now, request.By, pairs.Count, lines, digests);
        await turn.RunAsync(
        [
            new SqlLine("INSERT INTO erasure (id, at, wanted_by, pairs, journal_lines, digests) VALUES ($1, $2, $3, $4, $5, $6)", proof.Id, now, proof.By, proof.Pairs, lines, JsonSerializer.Serialize(digests)),
            // One that had been let back in and is erased again is out again.
            .. digests.Select(digest => new SqlLine(
                "INSERT INTO erased (digest, erasure_id) VALUES ($1, $2) ON CONFLICT (digest) DO UPDATE SET erasure_id = CASE WHEN erased.readmitted_at IS NULL THEN erased.erasure_id ELSE excluded.erasure_id END, readmitted_at = NULL, readmitted_by = NULL",
                digest, proof.Id)),
        ], stop);
        return proof;
    }

    /// <summary>The pair that took all over, and all that it took over.</summary>
    private async Task<List<Pair>> CircleAsync(CancellationToken stop)
    {
        var owner = (await turn.ReadAsync(new SqlLine("SELECT pair_id FROM ref WHERE record = $1", request.Record.ToString()), row => row.GetGuid(0), stop)).Select(id => (Guid?)id).SingleOrDefault();
        if (owner is not { } start) return [];
        var top = (await turn.PairsAsync([start], stop))[0];
        while (top.SupersededBy is { } next && (await turn.PairsAsync([next], stop)).SingleOrDefault() is { } above) top = above;
        var circle = new List<Pair> { top };
        for (var at = 0; at < circle.Count; at++)
        {
            // The pair's own text names its heir; closed pairs are few, so that reading them costs no index.
            var under = await turn.ReadAsync(
                new SqlLine("SELECT p.id FROM pair p JOIN pair_state s ON s.pair_id = p.id WHERE p.status = 'Superseded' AND CAST(s.state AS TEXT) LIKE $1", $"%\"supersededBy\":\"{circle[at].Id}\"%"), row => row.GetGuid(0), stop);
            circle.AddRange(await turn.PairsAsync([.. under.Except(circle.Select(pair => pair.Id))], stop));
        }
        return circle;
    }

    private async Task RewordAsync(IReadOnlyCollection<Guid> erased, List<RecordKey> records, IReadOnlyCollection<string> keys, CancellationToken stop)
    {
        var waiting = (await turn.ReadAsync(new SqlLine($"SELECT DISTINCT pair_id FROM hold WHERE {Dialect.Among("waits_on", 1)} ORDER BY pair_id", keys), row => row.GetGuid(0), stop)).Except(erased).ToList();
        if (waiting.Count == 0) return;
        IReadOnlyCollection<Guid> ids = waiting;
        await turn.ReadAsync(new SqlLine($"SELECT id FROM pair WHERE {Dialect.Among("id", 1)} ORDER BY id{Dialect.Lock}", ids), row => row.GetGuid(0), stop);
        var states = await turn.PairsAsync(waiting, stop);
        await turn.RunAsync(
        [
            .. states.Select(pair => new SqlLine("UPDATE pair_state SET state = $2 WHERE pair_id = $1", pair.Id, StateJson.Of(Drafts.PairRow.StateOf(Wiped.Waiter(pair, records))))),
            new SqlLine($"UPDATE hold SET waits_on = NULL WHERE {Dialect.Among("waits_on", 1)}", keys),
            new SqlLine($"UPDATE pair SET dirty_gen = dirty_gen + 1, due_at = CASE WHEN lease_until > $2 THEN due_at ELSE $2 END WHERE {Dialect.Among("id", 1)}", ids, now),
        ], stop);
    }

    private IEnumerable<SqlLine> Wipe(List<Pair> circle, IReadOnlyCollection<Guid> pairs, IReadOnlyCollection<string> keys, List<string> sightings)
    {
        foreach (var pair in circle) yield return new SqlLine("UPDATE pair_state SET state = $2 WHERE pair_id = $1", pair.Id, StateJson.Of(Wiped.Of(pair)));
        yield return new SqlLine($"""
            UPDATE pair SET status = 'Superseded', clean_gen = dirty_gen, epoch = epoch + 1, due_at = NULL, lease_owner = NULL, lease_until = NULL,
                into_hubspot = NULL, into_salesforce = NULL, linked = FALSE, holds = 0, attempts = 0
            WHERE {Dialect.Among("id", 1)}
            """, pairs);
        foreach (var table in (string[])["hold", "claim", "ref"]) yield return new SqlLine($"DELETE FROM {table} WHERE {Dialect.Among("pair_id", 1)}", pairs);
        yield return new SqlLine($"DELETE FROM erasure_ask WHERE {Dialect.Among("record", 1)}", keys);

        // Tasks, calls and mails of the person; the record of one that is shared with others is read again when it next changes.
        yield return new SqlLine($"DELETE FROM ask WHERE {Dialect.Among("pair_id", 1)}", pairs);
        IReadOnlyCollection<string> seen = sightings;
        yield return new SqlLine($"DELETE FROM sighting_person WHERE {Dialect.Among("record", 1)}", seen);
        yield return new SqlLine($"DELETE FROM sighting WHERE {Dialect.Among("record", 1)}", seen);

        var handoffs = $"(SELECT id FROM handoff WHERE {Dialect.Among("pair_id", 1)})";
        yield return new SqlLine($"UPDATE judging SET verdict = NULL, review_at = NULL WHERE {Dialect.Among("pair_id", 1)}", pairs);
        yield return new SqlLine($"DELETE FROM timer WHERE handoff_id IN {handoffs}", pairs);
        // The chain of receipts stays whole: the sealed text has digests of the values only.
        yield return new SqlLine($"UPDATE receipt SET evidence = NULL WHERE handoff_id IN {handoffs}", pairs);
        yield return new SqlLine($"UPDATE handoff_event SET body = '{{}}' WHERE handoff_id IN {handoffs}", pairs);
        // The log has to say that an open one ended, or figures would wait for sales' answer for ever.
        foreach (var kind in ErasureNames.LastEvents)
            yield return new SqlLine($"INSERT INTO handoff_event (handoff_id, pair_id, product, kind, at, agreement, recorded_at, body) SELECT id, pair_id, product, '{kind}', $2, agreement, $2, '{{}}' FROM handoff WHERE {Dialect.Among("pair_id", 1)} AND is_open ORDER BY id", pairs, now);
        yield return new SqlLine($"UPDATE handoff SET is_open = FALSE, stage = 'erased', version = version + 1, state = '{{}}' WHERE {Dialect.Among("pair_id", 1)}", pairs);
        yield return new SqlLine($"DELETE FROM handoff_request WHERE {Dialect.Among("record", 1)}", keys);
        yield return new SqlLine($"DELETE FROM person_event WHERE {Dialect.Among("record", 1)}", keys);
    }
}

using Integration.Core.Records;
using Integration.Ledger.Drafts;
using Integration.Ledger.Memory;

namespace Integration.Ledger.Erasures;

/// <summary>Erasures without a disk.</summary>
internal sealed class MemoryErasures(MemoryTables tables, MemoryTurn turn) : IErasureLedger
{
    public Task<IReadOnlyList<ErasureAsk>> AsksAsync(DateTimeOffset now, int limit, CancellationToken stop)
    {
        LedgerLimits.Count(limit, 1, LedgerLimits.PageMax, nameof(limit));
        return turn.DoneAsync<IReadOnlyList<ErasureAsk>>(
            () => [.. tables.ErasureAsks.Values.Where(ask => ask.DueAt <= now).OrderBy(ask => ask.Ask.AskedAt).ThenBy(ask => ask.Ask.Record).Take(limit).Select(ask => ask.Ask)], stop);
    }

    public Task PutOffAsync(RecordKey record, DateTimeOffset dueAt, CancellationToken stop) => turn.DoneAsync(
        () => tables.ErasureAsks.TryGetValue(record, out var row) && (tables.ErasureAsks[record] = (row.Ask with { Attempts = row.Ask.Attempts + 1 }, dueAt)) is var _, stop);

    public Task DropAsync(RecordKey record, CancellationToken stop) => turn.DoneAsync(() => tables.ErasureAsks.Remove(record), stop);

    public Task<ErasureProof> EraseAsync(ErasureRequest request, DateTimeOffset now, CancellationToken stop)
    {
        ErasureNames.Check(request);
        return turn.DoneAsync(() => Erase(request, now), stop);
    }

    public Task<IReadOnlyList<ErasureProof>> ProofsAsync(int limit, CancellationToken stop)
    {
        LedgerLimits.Count(limit, 1, LedgerLimits.PageMax, nameof(limit));
        return turn.DoneAsync<IReadOnlyList<ErasureProof>>(() => [.. tables.Proofs.AsEnumerable().Reverse().Take(limit)], stop);
    }

    public Task<IReadOnlyDictionary<string, ErasureProof>> ErasedAsync(IReadOnlyCollection<string> names, CancellationToken stop)
    {
        LedgerLimits.Count(names.Count, 0, LedgerLimits.KeysMax, nameof(names));
        return turn.DoneAsync<IReadOnlyDictionary<string, ErasureProof>>(
            () => tables.Erased(names).ToDictionary(name => name, name => tables.Digests[ErasureNames.Digest(tables.Salt!, name)], StringComparer.Ordinal), stop);
    }

    public Task<int> ReadmitAsync(IReadOnlyCollection<string> names, string by, DateTimeOffset now, CancellationToken stop)
    {
        LedgerLimits.Key(by, "name of who lets them in");
        return turn.DoneAsync(() => tables.Erased(names).Count(name => tables.Digests.Remove(ErasureNames.Digest(tables.Salt!, name))), stop);
    }

    private ErasureProof Erase(ErasureRequest request, DateTimeOffset now)
    {
        tables.Salt ??= request.NewSalt;
        var pairs = tables.Refs.TryGetValue(request.Record, out var owner) ? Circle(owner.PairId) : [];
        var records = pairs.SelectMany(id => tables.RefsOf.GetValueOrDefault(id) ?? []).Append(request.Record).Distinct().Order().ToList();
        foreach (var waiter in records.SelectMany(key => tables.Waits.GetValueOrDefault(key.ToString()) ?? []).Distinct().Except(pairs).ToList()) Reword(waiter, records, now);
        var lines = pairs.Sum(id => tables.Journal.Remove(id, out var gone) ? gone.Count : 0);
        foreach (var id in pairs) Wipe(id);
        foreach (var ask in tables.Asks.Values.Where(ask => pairs.Contains(ask.PairId)).Select(ask => ask.Id).ToList()) tables.Asks.Remove(ask);
        foreach (var sighting in tables.Sightings.Values.Where(row => row.People.Intersect(records).Any()).Select(row => row.Key).ToList()) tables.Sightings.Remove(sighting);
        tables.Handoffs.Erase(pairs, records, now);
        foreach (var record in records) tables.ErasureAsks.Remove(record);
        var digests = records.Select(record => record.ToString()).Concat(request.Names).Distinct(StringComparer.Ordinal).Select(name => ErasureNames.Digest(tables.Salt, name)).Order(StringComparer.Ordinal).ToList();
        var proof = new ErasureProof(request.Proof, now, request.By, pairs.Count, lines, digests);
        tables.Proofs.Add(proof);
        foreach (var digest in digests) tables.Digests.TryAdd(digest, proof);
        return proof;
    }

    /// <summary>The pair that took all over, and all that it took over.</summary>
    private List<Guid> Circle(Guid id)
    {
        while (tables.States[id].SupersededBy is { } next && tables.States.ContainsKey(next)) id = next;
        var circle = new List<Guid> { id };
        for (var at = 0; at < circle.Count; at++)
            circle.AddRange(tables.States.Values.Where(pair => pair.SupersededBy == circle[at]).Select(pair => pair.Id).Except(circle).Order().ToList());
        return circle;
    }

    private void Wipe(Guid id)
    {
        var row = tables.Pairs[id];
        tables.States[id] = Wiped.Of(tables.States[id]);
        tables.Put(row with
        {
            Status = Core.Pairs.PairStatus.Superseded,
            CleanGeneration = row.DirtyGeneration,
            Epoch = row.Epoch + 1,
            DueAt = null,
            LeaseOwner = null,
            LeaseUntil = null,
            IntoHubSpot = null,
            IntoSalesforce = null,
            Linked = false,
            Holds = 0,
            Attempts = 0,
        });
        foreach (var key in tables.RefsOf.GetValueOrDefault(id) ?? []) tables.Refs.Remove(key);
        foreach (var key in tables.ClaimsOf.GetValueOrDefault(id) ?? []) tables.Claims.Remove(key);
        tables.RefsOf.Remove(id);
        tables.ClaimsOf.Remove(id);
        if (tables.Holds.Remove(id, out var holds))
            foreach (var on in holds.Select(hold => hold.WaitsOn).OfType<string>()) tables.Waits[on].Remove(id);
    }

    private void Reword(Guid id, List<RecordKey> erased, DateTimeOffset now)
    {
        var keys = erased.Select(key => key.ToString()).ToHashSet(StringComparer.Ordinal);
        tables.States[id] = Wiped.Waiter(tables.States[id], erased);
        tables.Holds[id] = [.. tables.Holds[id].Select(hold => hold.WaitsOn is { } on && keys.Contains(on) ? hold with { WaitsOn = null } : hold)];
        tables.Put(DueRule.Hinted(tables.Pairs[id], tables.Pairs[id].Lane, now));
        foreach (var key in keys)
            if (tables.Waits.TryGetValue(key, out var waiting)) waiting.Remove(id);
    }
}

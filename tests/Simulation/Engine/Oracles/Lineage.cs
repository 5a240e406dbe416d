using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger;

namespace Integration.Simulation.Tests.Engine.Oracles;

/// <summary>What the commits so far say of who belongs to whom: kept from outside, so that the ledger cannot vouch for itself.</summary>
internal sealed class Lineage
{
    private readonly Dictionary<Guid, Pair> open = [];
    private readonly Dictionary<RecordKey, Guid> owners = [];
    private readonly Dictionary<Guid, HashSet<RecordKey>> records = [];
    private readonly Dictionary<(RecordKey, RecordKey), DateTimeOffset> links = [];

    /// <summary>Match keys that a pair has taken and not given back.</summary>
    public Dictionary<Guid, List<string>> Claims { get; } = [];

    /// <summary>Takes a stored commit in.</summary>
    /// <returns>A record that another open pair holds as well; null when there is none.</returns>
    public RecordKey? Take(PairCommit commit, DateTimeOffset now)
    {
        var pair = commit.Pair;
        foreach (var absorbed in commit.Absorbs.Where(id => id != pair.Id))
        {
            Leave(absorbed);
            Claims.Remove(absorbed);
            RecordsOf(pair.Id).UnionWith(RecordsOf(absorbed));
        }
        Leave(pair.Id);
        if (commit.DropClaims) Claims.Remove(pair.Id);
        if (commit.TakeClaims.Count > 0) Claims[pair.Id] = [.. commit.TakeClaims];
        if (pair.Status is not (PairStatus.Active or PairStatus.Held)) return null;
        open[pair.Id] = pair;
        RecordKey? twice = null;
        foreach (var key in pair.Refs())
        {
            if (owners.TryGetValue(key, out var other) && other != pair.Id) twice = key;
            owners[key] = pair.Id;
            RecordsOf(pair.Id).Add(key);
        }
        if (pair.HubSpot.Ref is { } hubSpot && pair.Salesforce.Ref is { } salesforce) links.TryAdd((hubSpot, salesforce), now);
        return twice;
    }

    /// <summary>Forgets what later commits taught: the ledger is an older one.</summary>
    public void Forget()
    {
        open.Clear();
        owners.Clear();
        Claims.Clear();
    }

    /// <summary>Every record that a pair ever held.</summary>
    public HashSet<RecordKey> RecordsOf(Guid pairId) => records.TryGetValue(pairId, out var keys) ? keys : records[pairId] = [];

    /// <summary>Every record that was ever linked to this one, with the time.</summary>
    public IEnumerable<(RecordKey Key, DateTimeOffset At)> Partners(RecordKey key) =>
        links.Where(link => link.Key.Item1 == key || link.Key.Item2 == key).Select(link => (link.Key.Item1 == key ? link.Key.Item2 : link.Key.Item1, link.Value));

    private void Leave(Guid id)
    {
        if (!open.Remove(id, out var old)) return;
        foreach (var key in old.Refs())
            if (owners.GetValueOrDefault(key) == id) owners.Remove(key);
    }
}

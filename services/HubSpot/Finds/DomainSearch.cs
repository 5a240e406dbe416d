using Integration.Connectors.Ports;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Core.Values;
using Integration.HubSpot.Client;
using Integration.HubSpot.Reads;
using Integration.HubSpot.Wire;

namespace Integration.HubSpot.Finds;

/// <summary>Finds companies by web address. Their domain is not unique, so HubSpot reads nobody by it and only the search index can tell.</summary>
/// <remarks>
/// The index lags behind (facts/hubspot.md section 3.3). What it names is read by id before it is believed; that it names nobody
/// proves nothing yet, which the outcome says.
/// </remarks>
internal sealed class DomainSearch(HubSpotClient client, RecordReader reader)
{
    // Two spellings of each host; the rest of the body takes some 200 characters.
    private const int ValuesCharactersMax = HubSpotClient.SearchBodyMax - 400;
    private const int PagesMax = 50; // 10,000 results, HubSpot's own end.

    /// <summary>Looks hosts up.</summary>
    /// <returns>By host: the live records that have it now, or a fault.</returns>
    public async Task<IReadOnlyDictionary<string, (IReadOnlyList<Observation> Found, Fault? Fault)>> FindAsync(
        Lane lane, string objectName, string property, IReadOnlyList<string> hosts, FieldSelection fields, CancellationToken stop)
    {
        var answers = new Dictionary<string, (IReadOnlyList<Observation>, Fault?)>(StringComparer.Ordinal);
        foreach (var chunk in Chunks(hosts))
        {
            var (ids, fault) = await IdsAsync(lane, objectName, property, chunk, stop);
            var reads = fault is null ? await reader.ReadAsync(lane, ids.Select(id => HubSpotObjects.Key(objectName, id)), fields, stop) : [];
            fault ??= reads.FirstOrDefault(read => read.Fault is not null)?.Fault;
            foreach (var host in chunk)
                answers[host] = (fault is null ? [.. reads.Select(read => read.Seen!).Where(seen => seen.Life.State == LifeState.Live && Canonical.Of(FieldType.Domain, seen.Values[property]) == host)] : [], fault);
        }
        return answers;
    }

    private async Task<(IReadOnlyList<string> Ids, Fault? Fault)> IdsAsync(Lane lane, string objectName, string property, IReadOnlyList<string> hosts, CancellationToken stop)
    {
        var ids = new List<string>();
        string? after = null;
        for (var page = 0; page < PagesMax; page++)
        {
            var answer = await client.SearchAsync(lane, objectName, property, [.. hosts.SelectMany(host => (string[])[host, "www." + host])], after, stop);
            if (answer.Value is not { } found) return ([], answer.Fault);
            ids.AddRange(found.Results.Select(record => record.Id).Where(HubSpotObjects.IsId));
            if (found.Paging?.Next?.After is not { Length: > 0 } next || next == after) break;
            after = next;
        }
        return ([.. ids.Distinct(StringComparer.Ordinal)], null);
    }

    private static IEnumerable<IReadOnlyList<string>> Chunks(IReadOnlyList<string> hosts)
    {
        var chunk = new List<string>();
        var used = 0;
        foreach (var host in hosts)
        {
            var cost = 2 * (host.Length + 3) + 4;
            // A hundred values in one list at most; more than that no source promises.
            if (chunk.Count > 0 && (used + cost > ValuesCharactersMax || chunk.Count == 50))
            {
                yield return chunk;
                (chunk, used) = ([], 0);
            }
            chunk.Add(host);
            used += cost;
        }
        if (chunk.Count > 0) yield return chunk;
    }
}

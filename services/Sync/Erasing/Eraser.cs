using Integration.Connectors.Ports;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.Values;
using Integration.Ledger;
using Integration.Ledger.Erasures;

namespace Integration.Sync.Erasing;

/// <summary>Forgets a person: gathers the names that must not come back and has the ledger wipe the rest.</summary>
public sealed class Eraser(ILedger ledger, MappingSet mappings, TimeProvider time, IEntropy entropy)
{
    /// <summary>Wipes the person that a record belongs to. Also of a record that no pair owns: it is kept out from now on.</summary>
    /// <param name="record">Any record of the person.</param>
    /// <param name="by">Who wants it, without a personal value of the erased.</param>
    /// <param name="stop">Stops before the transaction.</param>
    /// <exception cref="LedgerUnavailableException">Nothing was wiped.</exception>
    public async Task<ErasureProof> EraseAsync(RecordKey record, string by, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var owners = await ledger.PairsOfAsync([record], stop);
        var names = owners.TryGetValue(record, out var pair) ? NamesOf(pair) : [];
        var salt = $"{entropy.NextId(now):N}{entropy.NextId(now):N}";
        return await ledger.Erasures.EraseAsync(new ErasureRequest(entropy.NextId(now), record, names, by, salt), now, stop);
    }

    /// <summary>The names under which a person is kept out: what either side holds, or last agreed on, in the match field.</summary>
    public IReadOnlyList<string> NamesOf(Pair pair)
    {
        if (mappings.Named(pair.Mapping) is not { } mapping) return [];
        var state = pair.Field(mapping.MatchField);
        FieldValue[] values =
        [
            pair.HubSpot.Seen?.Values[mapping.Match.HubSpot] ?? default, pair.Salesforce.Seen?.Values[mapping.Match.Salesforce] ?? default, state.BaseHubSpot, state.BaseSalesforce,
        ];
        return [.. values.Select(value => Canonical.Of(mapping.Match.Type, value)).OfType<string>().Distinct(StringComparer.Ordinal).Select(value => ErasureNames.Match(mapping.Name, value))];
    }
}

using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.Core.Reconciling;

/// <summary>Takes a fresh read into the pair: accepts it or finds it stale, and fixes when each changed value changed.</summary>
internal static class FreshRead
{
    // A version below the stored one means a read that was under way before; after this long it means that the system's clock was set back.
    private static readonly TimeSpan StaleFor = TimeSpan.FromSeconds(30);

    public static bool IsStale(Side side, Observation fresh) =>
        side.Seen is { } stored && stored.Key == fresh.Key && fresh.Version != 0 && fresh.Version < stored.Version
        && fresh.ReadStartedAt < stored.ReadEndedAt + StaleFor;

    public static Pair Take(Pair pair, Mapping mapping, SystemName system, Observation fresh)
    {
        var stored = pair.Of(system).Seen;
        if (stored is not null && stored.Key == fresh.Key)
        {
            foreach (var field in mapping.Fields)
            {
                var name = field.NameIn(system);
                var (before, now) = (stored.Values[name], fresh.Values[name]);
                if (before == now || before.IsMissing || now.IsMissing) continue;
                // A stamp of a whole second covers that second: sync-correctness 4.11.
                // A clock that was set back between the two reads says nothing of when: an interval from later to earlier would win or lose by chance.
                ChangeInterval? interval = fresh.Version < stored.Version ? null : new ChangeInterval(stored.Version, fresh.Version + (system == SystemName.Salesforce ? 1000 : 0));
                var state = pair.Field(field.HubSpot);
                pair = pair with
                {
                    Fields = pair.Fields.SetItem(field.HubSpot, system == SystemName.HubSpot ? state with { HubSpotChanged = interval } : state with { SalesforceChanged = interval }),
                };
            }
        }
        return pair.With(system, pair.Of(system) with { Ref = fresh.Key, Seen = fresh });
    }
}

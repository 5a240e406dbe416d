using Integration.Core.Agreements;
using Integration.Core.Recycling;
using Integration.Core.Verdicts;
using Integration.Handoff.Files;
using Integration.Handoff.People;
using Integration.Ledger;

namespace Integration.Handoff.Proofs;

/// <summary>Somebody whom the version that waits for signatures would treat differently.</summary>
/// <param name="PairId">Who.</param>
/// <param name="HubSpot">The contact.</param>
/// <param name="Product">For which product.</param>
/// <param name="Live">What the live version says; null when it does not know the product or none is live.</param>
/// <param name="Shadow">What the waiting version says; null when it does not know the product.</param>
/// <param name="LiveWords">Why.</param>
/// <param name="ShadowWords">Why.</param>
public sealed record ShadowDifference(Guid PairId, string? HubSpot, string Product, VerdictKind? Live, VerdictKind? Shadow, string? LiveWords, string? ShadowWords);

/// <summary>The version that waits beside the live one, over a page of people as they are now.</summary>
/// <param name="Live">Live version; null = none.</param>
/// <param name="Shadow">Waiting version; null = none, and nothing was compared.</param>
/// <param name="People">How many were judged under both.</param>
/// <param name="Differences">Whom they treat differently.</param>
/// <param name="Next">Give this as <c>after</c> for the next page; null on the last.</param>
public sealed record ShadowReport(int? Live, int? Shadow, int People, IReadOnlyList<ShadowDifference> Differences, Guid? Next)
{
    /// <summary>Judges a page of people under both. Open handoffs are left out of the history of both: the question is whether each would have handed the person over.</summary>
    internal static async Task<ShadowReport> JudgeAsync(ILedger ledger, PersonFiles people, string mapping, Agreement? live, Agreement? shadow, Guid? after, int limit, DateTimeOffset now, CancellationToken stop)
    {
        if (shadow is null) return new ShadowReport(live?.Version, null, 0, [], null);
        var page = await ledger.Handoffs.StandingsAsync(mapping, after, limit, stop);
        var pairs = await ledger.PairsAsync([.. page.Select(standing => standing.PairId)], stop);
        var files = await people.LoadAsync([.. pairs.Values], now, stop);
        var differences = new List<ShadowDifference>();
        var judged = 0;
        foreach (var id in page.Select(standing => standing.PairId))
        {
            if (!files.TryGetValue(id, out var person) || !person.IsKnown) continue;
            judged++;
            PastHandoff[] history = [.. person.Handoffs.Select(row => HandoffJson.Read<HandoffFile>(row.State).Handoff).Where(handoff => !handoff.IsOpen)
                .Select(handoff => new PastHandoff(handoff.Id, handoff.Product, handoff.State, handoff.Reason, handoff.ReturnedAt, handoff.ClosedAt))];
            var under = new[] { live, shadow }.Select(version => version is null ? [] : Judge.Of(version, person.Facts, [.. history], now).ToDictionary(verdict => verdict.Product, StringComparer.Ordinal)).ToList();
            foreach (var product in under[0].Keys.Union(under[1].Keys, StringComparer.Ordinal))
            {
                var (old, fresh) = (under[0].GetValueOrDefault(product), under[1].GetValueOrDefault(product));
                if (old?.Kind != fresh?.Kind) differences.Add(new ShadowDifference(id, person.Pair.HubSpot.Ref?.ToString(), product, old?.Kind, fresh?.Kind, old?.Words, fresh?.Words));
            }
        }
        return new ShadowReport(live?.Version, shadow.Version, judged, differences, page.Count == limit ? page[^1].PairId : null);
    }
}

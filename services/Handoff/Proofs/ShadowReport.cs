using Integration.Core.Agreements;
using Integration.Core.Recycling;
using Integration.Core.Routing;
using Integration.Core.Shadows;
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
/// <param name="LiveWords">Why; for two ready ones, who gets the person.</param>
/// <param name="ShadowWords">Why; for two ready ones, who gets the person.</param>
public sealed record ShadowLine(Guid PairId, string? HubSpot, string Product, VerdictKind? Live, VerdictKind? Shadow, string LiveWords, string ShadowWords);

/// <summary>The version that waits beside the live one, over a page of people as they are now.</summary>
/// <param name="Live">Live version; null = none.</param>
/// <param name="Shadow">Waiting version; null = none, and nothing was compared.</param>
/// <param name="People">How many were judged under both.</param>
/// <param name="Differences">Whom they treat differently.</param>
/// <param name="Next">Give this as <c>after</c> for the next page; null on the last.</param>
public sealed record ShadowReport(int? Live, int? Shadow, int People, IReadOnlyList<ShadowLine> Differences, Guid? Next)
{
    /// <summary>Compares a page of people under both. Open handoffs are left out of the history of both: the question is whether, and to whom, each would have handed the person over.</summary>
    internal static async Task<ShadowReport> JudgeAsync(ILedger ledger, PersonFiles people, string mapping, Agreement? live, Agreement? shadow, Roster roster, Guid? after, int limit, DateTimeOffset now, CancellationToken stop)
    {
        if (shadow is null) return new ShadowReport(live?.Version, null, 0, [], null);
        var page = await ledger.Handoffs.StandingsAsync(mapping, after, limit, stop);
        var pairs = await ledger.PairsAsync([.. page.Select(standing => standing.PairId)], stop);
        var files = await people.LoadAsync([.. pairs.Values], now, stop);
        var differences = new List<ShadowLine>();
        var judged = 0;
        foreach (var id in page.Select(standing => standing.PairId))
        {
            if (!files.TryGetValue(id, out var person) || !person.IsKnown) continue;
            judged++;
            PastHandoff[] history = [.. person.Handoffs.Select(HandoffFile.Of).Where(file => !file.Handoff.IsOpen).Select(file => PastHandoff.Of(file.Handoff))];
            differences.AddRange(Core.Shadows.Shadow.Compare(live, shadow, person.Facts, [.. history], roster, now).Select(one => Line(one, person)));
        }
        return new ShadowReport(live?.Version, shadow.Version, judged, differences, page.Count == limit ? page[^1].PairId : null);
    }

    private static ShadowLine Line(ShadowDifference one, PersonFile person) =>
        new(one.PairId, person.Pair.HubSpot.Ref?.ToString(), one.Product, one.Live, one.Shadow, one.LiveWords, one.ShadowWords);
}

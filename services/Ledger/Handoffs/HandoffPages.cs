using System.Runtime.CompilerServices;

namespace Integration.Ledger.Handoffs;

/// <summary>Walks all handoffs that a query names, page by page.</summary>
public static class HandoffPages
{
    /// <summary>Every open handoff, in the largest pages.</summary>
    public static HandoffQuery Open { get; } = new(null, 1_000) { IsOpen = true };

    /// <summary>The pages of a query, in the order of ids, none of them empty. Each is a transaction of its own: what is opened or ends meanwhile may be in or not.</summary>
    /// <param name="ledger">What is walked.</param>
    /// <param name="query">From where, which, and how many at a time.</param>
    /// <param name="stop">Ends the walk.</param>
    public static async IAsyncEnumerable<IReadOnlyList<StoredHandoff>> PagesAsync(this IHandoffLedger ledger, HandoffQuery query, [EnumeratorCancellation] CancellationToken stop)
    {
        while (true)
        {
            var page = await ledger.ListAsync(query, stop);
            if (page.Count > 0) yield return page;
            if (page.Count < query.Limit) yield break;
            query = query with { After = page[^1].Id };
        }
    }
}

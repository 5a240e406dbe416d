using Integration.Ledger;
using Integration.Ledger.Handoffs;

namespace Integration.Handoff.Api;

/// <summary>A page of handoffs.</summary>
/// <param name="Items">By id, which is by the time of their making.</param>
/// <param name="Next">Give this as <c>after</c> for the next page; null on the last.</param>
public sealed record HandoffPage(IReadOnlyList<HandoffLine> Items, Guid? Next)
{
    /// <summary>Reads a page.</summary>
    public static async Task<HandoffPage> ReadAsync(ILedger ledger, HandoffQuery query, CancellationToken stop)
    {
        var rows = await ledger.Handoffs.ListAsync(query, stop);
        var pairs = await ledger.PairsAsync([.. rows.Select(row => row.PairId).Distinct()], stop);
        return new HandoffPage([.. rows.Select(row => HandoffLine.Of(row, pairs.GetValueOrDefault(row.PairId)))], rows.Count == query.Limit ? rows[^1].Id : null);
    }
}

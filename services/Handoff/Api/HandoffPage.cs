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
        return new HandoffPage(await HandoffLine.OfAsync(ledger, rows, stop), rows.Count == query.Limit ? rows[^1].Id : null);
    }
}

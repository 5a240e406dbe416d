using Integration.Core.Receipts;
using Integration.Ledger.Handoffs;

namespace Integration.Handoff.Proofs;

/// <summary>Whether the chain of receipts holds.</summary>
/// <param name="Receipts">How many were proven.</param>
/// <param name="Head">Hash of the newest; keep it elsewhere, and a chain that was made anew cannot hide.</param>
/// <param name="Broken">The first link that does not hold; null when all do.</param>
public sealed record ChainProof(long Receipts, string Head, BrokenLink? Broken)
{
    private const int Page = 1_000;

    /// <summary>Proves all of it.</summary>
    public static async Task<ChainProof> ProveAsync(IHandoffLedger ledger, CancellationToken stop)
    {
        // The head first: what is sealed meanwhile lies behind it.
        var head = await ledger.ReceiptHeadAsync(stop);
        Receipt? last = null;
        while (true)
        {
            var page = (await ledger.ReceiptsAsync(last?.Sequence ?? 0, Page, stop)).Select(Of).ToList();
            if (ReceiptChain.Verify(page, last) is { } broken) return new ChainProof(last?.Sequence ?? 0, head.Hash, broken);
            last = page.Count > 0 ? page[^1] : last;
            if (page.Count < Page) break;
        }
        var cut = last is null ? head.Seq > 0 : last.Sequence < head.Seq;
        return new ChainProof(last?.Sequence ?? 0, head.Hash, cut
            ? new BrokenLink((last?.Sequence ?? 0) + 1, $"The chain ends at receipt {last?.Sequence ?? 0}, and {head.Seq} were sealed: its end was cut off. Restore it from a backup.")
            : null);
    }

    private static Receipt Of(StoredReceipt stored) => new() { Sequence = stored.Seq, Previous = stored.Previous, Body = stored.Json, Hash = stored.Hash, Evidence = stored.Evidence };
}

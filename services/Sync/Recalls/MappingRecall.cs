using Integration.Core.Records;
using Integration.Ledger;

namespace Integration.Sync.Recalls;

/// <summary>Pairs that were decided under another version of their mapping are looked at again, in the bulk lane; those whose mapping is gone are held, those whose mapping is back go on.</summary>
/// <remarks>
/// Bases stay where they are: a new row begins without one, and everything that waited while a mapping was away is judged by what both sides
/// last agreed on. It runs at the start and with every sweep, since an older process of a rolling change may decide a pair after that.
/// </remarks>
public sealed class MappingRecall(ILedger ledger, MappingSet mappings, TimeProvider time)
{
    /// <summary>Makes every outdated pair due.</summary>
    /// <returns>How many were.</returns>
    /// <exception cref="LedgerUnavailableException">What was made due stays so; the next run finds the rest.</exception>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var recalled = 0;
        foreach (var name in await ledger.MappingsAsync(stop))
        {
            var outdated = new PairChoice.Outdated(name, mappings.Named(name)?.Version ?? "");
            Guid? after = null;
            do
            {
                var page = await ledger.RecallAsync(outdated, after, LedgerLimits.PairsMax, Lane.Bulk, time.GetUtcNow(), stop);
                (recalled, after) = (recalled + page.Count, page.Next);
            }
            while (after is not null);
        }
        return recalled;
    }
}

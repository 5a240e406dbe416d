using System.Globalization;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger;

namespace Integration.Sync.Deletions;

/// <summary>An operator says that the deletions were meant: those that wait go on, and the count begins anew.</summary>
public static class DeleteRelease
{
    /// <summary>Lets the waiting deletions of a mapping go on. A running Sync takes them up within its sweep period; it may run in another process.</summary>
    /// <returns>How many pairs waited.</returns>
    /// <exception cref="LedgerUnavailableException">Nothing more is released; what was stays so, and the call may be repeated.</exception>
    public static async Task<int> RunAsync(ILedger ledger, string mapping, DateTimeOffset now, CancellationToken stop)
    {
        // First the count, then the pairs: a pair that is looked at between the two must not be braked again.
        await ledger.TouchAsync([], new CursorValue(DeleteBrake.ReleasedCursor(mapping), now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)), now, stop);
        var (released, after) = (0, (Guid?)null);
        do
        {
            var page = await ledger.RecallAsync(new PairChoice.HeldUnder(mapping, HoldCodes.DeletesBraked), after, LedgerLimits.PairsMax, Lane.Normal, now, stop);
            (released, after) = (released + page.Count, page.Next);
        }
        while (after is not null);
        return released;
    }
}

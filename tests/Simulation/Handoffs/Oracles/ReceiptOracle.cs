using System.Security.Cryptography;
using System.Text;
using Integration.Core.Handoffs;
using Integration.Ledger.Handoffs;
using Integration.Simulation.Tests.Engine.Oracles;
using Integration.Simulation.Tests.Engine.Workers;

namespace Integration.Simulation.Tests.Handoffs.Oracles;

/// <summary>H3: one receipt for each handoff that was sent; none ever changes, and each continues the one before.</summary>
internal sealed class ReceiptOracle(HandoffBook book, IHandoffLedger ledger, Action<Finding> found)
{
    private int proven;

    /// <summary>Proves what was sealed since the last time.</summary>
    public void Judge(HandoffCommit commit)
    {
        for (; proven < book.Receipts.Count; proven++)
        {
            var (receipt, previous) = (book.Receipts[proven], proven == 0 ? new string('0', 64) : book.Receipts[proven - 1].Hash);
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{proven + 1}\n{previous}\n{receipt.Json}")));
            if (receipt.Seq != proven + 1 || receipt.Previous != previous || receipt.Hash != hash) found(new Finding("H3", $"receipt {receipt.Seq} does not continue receipt {proven}"));
        }
        foreach (var save in commit.Handoffs)
        {
            var kept = book.Handoffs[save.Handoff.Id];
            var receipts = book.Receipts.Count(receipt => receipt.HandoffId == kept.Row.Id);
            if (receipts != (kept.Has(HandoffEventKind.Sent) ? 1 : 0)) found(new Finding("H3", $"handoff {kept.Row.Id} is {kept.Row.Stage} and has {receipts} receipts"));
        }
    }

    /// <summary>What stands in the ledger now is what was sealed then.</summary>
    public void Compare()
    {
        var stored = WatchedLedger.Now(ledger.ReceiptsAsync(0, 1_000, CancellationToken.None));
        if (!stored.SequenceEqual(book.Receipts.Take(1_000))) found(new Finding("H3", "the ledger's receipts are not those that were sealed"));
    }
}

using Integration.Core.Handoffs;
using Integration.Ledger.Handoffs;
using Integration.Simulation.Tests.Engine.Oracles;
using Integration.Simulation.Tests.Engine.Workers;

namespace Integration.Simulation.Tests.Handoffs.Oracles;

/// <summary>H1, H7 and H9: what it waits for was asked; one open handoff for a person and product, and each open one has a clock that will do something, or waits for something that has a name.</summary>
internal sealed class WaitOracle(HandoffBook book, IHandoffLedger ledger, Action<Finding> found)
{
    public void Judge(HandoffCommit commit)
    {
        foreach (var save in commit.Handoffs)
        {
            var kept = book.Handoffs[save.Handoff.Id];
            if (kept.File.Awaited.FirstOrDefault(id => !book.Asks.ContainsKey(id)) is var lost && lost != Guid.Empty) found(new Finding("H9", $"handoff {kept.Row.Id} waits for ask {lost}, which was not stored with it"));
            if (!kept.Row.IsOpen) continue;
            if (book.Of(kept.Row.PairId).Count(other => other.Row.IsOpen && other.Row.Product == kept.Row.Product) > 1)
                found(new Finding("H1", $"pair {kept.Row.PairId} has two open handoffs for {kept.Row.Product}"));
            if (Wait(kept) is null && !HasClock(kept)) found(new Finding("H7", $"handoff {kept.Row.Id} is {kept.Row.Stage}, no clock of it runs, and it waits for nothing that has a name"));
        }
    }

    /// <summary>What an open handoff waits for without a clock; null when it must have one.</summary>
    public static string? Wait(KeptHandoff kept)
    {
        int Times(HandoffEventKind kind, string reason) => kept.Events.Count(one => one.Kind == kind && one.Reason == reason);
        return kept.Row.Stage switch
        {
            "held" => kept.File.Handoff.HeldFor,
            "converted" => "the deal's end",
            // Asked for twice and escalated: from here on it is somebody's, by name.
            "sent" or "delivered" when Times(HandoffEventKind.Escalated, "answer") == 1 && (kept.Agreement == 2 || kept.Has(HandoffEventKind.FirstTouch)) => "an answer that was escalated",
            "accepted" or "working" when Times(HandoffEventKind.AnswerMissing, "outcome") == 1 => "an outcome that was asked for",
            _ => null,
        };
    }

    private bool HasClock(KeptHandoff kept) => WatchedLedger.Now(ledger.TimersAsync(kept.Row.Id, CancellationToken.None)).Any(timer => timer.DueAt is not null && timer.FiredAt is null);
}

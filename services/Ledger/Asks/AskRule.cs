using Integration.Core.Asks;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger.Drafts;

namespace Integration.Ledger.Asks;

/// <summary>What asks do to the ledger.</summary>
internal static class AskRule
{
    public static DraftScope Scope(IReadOnlyList<Ask> asks) => new()
    {
        Pairs = [.. asks.Select(ask => ask.PairId).Distinct().Order()],
        Asks = [.. asks.Select(ask => ask.Id).Distinct().Order()],
    };

    /// <returns>How many were new.</returns>
    /// <exception cref="ArgumentException">A pair is not known.</exception>
    public static int Apply(Draft draft, IReadOnlyList<Ask> asks, DateTimeOffset now)
    {
        var added = 0;
        foreach (var ask in asks)
        {
            if (draft.Ask(ask.Id) is not null) continue;
            if (draft.Row(ask.PairId) is not { } row) throw new ArgumentException($"Ask {ask.Id} is put on pair {ask.PairId}, which the ledger does not know; nothing was stored.");
            draft.SetAsk(new AskRow(ask with { Attempts = 0, NotBefore = null }, null, null));
            // Also on a closed pair: its next commit passes the ask on, or says that nobody is left.
            draft.Set(DueRule.Hinted(row, Lane.Hot, now));
            added++;
        }
        return added;
    }

    /// <summary>Puts down what became of asks.</summary>
    /// <returns>Whether one of them ended.</returns>
    public static bool End(Draft draft, IReadOnlyList<AskOutcome> outcomes, DateTimeOffset now)
    {
        var ended = false;
        foreach (var outcome in outcomes)
        {
            // Not there, or ended: decided on a ledger that has been restored since.
            if (draft.Ask(outcome.AskId) is not { IsOpen: true } row) continue;
            ended |= outcome.End is not AskEnd.Tried;
            draft.SetAsk(outcome.End is AskEnd.Tried tried
                ? row with { Ask = row.Ask with { Attempts = row.Ask.Attempts + 1, NotBefore = tried.RetryAt } }
                : row with { End = outcome.End, EndedAt = now });
        }
        return ended;
    }

    /// <summary>Passes the open asks of a pair on to the one that took over.</summary>
    /// <returns>Whether there were any.</returns>
    public static bool Move(Draft draft, Guid from, Guid to)
    {
        var open = draft.OpenAsksOf(from);
        // Another record, so what failed on the old one says nothing.
        foreach (var row in open) draft.SetAsk(row with { Ask = row.Ask with { PairId = to, NotBefore = null } });
        return open.Count > 0;
    }

    /// <summary>A superseded pair keeps no asks: they go one pair on, and on from there if that one is superseded too.</summary>
    public static void PassOn(Draft draft, Pair superseded, DateTimeOffset now)
    {
        if (superseded.SupersededBy is not { } heir || heir == superseded.Id || draft.Row(heir) is null) return;
        if (Move(draft, superseded.Id, heir)) draft.Set(DueRule.Hinted(draft.Row(heir)!, Lane.Hot, now));
    }
}

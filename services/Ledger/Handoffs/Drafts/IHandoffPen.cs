using Integration.Ledger.Drafts;

namespace Integration.Ledger.Handoffs.Drafts;

/// <summary>One open transaction of a store.</summary>
internal interface IHandoffPen
{
    /// <summary>The pairs' pen of the same transaction.</summary>
    ILedgerPen Pairs { get; }

    /// <summary>Loads and locks what the scope names, and the open handoffs of its pairs. What it names and is not there is left out.</summary>
    Task<HandoffDraft> LoadAsync(HandoffScope scope, CancellationToken stop);

    /// <summary>Writes what the draft decided.</summary>
    Task SaveAsync(HandoffDraft draft, CancellationToken stop);
}

internal static class HandoffPens
{
    public static async Task<IReadOnlyList<HandoffOutcome>> CommitAsync(
        this IHandoffPen pen, IReadOnlyList<HandoffCommit> commits, DateTimeOffset now, CancellationToken stop)
    {
        if (commits.Count == 0) return [];
        var draft = await pen.LoadAsync(HandoffScope.Of(commits), stop);
        var outcomes = new HandoffOutcome[commits.Count];
        for (var at = 0; at < outcomes.Length; at++) outcomes[at] = HandoffRule.Apply(draft, commits[at], now);
        await pen.SaveAsync(draft, stop);
        // Last, and by the pairs' own pen in the same transaction: only what was stored may be written outside.
        var asks = commits.Where((_, at) => outcomes[at].Result == HandoffResult.Stored).SelectMany(commit => commit.Asks).ToList();
        if (asks.Count > 0) await pen.Pairs.AskAsync(asks, now, stop);
        return outcomes;
    }
}

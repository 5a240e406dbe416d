namespace Integration.Ledger.Drafts;

/// <summary>The two members of the ledger that decide something, the same over every store.</summary>
internal static class LedgerPens
{
    public static async Task<TouchSummary> TouchAsync(
        this ILedgerPen pen, IReadOnlyList<Touch> touches, CursorValue? cursor, DateTimeOffset now, CancellationToken stop)
    {
        var draft = await pen.LoadAsync(TouchRule.Scope(touches), stop);
        var missing = TouchRule.StatesMissing(draft);
        if (missing.Count > 0)
            foreach (var (id, state) in await pen.StatesAsync(missing, stop)) draft.LoadState(id, state);
        var unknown = TouchRule.Unknown(draft, touches);
        if (unknown.Count > 0) draft.LoadErased(await pen.ErasedAsync(unknown, stop));
        var summary = TouchRule.Apply(draft, touches, now);
        draft.Cursor = cursor;
        await pen.SaveAsync(draft.Changes(), now, stop);
        return summary;
    }

    public static async Task<IReadOnlyList<CommitOutcome>> CommitAsync(
        this ILedgerPen pen, IReadOnlyList<PairCommit> commits, DateTimeOffset now, CancellationToken stop)
    {
        var draft = await pen.LoadAsync(CommitRule.Scope(commits), stop);
        var outcomes = new CommitOutcome[commits.Count];
        for (var at = 0; at < outcomes.Length; at++) outcomes[at] = CommitRule.Apply(draft, commits[at], now);
        await pen.SaveAsync(draft.Changes(), now, stop);
        return outcomes;
    }
}

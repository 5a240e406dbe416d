using Integration.Core.Asks;
using Integration.Core.Records;
using Integration.Ledger.Asks;
using Integration.Ledger.Sightings;

namespace Integration.Ledger.Drafts;

/// <summary>The members of the ledger that decide something, the same over every store.</summary>
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
        if (TouchRule.Watched(touches) is { Count: > 0 } watched)
            foreach (var row in await pen.SightingsAsync(watched, stop)) draft.Load(row);
        var summary = TouchRule.Apply(draft, touches, now);
        draft.Cursor = cursor;
        await pen.SaveAsync(draft.Changes(), now, stop);
        return summary;
    }

    public static async Task<int> AskAsync(this ILedgerPen pen, IReadOnlyList<Ask> asks, DateTimeOffset now, CancellationToken stop)
    {
        var draft = await pen.LoadAsync(AskRule.Scope(asks), stop);
        var added = AskRule.Apply(draft, asks, now);
        await pen.SaveAsync(draft.Changes(), now, stop);
        return added;
    }

    public static async Task<int> StoreSightingsAsync(this ILedgerPen pen, IReadOnlyList<SightingCommit> commits, DateTimeOffset now, CancellationToken stop)
    {
        var keys = commits.Select(commit => commit.Key).Distinct().Order().ToList();
        var before = await pen.SightingsAsync(keys, stop);
        var draft = await pen.LoadAsync(new DraftScope { Touched = SightingRule.People(before, commits) }, stop);
        foreach (var row in before) draft.Load(row);
        var changed = SightingRule.Apply(draft, commits, now);
        await pen.SaveAsync(draft.Changes(), now, stop);
        return changed;
    }

    public static async Task<Recalled> RecallAsync(this ILedgerPen pen, PairChoice choice, Guid? after, int limit, Lane lane, DateTimeOffset now, CancellationToken stop)
    {
        var ids = await pen.ChooseAsync(choice, after, limit, stop);
        var draft = await pen.LoadAsync(new DraftScope { Pairs = ids }, stop);
        foreach (var id in ids)
            if (draft.Row(id) is { IsOpen: true } row) draft.Set(DueRule.Hinted(row, lane, now));
        await pen.SaveAsync(draft.Changes(), now, stop);
        return new Recalled(ids.Count, ids.Count < limit ? null : ids[^1]);
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

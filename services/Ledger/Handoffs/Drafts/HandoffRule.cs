using Integration.Core.Pairs;

namespace Integration.Ledger.Handoffs.Drafts;

/// <summary>What a commit of handoffs does to the ledger: first everything that could refuse it, then all of it.</summary>
internal static class HandoffRule
{
    public static HandoffOutcome Apply(HandoffDraft draft, HandoffCommit commit, DateTimeOffset now)
    {
        if (Refusal(draft, commit) is { } refused) return refused;

        if (commit.Judged is { } judged) Judge(draft, judged, now);
        // Closing before opening: one commit may end a handoff and begin the next of the same product.
        foreach (var save in commit.Handoffs.OrderBy(save => save.Handoff.IsOpen))
            draft.Set(save.Handoff with { Version = save.Handoff.Version + 1, ChangedAt = now });
        var receipts = commit.Handoffs.Where(save => save.Seal is not null).Select(save => Seal(draft, save, now)).ToList();
        foreach (var line in commit.Events) draft.Events.Add(line with { RecordedAt = now });
        // Firing before setting: a clock that fires in this commit stays fired, also when the next state names it once more.
        foreach (var fired in commit.Fired) Fire(draft, fired.Id, now);
        foreach (var timer in commit.Timers) Set(draft, timer);
        foreach (var roster in commit.Rosters) draft.Rosters.Set(roster.Name, roster with { Version = roster.Version + 1 });
        foreach (var answer in commit.Answers) Answer(draft, answer, now);
        foreach (var pair in commit.Wakes)
            if (draft.Pairs.Of(pair) is not null) draft.Judgings.Set(pair, (draft.Judgings.Of(pair) ?? new JudgingRow(pair)).Woken(now));
        return new HandoffOutcome(HandoffResult.Stored) { Receipts = receipts };
    }

    private static HandoffOutcome? Refusal(HandoffDraft draft, HandoffCommit commit)
    {
        if (commit.Judged is { } judged && (draft.Judgings.Of(judged.PairId) is not { LeaseOwner: not null } row || row.Epoch != judged.Epoch))
            return new(HandoffResult.StaleLease);
        if (commit.Fired.Any(fired => draft.Timers.Of(fired.Id) is not { Timer: { FiredAt: null, DueAt: not null }, LeaseOwner: not null } timer || timer.Epoch != fired.Epoch))
            return new(HandoffResult.StaleLease);
        if (commit.Answers.Any(answer => draft.Requests.Of(answer.RequestId) is not { DueAt: not null, LeaseOwner: not null } request || request.Epoch != answer.Epoch))
            return new(HandoffResult.StaleLease);
        if (commit.Handoffs.FirstOrDefault(save => (draft.Handoffs.Of(save.Handoff.Id)?.Version ?? 0) != save.Handoff.Version) is { } old)
            return new(HandoffResult.StaleHandoff, old.Handoff.Id);
        if (commit.Handoffs.Any(save => draft.Pairs.Of(save.Handoff.PairId) is not { } pair || (save.Handoff.Version == 0 && pair.Status == PairStatus.Superseded)))
            return new(HandoffResult.PairGone);
        if (commit.Asks.Any(ask => draft.Pairs.Of(ask.PairId) is null)) return new(HandoffResult.PairGone);
        if (commit.Rosters.Any(roster => (draft.Rosters.Of(roster.Name)?.Version ?? 0) != roster.Version))
            return new(HandoffResult.StaleRoster);
        if (Taken(draft, commit) is { } other) return new(HandoffResult.ProductTaken, other);
        Known(draft, commit);
        return null;
    }

    private static Guid? Taken(HandoffDraft draft, HandoffCommit commit)
    {
        var closing = commit.Handoffs.Where(save => !save.Handoff.IsOpen).Select(save => save.Handoff.Id).ToHashSet();
        var mine = new Dictionary<(Guid, string), Guid>();
        foreach (var handoff in commit.Handoffs.Select(save => save.Handoff).Where(handoff => handoff.IsOpen))
        {
            if (draft.OpenOf(handoff.PairId, handoff.Product) is { } other && other != handoff.Id && !closing.Contains(other)) return other;
            if (!mine.TryAdd((handoff.PairId, handoff.Product), handoff.Id)) return mine[(handoff.PairId, handoff.Product)];
        }

        return null;
    }

    /// <summary>An event or timer of a handoff that nobody stored is a mistake of the program, not a race: it must be heard.</summary>
    private static void Known(HandoffDraft draft, HandoffCommit commit)
    {
        var saved = commit.Handoffs.Select(save => save.Handoff.Id).ToHashSet();
        if (saved.Count < commit.Handoffs.Count) throw new ArgumentException("A commit names one handoff twice; each has one next state.");
        foreach (var id in commit.Events.Select(line => line.HandoffId).Concat(commit.Timers.Select(timer => timer.HandoffId)))
            if (!saved.Contains(id) && draft.Handoffs.Of(id) is null)
                throw new ArgumentException($"A commit has an event or timer of handoff {id}, which is not in the ledger; commit it together with the handoff.");
    }

    private static void Judge(HandoffDraft draft, Judged judged, DateTimeOffset now)
    {
        var row = draft.Judgings.Of(judged.PairId)!;
        draft.Judgings.Set(judged.PairId, row with
        {
            LeaseOwner = null,
            LeaseUntil = null,
            Code = judged.Code,
            Verdict = judged.Verdict,
            // Woken while it was judged: the wake stands, whatever the verdict says of its next review.
            ReviewAt = row.Wake > judged.Wake && !(judged.ReviewAt < now) ? now : judged.ReviewAt,
        });
        var pair = draft.Pairs.Of(judged.PairId)!;
        if (judged.Generation > pair.JudgedGeneration) draft.Pairs.Set(pair.Id, pair with { JudgedGeneration = judged.Generation });
    }

    private static StoredReceipt Seal(HandoffDraft draft, HandoffSave save, DateTimeOffset now)
    {
        var made = save.Seal!(draft.Head);
        HandoffLimits.Check(made);
        var receipt = new StoredReceipt(draft.Head.Seq + 1, save.Handoff.Id, made.Hash, draft.Head.Hash, made.Json, made.Evidence, now);
        draft.Receipts.Add(receipt);
        draft.Head = new ReceiptHead(receipt.Seq, receipt.Hash);
        return receipt;
    }

    private static void Set(HandoffDraft draft, StoredTimer timer)
    {
        var row = draft.Timers.Of(timer.Id);
        if (row is { Timer.FiredAt: not null }) return;
        if (row is not null && row.Timer.HandoffId != timer.HandoffId)
            throw new ArgumentException($"Timer {timer.Id} is of handoff {row.Timer.HandoffId}, not of {timer.HandoffId}; a timer's id names its handoff.");
        // Every commit of a handoff names all its clocks; one that did not move keeps the lease of whoever is about to fire it.
        if (row is not null && row.Timer with { FiredAt = null } == timer with { FiredAt = null }) return;
        // A lease of the old due time must not fire the new one.
        draft.Timers.Set(timer.Id, row is null
            ? new TimerRow(timer with { FiredAt = null })
            : row with { Timer = timer with { FiredAt = null }, Epoch = row.Epoch + 1, LeaseOwner = null, LeaseUntil = null });
    }

    private static void Fire(HandoffDraft draft, string id, DateTimeOffset now)
    {
        var row = draft.Timers.Of(id)!;
        draft.Timers.Set(id, row with { Timer = row.Timer with { FiredAt = now }, LeaseOwner = null, LeaseUntil = null });
    }

    private static void Answer(HandoffDraft draft, RequestAnswer answer, DateTimeOffset now)
    {
        var row = draft.Requests.Of(answer.RequestId)!;
        draft.Requests.Set(answer.RequestId, row with
        {
            Request = row.Request with { Answer = answer.Answer, HandoffId = answer.HandoffId ?? row.Request.HandoffId, AnsweredAt = answer.Answer is null ? null : now },
            DueAt = answer.Answer is null ? answer.AgainAt : null,
            LeaseOwner = null,
            LeaseUntil = null,
        });
    }
}

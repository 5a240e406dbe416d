using Integration.Core.Agreements;
using Integration.Core.Handoffs;

namespace Integration.Core.Clocks;

/// <summary>Carries out a timer. It fires once: its id is kept, and a timer that moved or was cancelled does nothing.</summary>
public static class Fire
{
    /// <summary>Carries out one timer that is due.</summary>
    /// <param name="handoff">As stored.</param>
    /// <param name="timerId">The timer's id.</param>
    /// <param name="context">As for <see cref="Advance"/>.</param>
    /// <param name="now">The moment; a timer that is due later by now is only set again.</param>
    /// <returns>An unchanged handoff with its present timers when the timer is not due, has fired or is not there any more.</returns>
    public static HandoffStep Of(Handoff handoff, string timerId, HandoffContext context, DateTimeOffset now)
    {
        var draft = new HandoffDraft(handoff, context, now);
        if (Due.Of(handoff, context).FirstOrDefault(timer => timer.Id == timerId) is { } due && due.DueAt <= now) Carry(draft, due);
        return draft.Done();
    }

    /// <summary>Takes down the breach of the first touch when its limit lies before a moment.</summary>
    internal static void BreachBefore(HandoffDraft draft, DateTimeOffset at)
    {
        var due = Due.Of(draft.Handoff, draft.Context).FirstOrDefault(timer => timer.Kind == TimerKind.FirstTouchDue);
        if (due is not null && due.DueAt < at && due.DueAt <= draft.Now) Carry(draft, due);
    }

    private static void Carry(HandoffDraft draft, HandoffTimer timer)
    {
        draft.Handoff = draft.Handoff with { Fired = draft.Handoff.Fired.Add(timer.Id) };
        var (handoff, terms, owner, at) = (draft.Handoff, draft.Terms, draft.Handoff.Owner!, timer.DueAt);
        switch (timer.Kind)
        {
            case TimerKind.DeliveryDue:
                draft.Event(HandoffEventKind.Breached, at, null, "delivery");
                break;
            case TimerKind.Remind:
                draft.Event(HandoffEventKind.Reminded, at, null, "first-touch");
                draft.Task("reminded", owner.SalesforceId, "Reminder: first touch is due", handoff.Why, at);
                break;
            case TimerKind.FirstTouchDue:
                draft.Handoff = handoff with { BreachedAt = handoff.BreachedAt ?? at };
                draft.Event(HandoffEventKind.Breached, at, null, "first-touch");
                break;
            case TimerKind.Escalate:
                Tell(draft, at, terms.Escalation[timer.Step].To, "first-touch", $"No touch in time: {owner.Name}");
                break;
            case TimerKind.Reassign:
                if (Owners.Reassign(draft, at, "no touch in time")) draft.Handoff = draft.Handoff with { ReassignedByClock = draft.Handoff.ReassignedByClock + 1 };
                else draft.Event(HandoffEventKind.Escalated, at, null, null, "nobody else can take it");
                break;
            case TimerKind.AttemptsDue:
                draft.Event(HandoffEventKind.Breached, at, null, "attempts");
                break;
            case TimerKind.AskAnswer:
                draft.Event(HandoffEventKind.AnswerMissing, at, null, "answer");
                draft.Task("answer asked", owner.SalesforceId, "Accept or reject this lead", handoff.Why, at);
                break;
            case TimerKind.EscalateAnswer:
                Tell(draft, at, terms.Escalation is [.., var last] ? last.To : EscalationStep.Manager, "answer", $"No answer to a lead: {owner.Name}");
                break;
            case TimerKind.AskReason:
                draft.Event(HandoffEventKind.AnswerMissing, at, null, handoff.State == HandoffState.Lost ? "loss reason" : "reason");
                draft.Task("reason asked", owner.SalesforceId, handoff.State == HandoffState.Lost ? "Say why this deal was lost, and to whom" : "Say why this lead was returned", null, at);
                break;
            case TimerKind.EscalateReason:
                Tell(draft, at, terms.Escalation is [.., var top] ? top.To : EscalationStep.Manager, "reason", $"No reason given: {owner.Name}");
                break;
            case TimerKind.CloseWithoutReason:
                if (handoff.State == HandoffState.Lost) Deals.Lose(draft, at, null);
                else Answers.End(draft, at, null, by: null);
                break;
            case TimerKind.GiveUp:
                draft.Handoff = handoff with { State = HandoffState.Recycled, ReturnedAt = at, Returns = handoff.Returns + 1 };
                Answers.End(draft, at, null, by: null);
                break;
            case TimerKind.FeedbackDue:
                draft.Event(HandoffEventKind.AnswerMissing, at, null, "outcome");
                draft.Task("outcome asked", owner.SalesforceId, "Say what became of this lead", null, at);
                break;
            case TimerKind.PauseEnd:
                Pauses.End(draft, at, null);
                break;
        }
    }

    private static void Tell(HandoffDraft draft, DateTimeOffset at, string to, string limit, string subject)
    {
        var roster = draft.Context.Roster;
        var name = to == EscalationStep.Manager ? roster.RepOf(draft.Handoff.Owner!.Name)?.Manager : to;
        draft.Event(HandoffEventKind.Escalated, at, null, limit, name ?? to);
        if (roster.RepOf(name) is { } person) draft.Task("escalated", person.SalesforceId, subject, draft.Handoff.Why, at);
        else draft.Problem(HandoffProblems.UnknownPerson, $"{name ?? "The owner's manager"} is to be told of a missed limit, and the roster does not know who that is.", "Add the person to the roster.");
    }
}

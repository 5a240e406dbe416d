using Integration.Core.Clocks;
using Integration.Core.Stages;

namespace Integration.Core.Handoffs;

/// <summary>Takes what was seen into a handoff. Total: every state and observation have exactly one answer, and one seen again changes nothing.</summary>
/// <remarks>
/// Observations come late, twice and in any order. What decides is when a thing happened, not when we heard of it: a status that was set
/// before the person was sent is no answer, an earlier "no" does not undo a later "yes", and a touch that was in time was in time.
/// </remarks>
public static class Advance
{
    /// <summary>Decides one observation.</summary>
    /// <param name="handoff">As stored.</param>
    /// <param name="observed">What was seen.</param>
    /// <param name="context">The Agreement that the handoff was opened under, the roster, the person.</param>
    /// <param name="now">The moment, by our clock.</param>
    public static HandoffStep Of(Handoff handoff, Observed observed, HandoffContext context, DateTimeOffset now)
    {
        var draft = new HandoffDraft(handoff, context, now);
        if (!handoff.IsOpen) AfterTheEnd.Take(draft, observed);
        else if (handoff.State == HandoffState.Held) WhileHeld(draft, observed);
        else
        {
            // A limit that had passed before this happened has passed, even if the clock's loop was down until now.
            Fire.BreachBefore(draft, observed.At);
            WhileOpen(draft, observed);
        }
        return draft.Done();
    }

    private static void WhileOpen(HandoffDraft draft, Observed observed)
    {
        switch (observed)
        {
            case Observed.Delivered delivered:
                Delivered(draft, delivered.At);
                break;
            case Observed.Undeliverable undeliverable when draft.Handoff.State == HandoffState.Sent:
                draft.Handoff = draft.Handoff with { State = HandoffState.Failed };
                draft.Event(HandoffEventKind.Failed, undeliverable.At, null, undeliverable.Code);
                draft.Close(undeliverable.At);
                break;
            case Observed.Status status:
                Answers.Status(draft, status);
                break;
            case Observed.Answer answer:
                Answers.Take(draft, answer.At, answer.Meaning, answer.Reason);
                break;
            case Observed.Touched touched:
                Touches.Take(draft, touched);
                break;
            case Observed.Converted converted:
                Deals.Converted(draft, converted);
                break;
            case Observed.Deal deal:
                Deals.Take(draft, deal);
                break;
            case Observed.OwnedBy owned:
                Owners.OwnedBy(draft, owned);
                break;
            case Observed.OwnerGone gone when draft.Handoff.Owner?.SalesforceId == gone.SalesforceId:
                Owners.Reassign(draft, gone.At, "owner deactivated");
                break;
            case Observed.PauseAsked pause:
                Pauses.Ask(draft, pause);
                break;
            case Observed.ResumeAsked resume:
                Pauses.End(draft, resume.At, TeamSide.Sales);
                break;
            case Observed.PersonGone gone:
                Gone(draft, gone);
                break;
            case Observed.Merged merged:
                Merged(draft, merged);
                break;
        }
    }

    private static void WhileHeld(HandoffDraft draft, Observed observed)
    {
        switch (observed)
        {
            case Observed.PersonGone gone:
                TakeBack(draft, gone);
                break;
            case Observed.Merged merged:
                Merged(draft, merged);
                break;
            case Observed.Converted or Observed.Deal { Opportunity.IsClosed: false } when observed.At > draft.Handoff.QualifiedAt:
                Withdraw(draft, observed.At, "sales has the person already");
                break;
            case Observed.Answer { Meaning: not Agreements.StatusMeaning.Open }:
                draft.Problem(HandoffProblems.NotSent, "Sales answered a handoff that is held and was not sent.", "Mend what it is held for, or take the answer back.");
                break;
        }
    }

    /// <summary>Salesforce has it; an answer or a deed shows that as well as the sync's word.</summary>
    internal static void Delivered(HandoffDraft draft, DateTimeOffset at)
    {
        if (draft.Handoff.DeliveredAt is not null) return;
        var state = draft.Handoff.State == HandoffState.Sent ? HandoffState.Delivered : draft.Handoff.State;
        draft.Handoff = draft.Handoff with { DeliveredAt = at, State = state };
        draft.Event(HandoffEventKind.Delivered, at);
    }

    internal static void Withdraw(HandoffDraft draft, DateTimeOffset at, string why)
    {
        draft.Handoff = draft.Handoff with { State = HandoffState.Withdrawn, HeldFor = null };
        draft.Event(HandoffEventKind.Withdrawn, at, null, why);
        draft.Close(at);
    }

    private static void Gone(HandoffDraft draft, Observed.PersonGone gone)
    {
        // Whom sales is at work with already stays with sales: an opt-out ends mails, not the talk that the person agreed to.
        if (gone.How == GoneHow.OptedOut && draft.Handoff.State is not (HandoffState.Sent or HandoffState.Delivered)) return;
        TakeBack(draft, gone);
    }

    private static void TakeBack(HandoffDraft draft, Observed.PersonGone gone)
    {
        if (gone.How == GoneHow.Erased) draft.Handoff = draft.Handoff with { Why = null };
        Withdraw(draft, gone.At, Word(gone.How));
    }

    private static void Merged(HandoffDraft draft, Observed.Merged merged)
    {
        Move(draft, merged);
        if (merged.Yields) Withdraw(draft, merged.At, "merged");
    }

    /// <summary>The handoff goes with its person; by the log's last line figures name the pair that is left (K1).</summary>
    internal static void Move(HandoffDraft draft, Observed.Merged merged)
    {
        if (draft.Handoff.PairId == merged.Into) return;
        var before = draft.Handoff.PairId;
        draft.Handoff = draft.Handoff with { PairId = merged.Into };
        draft.Event(HandoffEventKind.Moved, merged.At, null, null, $"{before:D} -> {merged.Into:D}");
    }

    private static string Word(GoneHow how) => how switch { GoneHow.OptedOut => "opted out", GoneHow.Deleted => "deleted", _ => "erased" };
}

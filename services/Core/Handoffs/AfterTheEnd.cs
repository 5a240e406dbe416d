using Integration.Core.Agreements;
using Integration.Core.Stages;

namespace Integration.Core.Handoffs;

/// <summary>What is seen of a handoff that is closed. It is never opened again: whoever comes back gets a new one.</summary>
internal static class AfterTheEnd
{
    public static void Take(HandoffDraft draft, Observed observed)
    {
        var handoff = draft.Handoff;
        switch (observed)
        {
            case Observed.Merged merged:
                Advance.Move(draft, merged);
                break;
            case Observed.PersonGone { How: GoneHow.Erased } when handoff.Why is not null:
                draft.Handoff = handoff with { Why = null };
                break;
            case Observed.Deal deal when Deals.BelongsTo(handoff, deal.Opportunity):
                Deal(draft, deal);
                break;
            case Observed.Answer { Meaning: not StatusMeaning.Open }:
                draft.Problem(HandoffProblems.Closed, $"Sales answered a handoff that has ended as {Feedback.Word(handoff.State)}.", "Nothing has to be done; to work with the person again, ask for a new handoff.");
                break;
        }
    }

    // Money that came after the end still came of this handoff: a lost deal that is won after all is won.
    private static void Deal(HandoffDraft draft, Observed.Deal observed)
    {
        var (handoff, deal) = (draft.Handoff, observed.Opportunity with { ChangedAt = observed.At });
        var before = handoff.Opportunities.FirstOrDefault(one => one.Key == deal.Key);
        if (before is not null && Deals.IsNoNews(before, deal)) return;
        draft.Handoff = handoff with { Opportunities = Deals.With(handoff.Opportunities, deal) };
        if (before is null) draft.Event(HandoffEventKind.OpportunityLinked, deal.CreatedAt, TeamSide.Sales, null, $"{deal.Key}; after the end", deal);
        if (deal.IsClosed && before?.IsClosed != true | before?.IsWon != deal.IsWon)
        {
            if (handoff.State is HandoffState.Lost or HandoffState.Won) draft.Handoff = draft.Handoff with { State = deal.IsWon ? HandoffState.Won : HandoffState.Lost, EndedAt = observed.At };
            draft.Event(deal.IsWon ? HandoffEventKind.Won : HandoffEventKind.Lost, observed.At, TeamSide.Sales, deal.Reason, $"{deal.Key}; after the end", deal);
        }
        else draft.Event(HandoffEventKind.StageChanged, observed.At, TeamSide.Sales, deal.Stage, $"{deal.Key}; after the end", deal);
    }
}

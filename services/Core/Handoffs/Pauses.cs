using Integration.Core.Clocks;
using Integration.Core.Stages;

namespace Integration.Core.Handoffs;

/// <summary>Times in which the clock stands still.</summary>
internal static class Pauses
{
    public static void Ask(HandoffDraft draft, Observed.PauseAsked asked)
    {
        var handoff = draft.Handoff;
        if (handoff.Pauses.Any(pause => pause.From == asked.At)) return;
        if (draft.Terms.Pauses.FirstOrDefault(reason => string.Equals(reason.Name, asked.Reason.Trim(), StringComparison.OrdinalIgnoreCase)) is not { } agreed)
        {
            draft.Problem(HandoffProblems.PauseNotAgreed, $"The clock may not stand still for '{asked.Reason}'.", $"Agreed are: {string.Join(", ", draft.Terms.Pauses.Select(reason => reason.Name))}.");
            return;
        }
        // What stands still already, or has been met or missed, cannot be stopped (K7).
        if (handoff.Pauses is [.., { Ended: false }] || handoff.FirstTouchAt is not null || asked.At < handoff.SentAt || asked.At >= SalesClock.Of(handoff, draft.Terms, draft.Context.Roster).FirstTouchDue) return;
        if (handoff.Pauses is [.., var last] && asked.At < last.To) return;
        draft.Handoff = handoff with { Pauses = handoff.Pauses.Add(new Pause(agreed.Name, asked.At, asked.At + agreed.Most, Ended: false)) };
        draft.Event(HandoffEventKind.Paused, asked.At, TeamSide.Sales, agreed.Name);
    }

    public static void End(HandoffDraft draft, DateTimeOffset at, TeamSide? by)
    {
        if (draft.Handoff.Pauses is not [.., { Ended: false } pause] || at < pause.From) return;
        var ended = pause with { To = at < pause.To ? at : pause.To, Ended = true };
        draft.Handoff = draft.Handoff with { Pauses = [.. draft.Handoff.Pauses[..^1], ended] };
        draft.Event(HandoffEventKind.Resumed, ended.To, by, pause.Reason);
    }
}

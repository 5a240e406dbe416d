using System.Globalization;
using Integration.Core.Agreements;
using Integration.Core.Stages;

namespace Integration.Core.Handoffs;

/// <summary>What sales says: yes, at work, no, or back to you.</summary>
internal static class Answers
{
    /// <summary>Most answers that are remembered by their time.</summary>
    private const int HeardMax = 200;

    public static void Status(HandoffDraft draft, Observed.Status status)
    {
        // The status of an earlier time is no answer: a Lead that was rejected last year still says so when it is sent again.
        if (IsOld(draft, status.At)) return;
        var answers = draft.Agreement.Answers;
        if (!answers.Meanings.TryGetValue(status.Value, out var meaning))
        {
            if (!Hear(draft, $"status {status.Value}", status.At)) return;
            draft.Event(HandoffEventKind.StageChanged, status.At, TeamSide.Sales, null, "a status that the Agreement does not name");
            draft.Problem(HandoffProblems.StatusUnknown, $"Salesforce says '{status.Value}', which version {draft.Handoff.AgreementVersion} of the Agreement does not name.", "Add the status with its meaning to the Agreement's answers.");
            return;
        }
        Take(draft, status.At, meaning, status.Reason is { Length: > 0 } reason ? answers.Reasons.GetValueOrDefault(reason.Trim(), reason.Trim()) : null);
    }

    public static void Take(HandoffDraft draft, DateTimeOffset at, StatusMeaning meaning, string? reason)
    {
        if (IsOld(draft, at) || meaning == StatusMeaning.Open) return;
        // The reason often comes a moment after the status; it completes the answer and is no second one.
        if (meaning is StatusMeaning.Rejected or StatusMeaning.Recycled && IsReturned(draft.Handoff)) Complete(draft, at, reason);
        if (!draft.Handoff.IsOpen || !Hear(draft, meaning.ToString(), at)) return;
        Advance.Delivered(draft, at);
        if (meaning is StatusMeaning.Accepted or StatusMeaning.Working) Yes(draft, at, meaning == StatusMeaning.Working);
        else No(draft, at, reason);
    }

    /// <summary>Takes it by deed, unless it was taken before.</summary>
    public static void ByDeed(HandoffDraft draft, DateTimeOffset at, string deed)
    {
        Advance.Delivered(draft, at);
        if (draft.Handoff.AcceptedAt is not null) return;
        draft.Handoff = draft.Handoff with { AcceptedAt = at, AcceptedImplicitly = true, State = Further(draft.Handoff.State, HandoffState.Accepted) };
        draft.Event(HandoffEventKind.AcceptedImplicitly, at, TeamSide.Sales, null, deed);
    }

    private static void Yes(HandoffDraft draft, DateTimeOffset at, bool working)
    {
        var handoff = draft.Handoff;
        if (handoff.ReturnedAt is { } returned)
        {
            if (at <= returned) return; // An earlier yes, heard of late: the later no stands.
            // The clock starts anew: while sales had said no, no touch was owed.
            draft.Handoff = handoff = handoff with { ReturnedAt = null, Reason = null, State = HandoffState.Delivered, Owner = handoff.Owner! with { Since = at } };
        }
        if (handoff.AcceptedAt is null || handoff.AcceptedImplicitly)
        {
            draft.Handoff = handoff = handoff with { AcceptedAt = handoff.AcceptedAt is { } deed && deed < at ? deed : at, AcceptedImplicitly = false, State = Further(handoff.State, HandoffState.Accepted) };
            draft.Event(HandoffEventKind.Accepted, at, TeamSide.Sales);
            draft.Note("accepted", $"Sales ({handoff.Owner?.Name}) accepted the lead.");
        }
        var state = Further(handoff.State, working ? HandoffState.Working : HandoffState.Accepted);
        if (state == draft.Handoff.State) return;
        draft.Handoff = draft.Handoff with { State = state };
        draft.Event(HandoffEventKind.StageChanged, at, TeamSide.Sales, Feedback.Word(state));
    }

    private static void No(HandoffDraft draft, DateTimeOffset at, string? reason)
    {
        var handoff = draft.Handoff;
        if (IsReturned(handoff) || handoff.State is HandoffState.Won or HandoffState.Lost) return;
        if (handoff.AcceptedAt is { } accepted && at < accepted) return; // An earlier no, heard of late: the later yes stands.
        // Who took the person and lets go gives it back; who never took it says no.
        var given = handoff.AcceptedAt is not null;
        draft.Handoff = handoff with { State = given ? HandoffState.Recycled : HandoffState.Rejected, ReturnedAt = at, Returns = handoff.Returns + 1 };
        if (!given) draft.Event(HandoffEventKind.Rejected, at, TeamSide.Sales, draft.Agreement.Recycle.Of(reason)?.Name);
        Complete(draft, at, reason);
        if (draft.Handoff.IsOpen && given) draft.Event(HandoffEventKind.StageChanged, at, TeamSide.Sales, Feedback.Word(HandoffState.Recycled), "given back, reason not known yet");
    }

    private static void Complete(HandoffDraft draft, DateTimeOffset at, string? reason)
    {
        if (string.IsNullOrWhiteSpace(reason)) return;
        if (draft.Agreement.Recycle.Of(reason) is not { } known)
        {
            if (!Hear(draft, $"reason {reason}", at)) return;
            draft.Problem(HandoffProblems.ReasonUnknown, $"Sales gave the reason '{reason}', which version {draft.Handoff.AgreementVersion} of the Agreement does not list.", $"Give one of: {string.Join(", ", draft.Agreement.Recycle.Reasons.Select(one => one.Name))}; or add it to the Agreement.");
            return;
        }
        End(draft, at, known.Name, TeamSide.Sales);
    }

    /// <summary>Ends a return, with its reason or without.</summary>
    /// <param name="draft">The handoff.</param>
    /// <param name="at">When.</param>
    /// <param name="reason">The reason; null when none came.</param>
    /// <param name="by">Who gave the person back; null when the clock ran out.</param>
    public static void End(HandoffDraft draft, DateTimeOffset at, string? reason, TeamSide? by)
    {
        draft.Handoff = draft.Handoff with { Reason = reason };
        if (draft.Agreement.Recycle.Of(reason) is not { Never: true }) draft.Event(HandoffEventKind.Recycled, at, by, reason);
        draft.Note("returned", draft.Handoff is { AcceptedAt: null, State: HandoffState.Recycled } ? $"Nobody of sales ({draft.Handoff.Owner?.Name}) answered in the time agreed." : $"Sales ({draft.Handoff.Owner?.Name}) {(draft.Handoff.State == HandoffState.Rejected ? "rejected the lead" : "gave the lead back")}: {reason ?? "no reason given"}.");
        draft.Close(at);
    }

    private static bool IsReturned(Handoff handoff) => handoff.State is HandoffState.Rejected or HandoffState.Recycled;

    private static bool IsOld(HandoffDraft draft, DateTimeOffset at) => at < draft.Handoff.SentAt;

    private static HandoffState Further(HandoffState one, HandoffState other) => Progress.Of(one) >= Progress.Of(other) ? one : other;

    /// <summary>Whether this is heard for the first time.</summary>
    private static bool Hear(HandoffDraft draft, string what, DateTimeOffset at)
    {
        var mark = string.Create(CultureInfo.InvariantCulture, $"{what} {at.UtcTicks}");
        if (draft.Handoff.Heard.Contains(mark) || draft.Handoff.Heard.Count >= HeardMax) return false;
        draft.Handoff = draft.Handoff with { Heard = draft.Handoff.Heard.Add(mark) };
        return true;
    }
}

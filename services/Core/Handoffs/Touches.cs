using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.Stages;

namespace Integration.Core.Handoffs;

/// <summary>What people of sales do for the person.</summary>
public static class Touches
{
    /// <summary>How many attempts touches make: those closer together than the spacing are one.</summary>
    /// <param name="touches">By time.</param>
    /// <param name="spacing">Wall time.</param>
    public static int Attempts(ImmutableArray<Touch> touches, TimeSpan spacing)
    {
        var count = 0;
        DateTimeOffset? last = null;
        foreach (var touch in touches)
        {
            if (last is { } at && touch.At - at < spacing) continue;
            count++;
            last = touch.At;
        }
        return count;
    }

    internal static void Take(HandoffDraft draft, Observed.Touched touched)
    {
        var handoff = draft.Handoff;
        // A machine's mail is no touch, and neither is what was done before the person was sent (K4).
        if (!touched.ByPerson || touched.At < handoff.SentAt || handoff.Touches.Length >= Handoff.TouchesMax || handoff.Touches.Any(touch => touch.Id == touched.Id)) return;
        if (handoff.State is HandoffState.Rejected or HandoffState.Recycled && touched.At > handoff.ReturnedAt) return;
        var first = handoff.FirstTouchAt is not { } known || touched.At < known;
        var attempts = Attempts(handoff.Touches, draft.Terms.Spacing);
        var touch = new Touch(touched.Id, touched.At, touched.Channel, touched.By);
        draft.Handoff = handoff with { Touches = [.. handoff.Touches.Append(touch).OrderBy(one => one.At).ThenBy(one => one.Id, StringComparer.Ordinal)] };
        if (first) draft.Event(HandoffEventKind.FirstTouch, touched.At, TeamSide.Sales, touched.Channel, handoff.FirstTouchAt is null ? null : "earlier than known before");
        if (Attempts(draft.Handoff.Touches, draft.Terms.Spacing) > attempts) draft.Event(HandoffEventKind.Attempt, touched.At, TeamSide.Sales, touched.Channel);
        if (draft.Terms.Implicit == ImplicitAcceptance.ByTouch && handoff.State is HandoffState.Sent or HandoffState.Delivered) Answers.ByDeed(draft, touched.At, touched.Channel);
    }
}

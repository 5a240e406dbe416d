using System.Collections.Immutable;
using System.Globalization;
using Integration.Core.Agreements;
using Integration.Core.Handoffs;

namespace Integration.Core.Clocks;

/// <summary>Reckons what a handoff will do by itself. Pure: the timers follow from the handoff, so losing them loses nothing.</summary>
public static class Due
{
    /// <summary>All timers that have not fired, by time; some may lie in the past. Empty for a closed handoff and for a held one.</summary>
    public static ImmutableArray<HandoffTimer> Of(Handoff handoff, HandoffContext context)
    {
        if (!handoff.IsOpen || handoff.State == HandoffState.Held || handoff.Owner is null) return [];
        var due = new List(handoff, SalesClock.Of(handoff, context.Agreement.FollowUpOf(handoff.Product), context.Roster));
        due.Delivery(context.Agreement.Handover);
        due.FirstTouch();
        due.Attempts();
        due.Answer();
        due.Reason();
        due.Feedback();
        due.PauseEnd();
        return [.. due.Timers.OrderBy(timer => timer.DueAt).ThenBy(timer => timer.Id, StringComparer.Ordinal)];
    }

    private sealed class List(Handoff handoff, SalesClock clock)
    {
        private readonly FollowUpTerms terms = clock.Terms;

        public List<HandoffTimer> Timers { get; } = [];

        public void Delivery(HandoverTerms handover)
        {
            if (handoff.State == HandoffState.Sent) Add(TimerKind.DeliveryDue, handoff.SentAt!.Value + handover.DeliverWithin);
        }

        public void FirstTouch()
        {
            if (handoff.FirstTouchAt is not null || !IsOwed) return;
            var since = handoff.Owner!.Since;
            var limit = clock.FirstTouchDue;
            if (!HasFired(TimerKind.FirstTouchDue, handoff.Spell))
            {
                for (var step = 0; step < terms.Reminders.Length; step++)
                    if (clock.Add(since, terms.Reminders[step]) is var at && at < limit) Add(TimerKind.Remind, at, step, handoff.Spell);
                Add(TimerKind.FirstTouchDue, limit, 0, handoff.Spell);
                return;
            }
            for (var step = 0; step < terms.Escalation.Length; step++) Add(TimerKind.Escalate, clock.Add(limit, terms.Escalation[step].After), step, handoff.Spell);
            if (terms.ReassignAfter is { } after && handoff.ReassignedByClock < terms.ReassignmentsMax) Add(TimerKind.Reassign, clock.Add(limit, after), 0, handoff.Spell);
        }

        public void Attempts()
        {
            if (terms.Attempts > 0 && IsOwed && Touches.Attempts(handoff.Touches, terms.Spacing) < terms.Attempts) Add(TimerKind.AttemptsDue, clock.Add(handoff.SentAt!.Value, terms.AttemptsWithin));
        }

        public void Answer()
        {
            if (handoff.State is not (HandoffState.Sent or HandoffState.Delivered)) return;
            var limit = clock.Add(handoff.DeliveredAt ?? handoff.SentAt!.Value, terms.AnswerWithin);
            for (var step = 0; step < terms.AsksMax; step++) Add(TimerKind.AskAnswer, clock.Add(limit, terms.AskEvery, step), step);
            Add(TimerKind.EscalateAnswer, clock.Add(limit, terms.AskEvery, terms.AsksMax));
            if (terms.GiveUpAfter is { } after && handoff.FirstTouchAt is null) Add(TimerKind.GiveUp, clock.Add(handoff.DeliveredAt ?? handoff.SentAt!.Value, after));
        }

        public void Reason()
        {
            DateTimeOffset? since = handoff.State switch
            {
                HandoffState.Rejected or HandoffState.Recycled => handoff.ReturnedAt,
                HandoffState.Lost => handoff.EndedAt,
                _ => null,
            };
            if (since is not { } start) return;
            var round = handoff.State == HandoffState.Lost ? 0 : handoff.Returns;
            for (var step = 0; step < terms.AsksMax; step++) Add(TimerKind.AskReason, clock.Add(start, terms.AskEvery, step + 1), step, round);
            Add(TimerKind.EscalateReason, clock.Add(start, terms.AskEvery, terms.AsksMax + 1), 0, round);
            Add(TimerKind.CloseWithoutReason, clock.Add(start, terms.AskEvery, terms.AsksMax + 2), 0, round);
        }

        public void Feedback()
        {
            if (handoff.State is HandoffState.Accepted or HandoffState.Working) Add(TimerKind.FeedbackDue, clock.Add(handoff.AcceptedAt!.Value, terms.FeedbackWithin));
        }

        public void PauseEnd()
        {
            if (handoff.Pauses is [.., { Ended: false } pause]) Add(TimerKind.PauseEnd, pause.To, handoff.Pauses.Length - 1);
        }

        private bool IsOwed => handoff.State is HandoffState.Sent or HandoffState.Delivered or HandoffState.Accepted or HandoffState.Working;

        private bool HasFired(TimerKind kind, int round) => handoff.Fired.Contains(Id(kind, 0, round));

        private void Add(TimerKind kind, DateTimeOffset at, int step = 0, int round = 1)
        {
            var id = Id(kind, step, round);
            if (!handoff.Fired.Contains(id)) Timers.Add(new HandoffTimer(id, handoff.Id, kind, step, at.ToUniversalTime()));
        }

        private string Id(TimerKind kind, int step, int round) => string.Create(CultureInfo.InvariantCulture, $"{handoff.Id:N}/{kind}/{round}/{step}");
    }
}

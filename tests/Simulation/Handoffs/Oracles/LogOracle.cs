using Integration.Core.Handoffs;
using Integration.Ledger.Handoffs;
using Integration.Simulation.Tests.Engine.Oracles;

namespace Integration.Simulation.Tests.Handoffs.Oracles;

/// <summary>H2: the log of a handoff has no gap, and what a clock does it does once and at its time.</summary>
internal sealed class LogOracle(HandoffBook book, Action<Finding> found)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(1);

    /// <summary>How often a handoff may have an event of one kind and reason, at most; for those that count by owner or by return, each.</summary>
    private static int? Most(HandoffEvent one) => (one.Kind, one.Reason) switch
    {
        (HandoffEventKind.Qualified or HandoffEventKind.Sent or HandoffEventKind.Delivered or HandoffEventKind.Closed or HandoffEventKind.Withdrawn or HandoffEventKind.Failed or HandoffEventKind.Converted or HandoffEventKind.ReEntered, _) => 1,
        (HandoffEventKind.Breached, "delivery" or "attempts") => 1,
        (HandoffEventKind.AnswerMissing, "answer") => 2,
        (HandoffEventKind.AnswerMissing, "outcome") => 1,
        (HandoffEventKind.Escalated, "answer") => 1,
        _ => null,
    };

    public void Judge(HandoffCommit commit)
    {
        foreach (var save in commit.Handoffs)
        {
            var kept = book.Handoffs[save.Handoff.Id];
            for (var at = 0; at < kept.Events.Count; at++)
                if (kept.Events[at].Sequence != at + 1)
                {
                    found(new Finding("H2", $"the log of handoff {kept.Row.Id} says {string.Join(' ', kept.Events.Select(one => one.Sequence))}"));
                    return;
                }
            foreach (var group in kept.Events.GroupBy(one => (one.Kind, one.Reason)))
                if (Most(group.First()) is { } most && group.Count() > most) found(new Finding("H2", $"handoff {kept.Row.Id} has {group.Count()} times {group.Key}, and {most} is the most"));
            Spells(kept);
        }
        foreach (var timer in commit.Fired)
            if (!book.Fired.Add(timer.Id)) found(new Finding("H2", $"the clock {timer.Id} fired twice"));
    }

    // Every owner has a first touch of his own: reminded once, late once, each step of the escalation once.
    private void Spells(KeptHandoff kept)
    {
        var (reminded, breached, escalated, pauses) = (0, 0, 0, new List<(DateTimeOffset From, DateTimeOffset To)>());
        DateTimeOffset? since = null;
        foreach (var one in kept.Events)
        {
            switch (one.Kind)
            {
                case HandoffEventKind.Sent: (reminded, breached, escalated, since) = (0, 0, 0, one.At); break;
                case HandoffEventKind.Reassigned: (reminded, breached, escalated, since) = (0, 0, 0, one.By is null ? one.RecordedAt : one.At); break;
                // Who said no and then yes begins anew, though he is the same.
                case HandoffEventKind.Accepted when kept.Events.TakeWhile(other => other != one).LastOrDefault(IsAnswer) is { Kind: not HandoffEventKind.Accepted and not HandoffEventKind.AcceptedImplicitly }: since = one.At; break;
                case HandoffEventKind.Paused: pauses.Add((one.At, kept.Events.FirstOrDefault(other => other.Kind == HandoffEventKind.Resumed && other.Sequence > one.Sequence)?.At ?? one.At + TimeSpan.FromHours(2))); break;
                case HandoffEventKind.Reminded: reminded++; break;
                case HandoffEventKind.Escalated when one.Reason == "first-touch": escalated++; break;
                case HandoffEventKind.Breached when one.Reason == "first-touch":
                    breached++;
                    if (since is { } start && Due(start, SlowTimes.FirstTouch(kept.Agreement), pauses) is var due && (due - one.At).Duration() > Tolerance)
                        found(new Finding("H2", $"handoff {kept.Row.Id} was late at {one.At:HH:mm:ss}, and its limit was {due:HH:mm:ss}"));
                    break;
            }
            if (reminded > 1 || breached > 1 || escalated > 2) found(new Finding("H2", $"one owner of handoff {kept.Row.Id} was reminded {reminded} times, late {breached} times, told of {escalated} times"));
        }
    }

    private static bool IsAnswer(HandoffEvent one) => one.Kind is HandoffEventKind.Accepted or HandoffEventKind.AcceptedImplicitly or HandoffEventKind.Rejected || one is { Kind: HandoffEventKind.StageChanged, Reason: "recycled" };

    /// <summary>So long after the start, the pauses left out; the calendar is always open.</summary>
    public static DateTimeOffset Due(DateTimeOffset start, TimeSpan length, IEnumerable<(DateTimeOffset From, DateTimeOffset To)> pauses)
    {
        var due = start + length;
        foreach (var (from, to) in pauses.OrderBy(pause => pause.From))
            if (to > start && from < due) due += to - (from > start ? from : start);
        return due;
    }
}

using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.Calendars;
using Integration.Core.Handoffs;

namespace Integration.Core.Kpis;

/// <summary>The buyer's clock of one handoff: it starts with the sending, in the first owner's calendar, and no change of owner moves it.</summary>
internal sealed record KpiClock
{
    private readonly BusinessTime? plain;
    private readonly BusinessTime? paused;

    private KpiClock(FollowUpTerms terms, BusinessTime? plain, BusinessTime? paused, DateTimeOffset firstTouchDue) =>
        (Terms, this.plain, this.paused, FirstTouchDue) = (terms, plain, paused, firstTouchDue);

    public FollowUpTerms Terms { get; }

    /// <summary>The limit of the first touch.</summary>
    public DateTimeOffset FirstTouchDue { get; }

    public static KpiClock Of(HandoffLog log, DateTimeOffset sent, FollowUpTerms terms, Calendar? calendar, ImmutableArray<Absence> away)
    {
        if (calendar is null) return new KpiClock(terms, null, null, Wall(sent, terms.FirstTouch));
        var still = away;
        var due = new BusinessTime(calendar, still).AddOrWall(sent, terms.FirstTouch);
        foreach (var pause in Pauses(log, terms))
        {
            // What had passed already cannot be stopped any more (K7).
            if (pause.From >= due) continue;
            still = still.Add(pause);
            due = new BusinessTime(calendar, still).AddOrWall(sent, terms.FirstTouch);
        }
        return new KpiClock(terms, new BusinessTime(calendar), new BusinessTime(calendar, still), due);
    }

    /// <summary>When an agreed duration that starts at a moment has passed.</summary>
    public DateTimeOffset Add(DateTimeOffset start, BusinessDuration duration) => paused?.AddOrWall(start, duration) ?? Wall(start, duration);

    /// <summary>Business time between two moments, pauses and absences not taken off; wall time where there is no calendar.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to) => plain?.Between(from, to) ?? (to > from ? to - from : TimeSpan.Zero);

    private static IEnumerable<Absence> Pauses(HandoffLog log, FollowUpTerms terms)
    {
        foreach (var start in log.Events.Where(one => one.Kind == HandoffEventKind.Paused).OrderBy(one => one.At))
        {
            var most = terms.Pauses.FirstOrDefault(reason => reason.Name == start.Reason)?.Most ?? TimeSpan.Zero;
            var end = log.Events.Where(one => one.Kind == HandoffEventKind.Resumed && one.Sequence > start.Sequence).Select(one => (DateTimeOffset?)one.At).FirstOrDefault() ?? start.At + most;
            if (end > start.At) yield return new Absence(start.At, end);
        }
    }

    private static DateTimeOffset Wall(DateTimeOffset start, BusinessDuration duration) => (start + (duration.Days > 0 ? TimeSpan.FromDays(duration.Days) : duration.Hours)).ToUniversalTime();
}

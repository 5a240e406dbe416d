using System.Collections.Immutable;
using Integration.Core.Handoffs;
using Integration.Core.Stages;

namespace Integration.Core.Kpis;

/// <summary>How fast sales is: K6 and K38. Whoever has not come to it is censored, never left out.</summary>
internal static class Speeds
{
    public static IEnumerable<Reading> ToLead(IEnumerable<HandoffLog> logs, KpiTerms terms, DateTimeOffset now) =>
        Read(logs, terms, now, log => log.TouchedAt, _ => null, [HandoffEventKind.FirstTouch, HandoffEventKind.Sent]);

    public static IEnumerable<Reading> ToDecision(IEnumerable<HandoffLog> logs, KpiTerms terms, DateTimeOffset now) =>
        Read(logs, terms, now, log => log.DecidedAt, log => log.DecidedAt is null ? null : log.DecidedAt == log.RejectedAt ? "rejected" : log.DecidedAt == log.AcceptedAt ? "by-word" : "by-deed",
            [HandoffEventKind.Accepted, HandoffEventKind.AcceptedImplicitly, HandoffEventKind.Rejected, HandoffEventKind.Sent]);

    /// <summary>The times beside the figure's own: within the limit, the buyer's view with its four parts, and each owner's own clock.</summary>
    public static KpiFigure WithParts(KpiFigure figure, IReadOnlyDictionary<Guid, HandoffLog> logs, KpiLedger ledger, KpiTerms terms, DateTimeOffset now)
    {
        var members = figure.Records.Where(record => record.Place is KpiPlace.Counted or KpiPlace.Missed).Select(record => logs[record.HandoffId!.Value]).ToList();
        var responses = ledger.Inquiries.GroupBy(one => one.PairId).ToDictionary(group => group.Key, group => group.First().Responses);
        var times = figure.Times.SetItem(KpiTimes.All, figure.Times[KpiTimes.All] with { Within = members.Count(log => terms.ClockOf(log) is { } clock && log.TouchedAt <= clock.FirstTouchDue) });
        DateTimeOffset? Captured(HandoffLog log) => responses.GetValueOrDefault(log.PairId, []).Where(at => at <= log.QualifiedAt).Select(at => (DateTimeOffset?)at).Max();
        times = times
            .SetItem("captured", Spans(members, terms, now, Captured, log => log.TouchedAt))
            .SetItem("detect", Spans(members, terms, now, Captured, log => log.QualifiedAt))
            .SetItem("qualify", Spans(members, terms, now, log => log.QualifiedAt, log => log.SentAt))
            .SetItem("deliver", Spans(members, terms, now, log => log.SentAt, log => log.DeliveredAt))
            .SetItem("respond", Spans(members, terms, now, log => log.DeliveredAt, log => log.TouchedAt))
            .SetItem("by-owner", KpiTimes.Of([.. members.SelectMany(log => ByOwner(log, terms, now))]));
        return figure with { Times = times };
    }

    private static IEnumerable<Reading> Read(
        IEnumerable<HandoffLog> logs, KpiTerms terms, DateTimeOffset now, Func<HandoffLog, DateTimeOffset?> reached, Func<HandoffLog, string?> part, HandoffEventKind[] kinds)
    {
        foreach (var log in logs)
        {
            if (log.SentAt is not { } sent) continue;
            var reading = Reading.Of(log, sent);
            yield return terms.ClockOf(log) is { } clock
                ? reading with { Lasted = Span(clock, log, sent, reached(log), now, log.IsSkewed(kinds)), Part = part(log) }
                : Funnel.Unreadable(reading);
        }
    }

    private static KpiTimes Spans(List<HandoffLog> logs, KpiTerms terms, DateTimeOffset now, Func<HandoffLog, DateTimeOffset?> from, Func<HandoffLog, DateTimeOffset?> to) =>
        KpiTimes.Of([.. logs.Where(log => from(log) is not null).Select(log => Span(terms.ClockOf(log)!, log, from(log)!.Value, to(log), now, log.IsSkewed(HandoffEventKind.Qualified, HandoffEventKind.Sent, HandoffEventKind.Delivered, HandoffEventKind.FirstTouch)))]);

    private static Lasted Span(KpiClock clock, HandoffLog log, DateTimeOffset from, DateTimeOffset? reached, DateTimeOffset now, bool skewed)
    {
        var censored = reached is null || reached > now;
        var to = censored ? HandoffLog.Earlier(log.OverAt, now)!.Value : reached!.Value;
        return new Lasted(clock.Between(from, to), to > from ? to - from : TimeSpan.Zero, censored, skewed);
    }

    /// <summary>From each assignment to the first touch in that owner's time.</summary>
    private static IEnumerable<Lasted> ByOwner(HandoffLog log, KpiTerms terms, DateTimeOffset now)
    {
        var clock = terms.ClockOf(log)!;
        // Given by the clock it counts from our writing it down; given in Salesforce, from when that was done.
        var starts = log.Events.Where(one => one.Kind == HandoffEventKind.Reassigned).Select(one => one.By == TeamSide.Sales ? one.At : one.RecordedAt).Prepend(log.SentAt!.Value).Order().ToImmutableArray();
        var touches = log.Events.Where(one => one.Kind is HandoffEventKind.FirstTouch or HandoffEventKind.Attempt).Select(one => one.At).Order().ToList();
        for (var spell = 0; spell < starts.Length; spell++)
        {
            DateTimeOffset? end = spell + 1 < starts.Length ? starts[spell + 1] : null;
            var touch = touches.Where(at => at >= starts[spell] && (end is null || at < end)).Select(at => (DateTimeOffset?)at).FirstOrDefault();
            yield return Span(clock, log, starts[spell], touch, HandoffLog.Earlier(end, now)!.Value, log.IsSkewed(HandoffEventKind.FirstTouch, HandoffEventKind.Reassigned));
        }
    }
}

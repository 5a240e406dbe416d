using Integration.Core.Calendars;

namespace Integration.Core.Kpis;

/// <summary>What sales did by the limit of the first touch: K4, K5, K7.</summary>
internal static class FollowingUp
{
    private static readonly BusinessDuration FiveDays = BusinessDuration.OfDays(5);

    public static IEnumerable<Reading> Rate(IEnumerable<HandoffLog> logs, KpiTerms terms) => Limits(logs, terms, (log, clock, reading) =>
        reading with { MaturesAt = clock.FirstTouchDue, HitAt = log.TouchedAt <= clock.FirstTouchDue ? clock.FirstTouchDue : null });

    public static IEnumerable<Reading> Ignored(IEnumerable<HandoffLog> logs, KpiTerms terms) => Limits(logs, terms, (log, clock, reading) =>
    {
        var end = clock.Add(clock.FirstTouchDue, FiveDays);
        return reading with { MaturesAt = end, HitAt = log.FirstDeedOfSales() <= end ? null : clock.FirstTouchDue };
    });

    public static IEnumerable<Reading> Attainment(IEnumerable<HandoffLog> logs, KpiTerms terms) => Limits(logs, terms, (log, clock, reading) =>
    {
        var met = log.TouchedAt <= clock.FirstTouchDue ? log.TouchedAt : null;
        return reading with { At = met ?? clock.FirstTouchDue, MaturesAt = met ?? clock.FirstTouchDue, HitAt = met };
    });

    private static IEnumerable<Reading> Limits(IEnumerable<HandoffLog> logs, KpiTerms terms, Func<HandoffLog, KpiClock, Reading, Reading> read)
    {
        foreach (var log in logs)
        {
            if (log.SentAt is not { } sent) continue;
            if (terms.ClockOf(log) is not { } clock)
            {
                yield return Funnel.Unreadable(Reading.Of(log, sent));
                continue;
            }
            var reading = Reading.Of(log, clock.FirstTouchDue);
            yield return read(log, clock, reading) with { LeftOut = reading.LeftOut ?? Freed(log, clock.FirstTouchDue) };
        }
    }

    /// <summary>Why nothing was owed any more when the limit passed; null when it was.</summary>
    private static string? Freed(HandoffLog log, DateTimeOffset due)
    {
        if (log.TouchedAt <= due) return null;
        if (log.WithdrawnAt <= due) return "withdrawn";
        if (log.FailedAt <= due) return "failed";
        var answered = HandoffLog.Earlier(log.ConvertedAt, log.OpportunityAt) <= due;
        // A no that was taken back does not end the clock.
        var refused = HandoffLog.Earlier(log.RejectedAt, Returned(log)) is { } no && no <= due && !log.IsTakenAfter(no);
        return answered || refused ? "answered-first" : null;
    }

    private static DateTimeOffset? Returned(HandoffLog log) => log.Events.Where(one => one.Kind == Handoffs.HandoffEventKind.Recycled).Select(one => (DateTimeOffset?)one.At).Min();
}

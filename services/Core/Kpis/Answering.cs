using Integration.Core.Handoffs;

namespace Integration.Core.Kpis;

/// <summary>What the two teams tell each other: K8, K11, K24.</summary>
internal static class Answering
{
    private static readonly TimeSpan TenDays = TimeSpan.FromDays(10);

    public static IEnumerable<Reading> Packets(IEnumerable<HandoffLog> logs, KpiLedger ledger, KpiTerms terms)
    {
        foreach (var log in logs)
        {
            if (log.SentAt is not { } sent) continue;
            var reading = Reading.Of(log, sent);
            if (terms.Agreements.GetValueOrDefault(log.Hash) is not { } agreement) yield return Funnel.Unreadable(reading);
            else if (ledger.Receipts.GetValueOrDefault(log.HandoffId) is not { } receipt) yield return reading with { LeftOut = reading.LeftOut ?? "no receipt" };
            else
            {
                var required = agreement.Handover.Packet.Count(field => field.Required);
                // The receipt rounds the share to four digits; fields count in halves, so the sum comes back whole.
                var there = Math.Round(receipt.Completeness * required * 2, MidpointRounding.AwayFromZero) / 2;
                yield return reading with { Weight = required, Got = there, HitAt = sent, LeftOut = reading.LeftOut ?? (required == 0 ? "nothing-required" : null) };
            }
        }
    }

    public static IEnumerable<Reading> Feedback(IEnumerable<HandoffLog> logs, KpiTerms terms)
    {
        foreach (var log in logs)
        {
            if (log.TakenAt is not { } taken) continue;
            var reading = Reading.Of(log, taken);
            if (terms.ClockOf(log) is not { } clock)
            {
                yield return Funnel.Unreadable(reading);
                continue;
            }
            var matures = clock.Add(taken, clock.Terms.FeedbackWithin);
            var ended = log is { EndedAs: "rejected" or "recycled" or "lost", EndReason: not null } ? log.ClosedAt : null;
            var outcome = HandoffLog.Earlier(HandoffLog.Earlier(log.ConvertedAt, log.OpportunityAt), HandoffLog.Earlier(log.WonAt, ended));
            yield return reading with { MaturesAt = matures, HitAt = outcome, LeftOut = reading.LeftOut ?? (log.WithdrawnAt <= matures ? "withdrawn" : null) };
        }
    }

    public static IEnumerable<Reading> Deals(IEnumerable<HandoffLog> logs, KpiTerms terms)
    {
        foreach (var log in logs)
            foreach (var deal in log.Events.Where(one => one.Deal is not null).GroupBy(one => one.Deal!.Key))
            {
                if (deal.Where(one => one.Deal!.IsClosed).Select(one => (DateTimeOffset?)one.At).Min() is not { } closed) continue;
                var reading = Reading.Of(log, closed);
                if (terms.Agreements.GetValueOrDefault(log.Hash) is not { } agreement)
                {
                    yield return Funnel.Unreadable(reading);
                    continue;
                }
                var told = deal.Where(one => one.Deal!.IsClosed && Handoffs.Deals.IsTold(one.Deal, agreement.Answers.CompetitorAsked)).Select(one => (DateTimeOffset?)one.At).Min();
                // A loss closes its handoff with a reason exactly when all of it was told.
                if (log is { EndedAs: "lost", EndReason: not null }) told = HandoffLog.Earlier(told, log.ClosedAt);
                var (matures, won) = (closed + TenDays, deal.Last().Deal!.IsWon);
                yield return reading with { MaturesAt = matures, HitAt = told <= matures ? told : null, Part = won ? "won" : "lost" };
            }
    }
}

using Integration.Core.Calendars;

namespace Integration.Core.Kpis;

/// <summary>From the first response to the opportunity: K1, K2, K3a, K3b, K3c.</summary>
internal static class Funnel
{
    private static readonly TimeSpan NinetyDays = TimeSpan.FromDays(90);
    private static readonly TimeSpan SixtyDays = TimeSpan.FromDays(60);
    private static readonly BusinessDuration FiveDays = BusinessDuration.OfDays(5);

    public static IEnumerable<Reading> Qualification(KpiLedger ledger, KpiTerms terms, KpiQuestion question)
    {
        var handoffs = ledger.Handoffs.Where(log => !log.IsMerged && (question.Product is null || log.Product == question.Product)).ToLookup(log => log.PairId);
        var everybody = ledger.Handoffs.Select(log => log.PairId).ToHashSet();
        foreach (var one in ledger.Inquiries)
        {
            var mine = handoffs[one.PairId].ToList();
            var found = mine.Where(log => !log.IsAsked || ledger.Receipts.GetValueOrDefault(log.HandoffId)?.IsReady == true).Select(log => log.QualifiedAt).Min();
            var force = terms.InForce.LastOrDefault(version => version.Since <= one.At);
            yield return new Reading(one.At, null, mine.Any(log => log.IsErased) ? null : one.PairId, force?.Version ?? 0, force?.Hash ?? "")
            {
                Person = one.PairId,
                HitAt = found,
                MaturesAt = one.At + NinetyDays,
                LeftOut = one.Never is { } rule && !everybody.Contains(one.PairId) ? $"never: {rule}" : null,
            };
        }
    }

    public static IEnumerable<Reading> Acceptance(IEnumerable<HandoffLog> logs, KpiTerms terms)
    {
        foreach (var log in logs)
        {
            if (log.SentAt is not { } sent || log.DeliveredAt is not { } delivered) continue;
            var reading = Reading.Of(log, sent);
            if (terms.ClockOf(log) is not { } clock)
            {
                yield return Unreadable(reading);
                continue;
            }
            var matures = clock.Add(clock.Add(delivered, clock.Terms.AnswerWithin), FiveDays);
            var hit = log.AcceptedAt <= matures ? log.AcceptedAt : log.ByDeedAt <= matures ? log.ByDeedAt : log.TakenAt;
            yield return reading with { MaturesAt = matures, HitAt = hit, Part = hit is null ? null : hit > matures ? "too-late" : hit == log.AcceptedAt ? "by-word" : "by-deed" };
        }
    }

    public static IEnumerable<Reading> AcceptedToQualified(IEnumerable<HandoffLog> logs) =>
        logs.Where(log => log.TakenAt is not null).Select(log => Reading.Of(log, log.TakenAt!.Value) with { HitAt = log.SalesQualifiedAt, MaturesAt = log.TakenAt + NinetyDays });

    public static IEnumerable<Reading> SentToQualified(IEnumerable<HandoffLog> logs) =>
        logs.Where(log => log is { SentAt: not null, DeliveredAt: not null }).Select(log => Reading.Of(log, log.SentAt!.Value) with { HitAt = log.SalesQualifiedAt, MaturesAt = log.SentAt + NinetyDays });

    public static IEnumerable<Reading> QualifiedToOpportunity(IEnumerable<HandoffLog> logs) =>
        logs.Where(log => log.SalesQualifiedAt is not null).Select(log => Reading.Of(log, log.SalesQualifiedAt!.Value) with
        {
            HitAt = log.OpportunityAt,
            MaturesAt = log.SalesQualifiedAt + SixtyDays,
            Part = log.OpportunityAt is null ? null : IsInferred(log) ? "inferred" : "linked",
        });

    public static Reading Unreadable(Reading reading) => reading with { LeftOut = reading.LeftOut ?? "agreement not readable" };

    private static bool IsInferred(HandoffLog log) =>
        log.Events.Where(one => one.Kind == Handoffs.HandoffEventKind.OpportunityLinked).All(one => one.Deal?.Inferred ?? one.Detail?.EndsWith("; inferred", StringComparison.Ordinal) == true);
}

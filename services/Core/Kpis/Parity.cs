using System.Collections.Immutable;

namespace Integration.Core.Kpis;

/// <summary>What was sent on one day and what became of it.</summary>
/// <param name="Day">Of UTC.</param>
/// <param name="Sent">By the sealed receipts.</param>
/// <param name="Parts">By what became of it.</param>
/// <param name="Gap">Sent less all parts; must be 0.</param>
/// <param name="Late">Sent on that day and written down after it was closed.</param>
/// <param name="IsClosed">Three days have passed since; late arrivals do not change it silently, they are counted as late.</param>
public sealed record ParityDay(DateOnly Day, int Sent, ImmutableSortedDictionary<string, int> Parts, int Gap, int Late, bool IsClosed);

/// <summary>What marketing sent against what sales has (K30).</summary>
internal static class Parity
{
    private static readonly TimeSpan OpenFor = TimeSpan.FromDays(3);

    public static KpiFigure Of(KpiQuestion question, KpiLedger ledger, IReadOnlyCollection<HandoffLog> logs, KpiTerms terms)
    {
        var known = ledger.Handoffs.Select(log => log.HandoffId).ToHashSet();
        // A receipt without an event belongs to nobody's filter, and to everybody's gap.
        var lost = ledger.Receipts.Values.Where(receipt => !known.Contains(receipt.HandoffId))
            .Select(receipt => new Reading(receipt.SentAt, receipt.HandoffId, receipt.PairId, 0, "") { Person = receipt.PairId, HitAt = receipt.SentAt, Part = "gap" });
        var readings = logs.Where(log => log.SentAt is not null).Select(log => (log, part: PartOf(log)))
            .Select(one => Reading.Of(one.log, one.log.SentAt!.Value) with { LeftOut = null, HitAt = one.part == "gap" ? one.log.SentAt : null, Part = one.part }).Concat(lost);
        var figure = Tally.Of(question, readings, terms);
        var recorded = logs.Where(log => log.SentAt is not null).ToDictionary(log => log.HandoffId, log => log.Events.First(one => one.Kind == Handoffs.HandoffEventKind.Sent).RecordedAt);
        return figure with { Days = [.. figure.Records.GroupBy(record => DateOnly.FromDateTime(record.At.UtcDateTime)).Select(group => Day(group.Key, [.. group], recorded, question.Now))] };
    }

    private static ParityDay Day(DateOnly day, List<KpiRecord> records, Dictionary<Guid, DateTimeOffset> recorded, DateTimeOffset now)
    {
        var closes = new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) + OpenFor;
        var parts = Tally.Count(records.Where(record => record.Part != "gap").Select(record => record.Part));
        return new ParityDay(day, records.Count, parts, records.Count - parts.Values.Sum(), records.Count(record => recorded.GetValueOrDefault(record.HandoffId!.Value) >= closes), closes <= now);
    }

    private static string PartOf(HandoffLog log) => ParityParts.Of(log) is { } part ? ParityParts.Word(part) : "gap";
}

using System.Collections.Immutable;
using Integration.Core.Handoffs;
using Integration.Core.Kpis;
using Integration.Core.Verdicts;

namespace Integration.Core.Tests.Quarter;

/// <summary>Holds what the product made of a quarter against what the slow way says.</summary>
internal static class Comparing
{
    public static void Equal(IReadOnlyList<Person> people, SlowQuarter slow, IReadOnlyDictionary<int, List<(int At, VerdictKind Kind)>> verdicts, IReadOnlyDictionary<int, HandoffLog> logs, ImmutableDictionary<Guid, SealedHandoff> receipts, KpiTerms terms)
    {
        foreach (var person in people)
            Assert.True(slow.Verdicts[person.Number].SequenceEqual(verdicts[person.Number]), $"{person}: {string.Join(' ', slow.Verdicts[person.Number])} against {string.Join(' ', verdicts[person.Number])}");
        Assert.Equal(slow.Rows.Select(row => row.Person).Order(), logs.Keys.Order());
        foreach (var row in slow.Rows) Clocks(row, logs[row.Person]);
        Figures(people, slow, logs, receipts, terms);
    }

    private static void Clocks(Row row, HandoffLog log)
    {
        Assert.Equal((row.Owner, Minutes.At(row.Sent)), (log.SentTo, log.SentAt));
        var rung = log.Events.Where(one => (one.Kind is HandoffEventKind.Reminded or HandoffEventKind.Breached && one.Reason == "first-touch")
            || (one.Kind == HandoffEventKind.Escalated && one.Reason == "first-touch") || (one.Kind == HandoffEventKind.AnswerMissing && one.Reason == "answer"))
            .Select(one => (one.Kind.ToString(), Minutes.Of(one.At))).Order().ToList();
        Assert.True(row.Rings.Order().SequenceEqual(rung), $"person {row.Person}, {row.Owner}, sent {row.Sent}: {string.Join(' ', row.Rings)} against {string.Join(' ', rung)}");
        Assert.Equal((row.Person, Time(row.Touched), Time(row.Closed), Time(row.Withdrawn)), (row.Person, log.TouchedAt, log.ClosedAt, log.WithdrawnAt));
    }

    private static void Figures(IReadOnlyList<Person> people, SlowQuarter slow, IReadOnlyDictionary<int, HandoffLog> logs, ImmutableDictionary<Guid, SealedHandoff> receipts, KpiTerms terms)
    {
        var ledger = new KpiLedger
        {
            Handoffs = [.. logs.Values],
            Receipts = receipts,
            // By the pair that the handoff was opened for, where there is one.
            Inquiries = [.. people.Select(person => new Inquiry(logs.TryGetValue(person.Number, out var log) ? log.PairId : person.Id, Minutes.At(person.Arrives)) { Never = person.OptsOut <= SlowQuarter.End ? "opted out" : null })],
        };
        var naive = new SlowFigures(slow.Rows, people);
        KpiFigure Ask(KpiId id) => KpiReckoning.Of(new KpiQuestion(id, Company.Start, Company.Start.AddDays(7 * Company.Weeks), Minutes.At(SlowQuarter.End)), ledger, terms);
        foreach (var id in KpiTable.All.Select(definition => definition.Id).Except([KpiId.K6, KpiId.K9, KpiId.K38]))
        {
            var figure = Ask(id);
            var expected = naive.Of(id);
            Assert.True(expected == (figure.Numerator, figure.Denominator, figure.StillOpen), $"{id}: the slow way says {expected}, the product {(figure.Numerator, figure.Denominator, figure.StillOpen)}");
            Assert.True(id == KpiId.K30 || figure.Numerator > 0, $"{id} has counted nobody");
        }
        Assert.Equal(naive.Median(KpiId.K6), Ask(KpiId.K6).Times[KpiTimes.All].Median?.TotalMinutes);
        Assert.Equal(naive.Median(KpiId.K38), Ask(KpiId.K38).Times[KpiTimes.All].Median?.TotalMinutes);
    }

    private static DateTimeOffset? Time(int? minute) => minute is { } known ? Minutes.At(known) : null;
}

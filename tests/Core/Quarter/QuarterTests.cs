using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.Handoffs;
using Integration.Core.Kpis;

namespace Integration.Core.Tests.Quarter;

/// <summary>A quarter of a year of a believable company: 500 persons a week, four habits, two zones, two holidays, two clock changes. Verdicts, clocks and figures equal what loops over minutes say.</summary>
[Trait("Category", "Long")]
public sealed class QuarterTests
{
    [Theory(Skip = "a quarter takes minutes, and few draws were asked for", SkipWhen = nameof(Draws.AreFew), SkipType = typeof(Draws))]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void A_quarter_of_a_year_comes_out_as_the_slow_way_says(int seed, bool late)
    {
        var people = Script.People(seed);
        var fast = new FastQuarter(seed, late).Run(people);
        var slow = new SlowQuarter(seed, late, people);
        Assert.True(people.Count == 6_500 && slow.Rows.Count > 1_000, $"{slow.Rows.Count} handoffs of {people.Count} persons");
        Assert.Equal(4, slow.Rows.Select(row => row.Owner).Distinct().Except(["Inbound"]).Count());
        Assert.Contains(slow.Rows, row => row.Owner == "Inbound");
        foreach (var person in people) Verdicts(person, fast, slow);
        Assert.Equal(slow.Rows.Select(row => row.Person).Order(), fast.Logs.Keys.Order());
        foreach (var row in slow.Rows) Clocks(row, fast.Logs[row.Person]);
        Figures(people, fast, slow);
    }

    private static void Verdicts(Person person, FastQuarter fast, SlowQuarter slow) =>
        Assert.True(slow.Verdicts[person.Number].SequenceEqual(fast.Verdicts[person.Number]),
            $"{person}: {string.Join(' ', slow.Verdicts[person.Number])} against {string.Join(' ', fast.Verdicts[person.Number])}");

    private static void Clocks(Row row, HandoffLog log)
    {
        Assert.Equal((row.Owner, FastQuarter.At(row.Sent)), (log.SentTo, log.SentAt));
        var rung = log.Events.Where(one => (one.Kind is HandoffEventKind.Reminded or HandoffEventKind.Breached && one.Reason == "first-touch")
            || (one.Kind == HandoffEventKind.Escalated && one.Reason == "first-touch") || (one.Kind == HandoffEventKind.AnswerMissing && one.Reason == "answer"))
            .Select(one => (one.Kind.ToString(), FastQuarter.Minute(one.At))).Order().ToList();
        Assert.True(row.Rings.Order().SequenceEqual(rung), $"person {row.Person}, {row.Owner}, sent {row.Sent}: {string.Join(' ', row.Rings)} against {string.Join(' ', rung)}");
        Assert.Equal((row.Person, Time(row.Touched), Time(row.Closed), Time(row.Withdrawn)), (row.Person, log.TouchedAt, log.ClosedAt, log.WithdrawnAt));
    }

    private static void Figures(IReadOnlyList<Person> people, FastQuarter fast, SlowQuarter slow)
    {
        var terms = new KpiTerms
        {
            Agreements = ImmutableDictionary.CreateRange<string, Agreement>(StringComparer.Ordinal, [new("h1", Company.Terms)]),
            Roster = Company.Staff,
            InForce = [new InForce(Company.Start, 1, "h1")],
        };
        var ledger = new KpiLedger
        {
            Handoffs = [.. fast.Logs.Values],
            Receipts = fast.Receipts.ToImmutable(),
            Inquiries = [.. people.Select(person => new Inquiry(person.Id, FastQuarter.At(person.Arrives)) { Never = person.OptsOut <= SlowQuarter.End ? "opted out" : null })],
        };
        var naive = new SlowFigures(slow.Rows, people);
        KpiFigure Ask(KpiId id) => KpiReckoning.Of(new KpiQuestion(id, Company.Start, Company.Start.AddDays(7 * Company.Weeks), FastQuarter.At(SlowQuarter.End)), ledger, terms);
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

    private static DateTimeOffset? Time(int? minute) => minute is { } known ? FastQuarter.At(known) : null;
}

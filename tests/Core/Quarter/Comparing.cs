using Integration.Core.Handoffs;
using Integration.Core.Kpis;
using Integration.Core.Verdicts;

namespace Integration.Core.Tests.Quarter;

/// <summary>Holds what the product made of a quarter against what the slow way says.</summary>
internal static class Comparing
{
    /// <summary>Everybody's verdicts up to the handoff, and what the clock did.</summary>
    public static void Lives(IReadOnlyList<Person> people, SlowQuarter slow, IReadOnlyDictionary<int, List<(int At, VerdictKind Kind)>> verdicts, IReadOnlyDictionary<int, HandoffLog> logs)
    {
        foreach (var person in people)
            Assert.True(slow.Verdicts[person.Number].SequenceEqual(verdicts[person.Number]), $"{person}: {string.Join(' ', slow.Verdicts[person.Number])} against {string.Join(' ', verdicts[person.Number])}");
        var rows = RowsOf(people, slow);
        Assert.Equal(rows.Select(row => row.Person).Order(), logs.Keys.Order());
        foreach (var row in rows) Clocks(row, logs[row.Person]);
    }

    /// <summary>Every figure, as if there were only these people.</summary>
    /// <param name="people">Who.</param>
    /// <param name="slow">The quarter, of them or of more.</param>
    /// <param name="ask">Asks the product.</param>
    /// <returns>What each figure counted.</returns>
    public static IReadOnlyDictionary<KpiId, decimal> Figures(IReadOnlyList<Person> people, SlowQuarter slow, IReadOnlyDictionary<KpiId, KpiFigure> ask)
    {
        var numbers = people.Select(person => person.Number).ToHashSet();
        var naive = new SlowFigures(RowsOf(people, slow), [.. slow.Responses.Where(one => numbers.Contains(one.Person))]);
        foreach (var (id, figure) in ask)
        {
            if (id is KpiId.K6 or KpiId.K38)
            {
                Assert.True(naive.Median(id) == figure.Times[KpiTimes.All].Median?.TotalMinutes, $"{id}: the slow way says {naive.Median(id)}, the product {figure.Times[KpiTimes.All].Median?.TotalMinutes}");
                continue;
            }
            var expected = naive.Of(id);
            Assert.True(expected == (figure.Numerator, figure.Denominator, figure.StillOpen), $"{id}: the slow way says {expected}, the product {(figure.Numerator, figure.Denominator, figure.StillOpen)}, left out {string.Join(' ', figure.LeftOut)}, of persons {people[0].Number} to {people[^1].Number}");
        }
        return ask.ToDictionary(figure => figure.Key, figure => figure.Key is KpiId.K9 or KpiId.K30 ? figure.Value.Denominator : figure.Value.Numerator);
    }

    /// <summary>What is asked for, for the quarter, 60 days after it.</summary>
    public static KpiQuestion Question(KpiId id) => new(id, Company.Start, Company.Start.AddDays(7 * Company.Weeks), Minutes.At(SlowQuarter.End));

    private static List<Row> RowsOf(IReadOnlyList<Person> people, SlowQuarter slow) => [.. people.Where(person => slow.Rows.ContainsKey(person.Number)).Select(person => slow.Rows[person.Number])];

    private static void Clocks(Row row, HandoffLog log)
    {
        Assert.Equal((row.Owner, Minutes.At(row.Sent)), (log.SentTo, log.SentAt));
        var rung = log.Events.Where(one => (one.Kind is HandoffEventKind.Reminded or HandoffEventKind.Breached && one.Reason == "first-touch")
            || (one.Kind == HandoffEventKind.Escalated && one.Reason == "first-touch") || (one.Kind == HandoffEventKind.AnswerMissing && one.Reason == "answer"))
            .Select(one => (one.Kind.ToString(), Minutes.Of(one.At))).Order().ToList();
        Assert.True(row.Rings.Order().SequenceEqual(rung), $"person {row.Person}, {row.Owner}, sent {row.Sent}: {string.Join(' ', row.Rings)} against {string.Join(' ', rung)}");
        Assert.Equal((row.Person, Time(row.Touched), Time(row.Closed), Time(row.Withdrawn)), (row.Person, log.TouchedAt, log.ClosedAt, log.WithdrawnAt));
    }

    private static DateTimeOffset? Time(int? minute) => minute is { } known ? Minutes.At(known) : null;
}

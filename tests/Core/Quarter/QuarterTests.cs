using System.Collections.Immutable;
using Integration.Core.Agreements;
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
        Assert.Equal(4, slow.Rows.Values.Select(row => row.Owner).Distinct().Except(["Inbound"]).Count());
        Assert.Contains(slow.Rows.Values, row => row.Owner == "Inbound");
        var terms = new KpiTerms
        {
            Agreements = ImmutableDictionary.CreateRange<string, Agreement>(StringComparer.Ordinal, [new("h1", Company.Terms)]),
            Roster = Company.Staff,
            InForce = [new InForce(Company.Start, 1, "h1")],
        };
        Comparing.Lives(people, slow, fast.Verdicts, fast.Logs);
        Assert.True(slow.Rows.Values.Count(row => row.Moved is not null) > 50 && slow.Rows.Values.Count(row => row.Paused is not null) > 50, "some are given to others, and some clocks stand still");

        var ledger = new KpiLedger
        {
            Handoffs = [.. fast.Logs.Values],
            Receipts = fast.Receipts.ToImmutable(),
            // By the pair that the handoff was opened for, where there is one.
            Inquiries = [.. people.Select(person => new Inquiry(fast.Logs.TryGetValue(person.Number, out var log) ? log.PairId : person.Id, Minutes.At(person.Arrives)) { Never = person.OptsOut <= SlowQuarter.End ? "opted out" : null })],
        };
        // Leaks are seen in a ledger alone.
        var figures = KpiTable.All.Select(definition => definition.Id).Except([KpiId.K9]).ToDictionary(id => id, id => KpiReckoning.Of(Comparing.Question(id), ledger, terms));
        Assert.DoesNotContain(0, Comparing.Figures(people, slow, figures).Values);
    }
}

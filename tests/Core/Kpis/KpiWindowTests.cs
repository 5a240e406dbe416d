using Integration.Core.Handoffs;
using Integration.Core.Kpis;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Kpis;

/// <summary>What lies in a window, and up to when it counts, to the second.</summary>
public sealed class KpiWindowTests
{
    private const double Second = 1 / 3600d;

    [Fact]
    public void A_window_begins_with_its_first_moment_and_its_last_is_the_next_ones()
    {
        var question = new KpiQuestion(KpiId.K3b, Monday, Monday.AddHours(10), Monday.AddDays(200));

        var figure = Asked.Of(question, Told.Sent(1, -Second), Told.Sent(2), Told.Sent(3, 10 - Second), Told.Sent(4, 10));

        Assert.Equal([Told.Sent(2).Id, Told.Sent(3).Id], figure.Records.Select(record => record.HandoffId!.Value));
    }

    [Theory]
    // accepted in hours    counts in the period from 0 to 10
    [InlineData(0, 1)]
    [InlineData(9.999, 1)]
    [InlineData(10, 0)]
    public void In_the_period_view_the_numerators_event_lies_in_the_same_window(double accepted, int counted) =>
        Assert.Equal(counted, Asked.Of(new KpiQuestion(KpiId.K2, Monday, Monday.AddHours(10), Monday.AddDays(1)) { View = KpiView.Period }, Told.Sent(1).Accepted(accepted)).Numerator);

    [Theory]
    [InlineData(5, 1)]
    [InlineData(5.01, 0)]
    public void What_happens_after_the_moment_of_asking_has_not_happened_yet(double accepted, int counted) =>
        Assert.Equal((counted, 1), Counts(Asked.Of(new KpiQuestion(KpiId.K2, Monday, Monday.AddHours(10), Monday.AddHours(5)) { View = KpiView.Period }, Told.Sent(1).Accepted(accepted))));

    public static TheoryData<KpiId, double> Maturities => new()
    {
        { KpiId.K3a, 1 + (24 * 90) }, // 90 days from the acceptance
        { KpiId.K3b, 24 * 90 },       // 90 days from the sending
        { KpiId.K3c, 1 + (24 * 60) }, // 60 days from sales' qualification
        { KpiId.K11, 343 },           // the close of the tenth business day after the acceptance
    };

    [Theory]
    [MemberData(nameof(Maturities))]
    public void A_cohort_counts_up_to_the_very_moment_of_its_maturity_and_is_mature_then(KpiId id, double matures)
    {
        Told Course(double at) => id == KpiId.K3c ? Told.Sent(1).Accepted(1).Working(1).Linked(at) : Told.Sent(1).Accepted(1).Linked(at);

        Assert.Equal((1, 1), Counts(Asked.Of(id, Course(matures))));
        Assert.Equal((0, 1), Counts(Asked.Of(id, Course(matures + Second))));
        Assert.Equal(0, Asked.Of(Asked.Question(id) with { Now = Monday.AddHours(matures) }, Course(matures)).StillOpen);
        Assert.Equal(1, Asked.Of(Asked.Question(id) with { Now = Monday.AddHours(matures - Second) }, Course(matures)).StillOpen);
    }

    [Fact]
    public void A_figure_of_one_view_waits_for_what_it_needs_and_then_counts_it_wherever_it_lies()
    {
        // The deal closes in the window; its reason comes eight days later, behind the window's end.
        var told = Told.Sent(1).Linked(1).Lost(2, null, null).Lost(2 + (24 * 8), "price", "none");
        var question = new KpiQuestion(KpiId.K24, Monday, Monday.AddDays(1), Monday.AddDays(30));

        Assert.Equal((1, 1), Counts(Asked.Of(question, told)));
        Assert.Equal(1, Asked.Of(question with { Now = Monday.AddDays(9) }, told).StillOpen);
    }

    [Fact]
    public void The_list_behind_a_figure_goes_by_time_then_by_handoff_and_says_what_became_of_each()
    {
        var figure = Asked.Of(Asked.Question(KpiId.K2, 20), Told.Sent(3, 1).Accepted(2), Told.Sent(2, 1).Accepted(1.5).Withdrawn(2, "merged"), Told.Sent(1, 2), Told.Sent(4).ByDeed(1), Told.Sent(5, 24 * 15));

        Assert.Equal(
            ["4 Counted by-deed", "2 LeftOut merged", "3 Counted by-word", "1 Missed ", "5 StillOpen "],
            figure.Records.Select(record => $"{record.HandoffId!.Value.ToByteArray()[0]} {record.Place} {record.Part}"));
    }

    [Theory]
    [InlineData("2026-q1", "2026-01-01 2026-04-01")]
    [InlineData(" 2026-Q2 ", "2026-04-01 2026-07-01")]
    [InlineData("2026-03-01..2026-03-01", "2026-03-01 2026-03-02")]
    [InlineData("2026-12", "2026-12-01 2027-01-01")]
    [InlineData("1900", "1900-01-01 1901-01-01")]
    [InlineData("9998", "9998-01-01 9999-01-01")]
    [InlineData("1d", "2026-11-22 2026-11-23")]
    [InlineData("3660d", "2016-11-15 2026-11-23")]
    [InlineData("3661d", null)]
    [InlineData("-1d", null)]
    [InlineData("1899", null)]
    [InlineData("9999", null)]
    [InlineData("9999-01", null)]
    [InlineData("9999-Q4", null)]
    [InlineData("9998-12-31..9999-01-01", null)]
    [InlineData("2026-Q0", null)]
    [InlineData("2026-01-01..soon", null)]
    [InlineData("soon..2026-01-01", null)]
    [InlineData("026", null)]
    [InlineData("02026", null)]
    public void A_window_stays_within_the_years_that_figures_can_have(string text, string? window)
    {
        var period = KpiPeriod.Parse(text, Monday);

        Assert.Equal(window, period is { } known ? $"{known.From.UtcDateTime:yyyy-MM-dd} {known.To.UtcDateTime:yyyy-MM-dd}" : null);
    }

    public static TheoryData<KpiQuestion, string?> Questions => new()
    {
        { Asked.Question(KpiId.K2), null },
        { Asked.Question(KpiId.K2) with { View = KpiView.Period, Team = "emea", Source = "x", Product = "x" }, null },
        { Asked.Question(KpiId.K2) with { To = Monday.AddDays(-30) }, "window is empty" },
        { Asked.Question(KpiId.K2) with { To = Monday.AddDays(-30).AddTicks(1) }, null },
        { Asked.Question(KpiId.K2) with { View = KpiView.Snapshot }, "it has cohort and period" },
        { Asked.Question(KpiId.K1) with { Source = "x", Product = "x" }, null },
        { Asked.Question(KpiId.K9) with { Source = "x" }, "for everybody" },
        { Asked.Question(KpiId.K9) with { Product = "x" }, "for everybody" },
        { Asked.Question(KpiId.K9) with { Team = "emea" }, "by team" },
    };

    [Theory]
    [MemberData(nameof(Questions), DisableDiscoveryEnumeration = true)]
    public void A_question_that_cannot_be_answered_says_why(KpiQuestion question, string? words)
    {
        if (words is null) Assert.Null(question.Problem());
        else Assert.Contains(words, question.Problem(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_product_alone_is_counted_where_one_is_asked_for()
    {
        Told[] told = [Told.Sent(1).Accepted(1), Told.Sent(2)];
        Assert.Equal((1, 2), Counts(Asked.Of(Asked.Question(KpiId.K2) with { Product = Core.Agreements.Product.Default }, told)));
        Assert.Equal((0, 0), Counts(Asked.Of(Asked.Question(KpiId.K2) with { Product = "other" }, told)));
    }

    private static (decimal Numerator, decimal Denominator) Counts(KpiFigure figure) => (figure.Numerator, figure.Denominator);
}

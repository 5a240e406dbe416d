using Integration.Core.Handoffs;
using Integration.Core.Kpis;
using Integration.Core.Records;
using Integration.Core.Tests.Handoffs;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Kpis;

/// <summary>What holds for every figure.</summary>
public sealed class KpiFigureTests
{
    private static readonly KpiId[] Rates = [KpiId.K2, KpiId.K3a, KpiId.K3b, KpiId.K3c, KpiId.K4, KpiId.K5, KpiId.K7, KpiId.K11, KpiId.K24, KpiId.K25];

    [Fact]
    public void Few_are_a_fraction_and_none_are_no_data()
    {
        Assert.Equal("no data", Asked.Of(KpiId.K2).Shown);
        Assert.Null(Asked.Of(KpiId.K2).Share);
        Assert.Equal("19 of 19", Asked.Of(KpiId.K2, [.. Enumerable.Range(1, 19).Select(number => Told.Sent(number).Accepted(1))]).Shown);
        var twenty = Asked.Of(KpiId.K2, [.. Enumerable.Range(1, 20).Select(number => number == 1 ? Told.Sent(number) : Told.Sent(number).Accepted(1))]);
        Assert.Equal(("95.0 %", true), (twenty.Shown, twenty.IsRated));
    }

    [Fact]
    public void A_changed_Agreement_gives_both_parts()
    {
        var figure = Asked.Of(KpiId.K2, Told.Sent(1).Accepted(1), Told.Sent(2), Told.Sent(3, agreement: "h4").Accepted(1));
        Assert.True(figure.HasBreak);
        Assert.Equal([(3, 1m, 2m), (4, 1m, 1m)], figure.Versions.Select(one => (one.Version, one.Numerator, one.Denominator)));
        Assert.Equal("icp and authority and score", figure.Versions[0].Qualified["default"]);
    }

    [Fact]
    public void A_team_is_the_first_owners_and_a_source_is_the_one_that_was_stamped()
    {
        Told[] told = [Told.Sent(1, source: "PAID_SOCIAL"), Told.Sent(2, owner: "Max"), Told.Sent(3, owner: "Ben", source: "REFERRALS").GivenTo(1, "Max")];
        Assert.Equal(2, Asked.Of(Asked.Question(KpiId.K2) with { Team = "emea" }, told).Denominator);
        Assert.Equal(1, Asked.Of(Asked.Question(KpiId.K2) with { Source = "referrals" }, told).Denominator);
    }

    [Fact]
    public void An_erased_person_counts_without_identity()
    {
        var record = Assert.Single(Asked.Of(KpiId.K4, Told.Sent(1).Touched(1).Withdrawn(30, "erased")).Records);
        Assert.Equal((null, KpiPlace.Counted), (record.PairId, record.Place));
    }

    [Fact]
    public void A_handoff_under_a_version_that_cannot_be_read_is_left_out_by_name()
    {
        Assert.Equal(1, Asked.Of(KpiId.K4, Told.Sent(1, agreement: "h9")).LeftOut["agreement not readable"]);
    }

    [Theory]
    [InlineData(KpiId.K1, null, "emea", "team")]
    [InlineData(KpiId.K4, KpiView.Cohort, null, "view")]
    [InlineData(KpiId.K9, KpiView.Period, null, "view")]
    public void What_a_figure_cannot_tell_is_refused_with_words(KpiId id, KpiView? view, string? team, string word)
    {
        var question = Asked.Question(id) with { View = view, Team = team };
        Assert.Contains(word, question.Problem(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Asked.Of(question));
    }

    [Theory]
    [InlineData("2026", "2026-01-01 2027-01-01")]
    [InlineData("2026-Q4", "2026-10-01 2027-01-01")]
    [InlineData("2026-02", "2026-02-01 2026-03-01")]
    [InlineData("2026-02-27..2026-02-28", "2026-02-27 2026-03-01")]
    [InlineData("3d", "2026-11-20 2026-11-23")]
    [InlineData("2026-Q5", null)]
    [InlineData("0d", null)]
    [InlineData("99999d", null)]
    [InlineData("2026-02-30..2026-03-01", null)]
    [InlineData("2026-03-02..2026-03-01", null)]
    [InlineData("soon", null)]
    public void A_window_is_read_as_people_write_it(string text, string? window)
    {
        var period = KpiPeriod.Parse(text, Monday);
        Assert.Equal(window, period is { } known ? $"{known.From.UtcDateTime:yyyy-MM-dd} {known.To.UtcDateTime:yyyy-MM-dd}" : null);
    }

    [Fact]
    public void The_reference_page_says_what_the_table_says() => Config.Tests.Golden.Check(Config.Tests.Repository.Path("docs", "reference", "kpis.md"), KpiReference.Markdown());

    [Fact]
    public void Figures_of_random_courses_hold_together_however_the_log_is_read_and_the_window_is_cut()
    {
        for (var seed = 0; seed < Draws.Of(200); seed++)
        {
            var random = new Random(seed);
            Told[] told = [.. Enumerable.Range(1, random.Next(1, 40)).Select(number => Drawn(random, number))];
            var ledger = new KpiLedger { Handoffs = [.. told.Select(one => one.Log)] };
            var shuffled = new KpiLedger { Handoffs = [.. told.OrderByDescending(one => one.Id).Select(one => HandoffLog.Of(one.Log.Events.Reverse().Concat(one.Log.Events)))] };
            foreach (var id in Rates)
            {
                var question = Asked.Question(id, random.Next(1, 120));
                var whole = KpiReckoning.Of(question, ledger, Asked.Terms);
                void That(bool holds, string what) => Assert.True(holds, $"seed {seed} {id}: {what}");
                That(whole.Numerator >= 0 && whole.Numerator <= whole.Denominator, $"{whole.Numerator} of {whole.Denominator}");
                That(whole.Versions.Sum(one => one.Numerator) == whole.Numerator && whole.Versions.Sum(one => one.Denominator) == whole.Denominator, "the versions add up");
                That(whole.Records.Count(one => one.Place == KpiPlace.Counted) == whole.Numerator && whole.Records.Count(one => one.Place is KpiPlace.Counted or KpiPlace.Missed) == whole.Denominator, "the list is what was counted");
                That(whole.Records.Count(one => one.Place == KpiPlace.StillOpen) == whole.StillOpen && whole.Records.Count(one => one.Place == KpiPlace.LeftOut) == whole.LeftOut.Values.Sum(), "the list is what was not counted");
                var again = KpiReckoning.Of(question, shuffled, Asked.Terms);
                That(whole.Records.SequenceEqual(again.Records), "the order and doubling of lines means nothing");
                var cut = Monday.AddHours(random.Next(-20, 200));
                var (before, after) = (KpiReckoning.Of(question with { To = cut }, ledger, Asked.Terms), KpiReckoning.Of(question with { From = cut }, ledger, Asked.Terms));
                That(before.Numerator + after.Numerator == whole.Numerator && before.Denominator + after.Denominator == whole.Denominator && before.StillOpen + after.StillOpen == whole.StillOpen, "two windows are the whole");
            }
        }
    }

    [Fact]
    public void The_log_of_a_real_course_says_what_the_handoff_says()
    {
        var course = new Course();
        course.See(new Observed.Delivered(Monday.AddMinutes(2), new RecordKey(SystemName.Salesforce, "Lead", "00Q000000000001AAA")));
        course.Touch(2);
        course.Status(3, "Working");
        course.Status(30, "Nurture", "bad-timing");
        var log = HandoffLog.Of(course.Log);
        Assert.Equal((course.Handoff.SentAt, course.Handoff.DeliveredAt, course.Handoff.FirstTouchAt), (log.SentAt, log.DeliveredAt, log.TouchedAt));
        Assert.Equal((Monday.AddHours(3), Monday.AddHours(2), Monday.AddHours(3)), (log.AcceptedAt, log.ByDeedAt, log.SalesQualifiedAt));
        Assert.Equal(("recycled", "bad-timing"), (log.EndedAs, log.EndReason));
        Assert.Equal((1m, 1m), KpiReckoning.Of(Asked.Question(KpiId.K4), new KpiLedger { Handoffs = [log] }, Asked.Terms) is var figure ? (figure.Numerator, figure.Denominator) : default);
    }

    private static Told Drawn(Random random, int number)
    {
        var at = random.Next(-10, 150);
        var told = random.Next(8) == 0 ? Told.Undelivered(number, at) : Told.Sent(number, at, random.Next(2) == 0 ? "Ana" : "Ben", random.Next(4) == 0 ? "h4" : "h3");
        for (var steps = random.Next(5); steps > 0; steps--)
        {
            var then = at + random.Next(1, 400);
            told = random.Next(9) switch
            {
                0 => told.Accepted(then),
                1 => told.ByDeed(then),
                2 => told.Rejected(then),
                3 or 4 => told.Touched(then),
                5 => told.Working(then),
                6 => told.Linked(then, random.Next(2) == 0),
                7 => told.Lost(then, random.Next(2) == 0 ? "price" : null, "none"),
                _ => told.GivenTo(then, "Max"),
            };
        }
        return random.Next(4) switch
        {
            0 => told.Withdrawn(at + 300, random.Next(2) == 0 ? "opted out" : "merged"),
            1 => told.Closed(at + 400, "recycled", random.Next(2) == 0 ? "no-budget" : null),
            _ => told,
        };
    }
}

using Integration.Core.Handoffs;
using Integration.Core.Kpis;
using Integration.Core.Stages;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Kpis;

/// <summary>How long things took, in the business time of nine to five in Berlin; Monday 10:00 is zero.</summary>
public sealed class SpeedTests
{
    [Fact]
    public void Four_of_five_and_nineteen_of_twenty_are_told_beside_the_median()
    {
        var times = Asked.Of(KpiId.K6, [.. Enumerable.Range(1, 20).Select(number => Told.Sent(number).Touched(number / 60d))]).Times["all"];

        Assert.Equal((10, 16, 19), (Minutes(times.Median), Minutes(times.P80), Minutes(times.P95)));
        Assert.Equal((20, 0, 20), (times.Reached, times.Censored, times.Within));
    }

    [Fact]
    public void Whoever_is_censored_at_the_time_of_a_touch_was_still_at_risk_then()
    {
        // At two hours one of three is touched and one opts out: 2/3 are left; at three hours the last is touched.
        var times = Asked.Of(KpiId.K6, Told.Sent(1).Withdrawn(2, "opted out"), Told.Sent(2).Touched(2), Told.Sent(3).Touched(3)).Times["all"];

        Assert.Equal((180, 2, 1), (Minutes(times.Median), times.Reached, times.Censored));
    }

    [Fact]
    public void The_buyers_way_is_told_in_its_parts_from_the_newest_response_before_the_verdict()
    {
        // Qualified at 0, sent at 2, delivered at 3, touched at 5.
        var told = new Told(1).Event(HandoffEventKind.Sent, 2).Event(HandoffEventKind.Delivered, 3).Touched(5);
        var figure = Speed(told, new Inquiry(told.Person, Monday.AddDays(-9)) { Responses = [.. new[] { -30, -1, 1 }.Select(hours => Monday.AddHours(hours))] });

        Assert.Equal(
            ["all 180", "by-owner 180", "captured 360", "deliver 60", "detect 60", "qualify 120", "respond 120"],
            figure.Times.Select(times => $"{times.Key} {Minutes(times.Value.Median)}"));
    }

    [Fact]
    public void A_response_in_the_moment_of_the_verdict_is_the_one_that_it_found()
    {
        var told = Told.Sent(1).Touched(1);

        Assert.Equal(60, Minutes(Speed(told, new Inquiry(told.Person, Monday) { Responses = [Monday.AddHours(-1), Monday] }).Times["captured"].Median));
        Assert.Equal(0, Speed(told).Times["captured"].Reached); // Nothing is known of how the person came.
    }

    [Fact]
    public void What_came_before_its_own_beginning_took_no_time()
    {
        // The call was made while Salesforce was still being written to.
        var respond = Asked.Of(KpiId.K6, Told.Undelivered(1).Touched(1).Event(HandoffEventKind.Delivered, 2)).Times["respond"];

        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (respond.Median, respond.WallMedian));
    }

    [Theory]
    [InlineData(3, 1, 0)]
    [InlineData(2.99, 0, 1)]
    public void What_has_not_happened_by_the_moment_of_asking_is_censored_then(double now, int reached, int censored)
    {
        var times = Asked.Of(Asked.Question(KpiId.K6) with { Now = Monday.AddHours(now) }, Told.Sent(1).Touched(3)).Times["all"];

        Assert.Equal((reached, censored), (times.Reached, times.Censored));
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(4.01, 0)]
    public void A_touch_on_the_tick_of_the_limit_is_within(double touched, int within) => Assert.Equal(within, Asked.Of(KpiId.K6, Told.Sent(1).Touched(touched)).Times["all"].Within);

    [Theory]
    // touches in hours                      by-owner: each owner's minutes, ? where there was no touch in his time
    [InlineData("0", "0 ?")]
    [InlineData("1", "60 ?")]
    [InlineData("1 2", "60 ?")]
    [InlineData("2 1", "60 ?")]              // Heard of in whatever order.
    [InlineData("3", "? 0")]                 // In the moment of the change it is the new owner's.
    [InlineData("1 4", "60 60")]
    [InlineData("5", "? 120")]
    [InlineData("", "? ?")]
    public void Each_owner_has_his_own_clock_from_getting_it_to_losing_it(string touches, string spells)
    {
        // Ben gets it in Salesforce after three hours, which we hear of ten minutes later.
        var told = Told.Sent(1).Event(HandoffEventKind.Reassigned, 3, TeamSide.Sales);
        foreach (var touch in touches.Split(' ', StringSplitOptions.RemoveEmptyEntries)) told.Touched(double.Parse(touch));
        var log = HandoffLog.Of(told.Log.Events.Select(one => one.Kind == HandoffEventKind.Reassigned ? one with { RecordedAt = one.At.AddMinutes(10) } : one));

        var times = KpiReckoning.Of(Asked.Question(KpiId.K6), new KpiLedger { Handoffs = [log] }, Asked.Terms).Times["by-owner"];

        var minutes = spells.Split(' ').Where(spell => spell != "?").Select(int.Parse).ToList();
        Assert.Equal((minutes.Count, 2 - minutes.Count), (times.Reached, times.Censored));
        // The curve of two: the first touch is its half, and the second its end.
        Assert.Equal(minutes.Count > 0 ? minutes.Min() : null, Minutes(times.Median));
        Assert.Equal(minutes.Count > 1 ? minutes.Max() : null, Minutes(times.P95));
    }

    [Fact]
    public void What_the_clock_gave_to_another_counts_from_our_writing_it_down()
    {
        var log = HandoffLog.Of(Told.Sent(1).GivenTo(3, "Ben").Touched(5).Log.Events.Select(one => one.Kind == HandoffEventKind.Reassigned ? one with { RecordedAt = one.At.AddMinutes(30) } : one));

        var times = KpiReckoning.Of(Asked.Question(KpiId.K6), new KpiLedger { Handoffs = [log] }, Asked.Terms).Times["by-owner"];

        Assert.Equal((90, 1, 1), (Minutes(times.Median), times.Reached, times.Censored));
    }

    [Fact]
    public void Where_nobody_was_sent_there_is_no_data_and_where_nobody_was_touched_it_is_not_reached()
    {
        Assert.Equal("no data", Asked.Of(KpiId.K6).Shown);
        Assert.Equal("not reached", Asked.Of(KpiId.K6, Told.Sent(1)).Shown);
        Assert.Equal("no data", Asked.Of(KpiId.K6, Told.Sent(1).Touched(1, skewed: true)).Shown);
        Assert.Equal("90.5 min", Asked.Of(KpiId.K6, Told.Sent(1).Touched(90.5 / 60)).Shown);
    }

    [Fact]
    public void Each_version_has_its_own_count_of_a_time()
    {
        var figure = Asked.Of(KpiId.K6, Told.Sent(1).Touched(1), Told.Sent(2), Told.Sent(3), Told.Sent(4, agreement: "h4").Touched(1), Told.Sent(5, agreement: "h4").Touched(1));

        Assert.Equal([(3, 1m), (4, 2m)], figure.Versions.Select(one => (one.Version, one.Denominator)));
    }

    [Fact]
    public void A_decision_is_told_by_how_it_was_made()
    {
        var figure = Asked.Of(KpiId.K38, Told.Sent(1).Accepted(1), Told.Sent(2).Accepted(2), Told.Sent(3).Accepted(1).Rejected(2), Told.Sent(4).ByDeed(1).Accepted(2), Told.Sent(5).Rejected(1).Accepted(2), Told.Sent(6));

        Assert.Equal("by-deed 1, by-word 3, rejected 1", string.Join(", ", figure.Parts.Select(part => $"{part.Key} {part.Value}")));
    }

    private static KpiFigure Speed(Told told, params Inquiry[] inquiries) => KpiReckoning.Of(Asked.Question(KpiId.K6), new KpiLedger { Handoffs = [told.Log], Inquiries = [.. inquiries] }, Asked.Terms);

    private static int? Minutes(TimeSpan? time) => time is { } known ? (int)known.TotalMinutes : null;
}

using Integration.Core.Agreements;
using Integration.Core.Calendars;
using Integration.Core.Handoffs;
using Integration.Core.Kpis;
using Integration.Core.Stages;
using Integration.Core.Tests.Agreements;
using Integration.Core.Tests.Calendars;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Kpis;

/// <summary>Where the limit of the first touch lies for a figure: four business hours from Monday 10:00 in Berlin, unless something moves it.</summary>
public sealed class KpiClockTests
{
    [Theory]
    // pauses: from and to in hours, to = ? for one that never ended       due in hours
    [InlineData("", 4)]
    [InlineData("2-26", 28)]
    [InlineData("2-2", 4)]
    [InlineData("4-26", 4)]          // What has passed on that very tick cannot be stopped any more.
    [InlineData("3.75-26", 26.25)]
    [InlineData("2-26 27-29", 30)]   // The second began before the limit as the first had moved it.
    [InlineData("2-26 28-50", 28)]
    [InlineData("27-29 2-26", 30)]   // Whichever was told first.
    [InlineData("2-?", 340)]         // The agreed fourteen days, and the two hours that were left.
    public void Agreed_pauses_that_began_before_the_limit_move_it(string pauses, double due)
    {
        var told = Told.Sent(1);
        foreach (var pause in pauses.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split('-')))
        {
            told.Event(HandoffEventKind.Paused, double.Parse(pause[0]), TeamSide.Sales, "asked to wait");
            if (pause[1] != "?") told.Event(HandoffEventKind.Resumed, double.Parse(pause[1]));
        }

        Assert.Equal(Monday.AddHours(due), Due(told));
    }

    [Fact]
    public void A_pause_that_nobody_agreed_on_and_nobody_ended_stops_nothing() =>
        Assert.Equal(Monday.AddHours(4), Due(Told.Sent(1).Event(HandoffEventKind.Paused, 2, TeamSide.Sales, "on holiday")));

    [Theory]
    [InlineData(null, 4)]
    [InlineData("late", 9)] // From three in the afternoon until seven.
    [InlineData("gone", 4)]
    public void The_first_owners_own_calendar_counts_and_else_the_teams(string? calendar, double due)
    {
        var roster = Staff.Change("Ana", ana => ana with { Calendar = calendar });
        roster = roster with { Calendars = roster.Calendars.Add("late", BusinessTimeTests.Office("late", "Europe/Berlin", 15, 23)) };

        Assert.Equal(Monday.AddHours(due), Due(Told.Sent(1).GivenTo(1, "Ben"), Asked.Terms with { Roster = roster }));
    }

    [Theory]
    [InlineData(false, 4)]
    [InlineData(true, 28)] // Ana is back on Tuesday at twelve, with two hours left.
    public void An_absence_moves_the_limit_only_where_that_is_agreed(bool agreed, double due)
    {
        var roster = Staff.Change("Ana", ana => ana with { Absences = [new Absence(Monday.AddHours(2), Monday.AddHours(26))] });

        Assert.Equal(Monday.AddHours(due), Due(Told.Sent(1), With(terms => terms with { AbsencePauses = agreed }) with { Roster = roster }));
    }

    [Fact]
    public void Somebody_outside_of_the_roster_is_never_absent() =>
        Assert.Equal(Monday.AddHours(4), Due(Told.Sent(1, owner: "Zoe"), With(terms => terms with { AbsencePauses = true })));

    [Fact]
    public void Without_any_calendar_wall_time_counts_and_a_day_is_a_day()
    {
        var roster = Staff with { Calendars = Staff.Calendars.Clear() };

        Assert.Equal(Monday.AddHours(24), Due(Told.Sent(1, 20), Asked.Terms with { Roster = roster }));
        Assert.Equal(Monday.AddHours(68), Due(Told.Sent(1, 20), With(terms => terms with { FirstTouch = BusinessDuration.OfDays(2) }) with { Roster = roster }));
        var times = KpiReckoning.Of(Asked.Question(KpiId.K6), new KpiLedger { Handoffs = [Told.Sent(1, 20).Touched(23).Log] }, Asked.Terms with { Roster = roster }).Times["all"];
        Assert.Equal((TimeSpan.FromHours(3), TimeSpan.FromHours(3)), (times.Median, times.WallMedian));
        var early = KpiReckoning.Of(Asked.Question(KpiId.K6), new KpiLedger { Handoffs = [Told.Undelivered(1).Touched(1).Event(HandoffEventKind.Delivered, 2).Log] }, Asked.Terms with { Roster = roster }).Times["respond"];
        Assert.Equal(TimeSpan.Zero, early.Median); // The call came before the delivery.
    }

    [Theory]
    // Away on Tuesday; without that the answer comes an hour after its maturity, Wednesday week at five.
    [InlineData(3.9, 1)]
    [InlineData(4, 0)] // From the limit on a pause moves nothing else either.
    [InlineData(5, 0)]
    public void A_pause_moves_what_is_owed_after_the_limit_only_if_it_moves_the_limit(double paused, int accepted) =>
        Assert.Equal(accepted, Asked.Of(KpiId.K2, Told.Sent(1).Event(HandoffEventKind.Paused, paused, TeamSide.Sales, "asked to wait").Event(HandoffEventKind.Resumed, 53).Accepted(224)).Numerator);

    [Theory]
    [InlineData(175, 0)]
    [InlineData(175.01, 1)] // Five business days after Monday 14:00 end with Monday week, 17:00.
    public void Whoever_does_anything_until_five_business_days_after_the_limit_has_not_ignored_it(double deed, int ignored) =>
        Assert.Equal(ignored, Asked.Of(KpiId.K5, Told.Sent(1).Accepted(deed)).Numerator);

    private static DateTimeOffset Due(Told told, KpiTerms? terms = null) =>
        KpiReckoning.Of(Asked.Question(KpiId.K4), new KpiLedger { Handoffs = [told.Log] }, terms ?? Asked.Terms).Records.Single().At;

    private static KpiTerms With(Func<FollowUpTerms, FollowUpTerms> change) => Asked.Terms with { Agreements = Asked.Terms.Agreements.SetItem("h3", Somebody.Terms with { FollowUp = change(Somebody.Terms.FollowUp) }) };
}

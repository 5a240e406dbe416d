using System.Collections.Immutable;
using Integration.Core.Calendars;

namespace Integration.Core.Tests.Calendars;

/// <summary>The first and the last tick of business time. The office is open from nine to five in Berlin; Friday, 20 November 2026, is 8:00 to 16:00 UTC.</summary>
public sealed class CalendarEdgeTests
{
    private static readonly Calendar Office = BusinessTimeTests.Office("emea", "Europe/Berlin", 9, 17);
    private static readonly DateTimeOffset Open = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Close = Open.AddHours(8);
    private static readonly DateTimeOffset NextOpen = Open.AddDays(3);

    public static TheoryData<DateTimeOffset, bool, DateTimeOffset> Moments => new()
    {
        // moment                 open     from when on
        { Open.AddTicks(-1), false, Open },
        { Open, true, Open },
        { Close.AddTicks(-1), true, Close.AddTicks(-1) },
        { Close, false, NextOpen },
        { NextOpen.AddTicks(-1), false, NextOpen },
    };

    [Theory]
    [MemberData(nameof(Moments))]
    public void The_office_is_open_from_its_first_tick_and_closed_with_its_last(DateTimeOffset at, bool open, DateTimeOffset next)
    {
        Assert.Equal(open, new BusinessTime(Office).IsOpen(at));
        Assert.Equal(next, new BusinessTime(Office).NextOpen(at));
    }

    public static TheoryData<DateTimeOffset, TimeSpan, DateTimeOffset> Additions => new()
    {
        // start                length                        end
        { Open, TimeSpan.FromHours(8), Close },               // A whole day ends with its close, not with the next opening.
        { Open, TimeSpan.FromHours(8) + TimeSpan.FromTicks(1), NextOpen.AddTicks(1) },
        { Close, TimeSpan.FromTicks(1), NextOpen.AddTicks(1) },
        { Close, TimeSpan.Zero, Close },                      // No time at all has passed at once, open or not.
        { Close.AddTicks(-1), TimeSpan.FromTicks(1), Close },
    };

    [Theory]
    [MemberData(nameof(Additions))]
    public void A_length_ends_with_the_tick_with_which_it_is_worked_through(DateTimeOffset start, TimeSpan length, DateTimeOffset end)
    {
        Assert.Equal(end, new BusinessTime(Office).Add(start, new BusinessDuration(length, 0)));
        Assert.Equal(TimeSpan.Zero, new BusinessTime(Office).Add(start.ToOffset(TimeSpan.FromHours(5)), new BusinessDuration(length, 0))!.Value.Offset);
    }

    [Fact]
    public void Time_between_two_moments_is_never_less_than_none()
    {
        Assert.Equal(TimeSpan.Zero, new BusinessTime(Office).Between(Close, Open));
        Assert.Equal(TimeSpan.Zero, new BusinessTime(Office).Between(Open, Open));
        Assert.Equal(TimeSpan.FromTicks(1), new BusinessTime(Office).Between(Close.AddTicks(-1), NextOpen));
        Assert.Equal((0, 0, 1), (new BusinessTime(Office).DaysBetween(NextOpen, Open), new BusinessTime(Office).DaysBetween(Open, Close), new BusinessTime(Office).DaysBetween(Close, NextOpen)));
    }

    [Fact]
    public void The_day_that_ends_later_counts_though_its_office_has_not_opened_yet() =>
        Assert.Equal(1, new BusinessTime(Office).DaysBetween(Open, NextOpen.AddHours(-8)));

    public static TheoryData<Absence[], double> Absences => new()
    {
        // absent                                                                  hours of Friday that are left
        { [], 8 },
        { [Away(0, 8)], 0 },
        { [Away(-2, 3)], 5 },
        { [Away(5, 12)], 5 },
        { [Away(2, 3)], 7 },
        { [Away(2, 4), Away(3, 5)], 5 },
        { [Away(2, 6), Away(3, 4)], 4 },       // One within the other.
        { [Away(5, 6), Away(1, 2)], 6 },       // In any order.
        { [Away(1, 2), Away(2, 3)], 6 },
        { [Away(8, 9), Away(-1, 0)], 8 },      // They touch the day and take nothing of it.
    };

    [Theory]
    [MemberData(nameof(Absences))]
    public void Absences_are_taken_off_once_however_they_overlap(Absence[] absences, double hours)
    {
        var time = new BusinessTime(Office, [.. absences]);

        Assert.Equal(TimeSpan.FromHours(hours), time.Between(Open, Close));
        foreach (var absence in absences.Where(absence => absence.From > Open && absence.From < Close)) Assert.False(time.IsOpen(absence.From));
    }

    [Fact]
    public void Whoever_is_away_for_the_whole_day_is_next_there_on_the_following_one()
    {
        Assert.Equal(NextOpen, new BusinessTime(Office, [Away(0, 8)]).NextOpen(Open));
        Assert.Equal(Open.AddHours(3), new BusinessTime(Office, [Away(0, 3)]).NextOpen(Open));
        Assert.Equal(Open, new BusinessTime(Office, [Away(3, 8)]).NextOpen(Open));
    }

    [Fact]
    public void Whoever_is_away_for_longer_than_anybody_looks_ahead_has_no_business_time()
    {
        var time = new BusinessTime(Office, [new Absence(Open, Open + BusinessTime.Horizon)]);

        Assert.Null(time.NextOpen(Open));
        Assert.Null(time.Add(Open, BusinessDuration.OfHours(1)));
        Assert.Null(time.Add(Open, BusinessDuration.OfDays(1)));
        Assert.Equal((Open.AddHours(1), Open.AddDays(2)), (time.AddOrWall(Open, BusinessDuration.OfHours(1)), time.AddOrWall(Open, BusinessDuration.OfDays(2))));
    }

    [Fact]
    public void Days_that_do_not_all_come_within_what_is_looked_ahead_are_no_end()
    {
        // One day a year: the third comes within 1,100 days, the fourth does not.
        var yearly = Office with { Hours = [.. Enum.GetValues<DayOfWeek>().Select(day => new OpenHours(day, TimeSpan.Zero, TimeSpan.FromDays(1)))] };
        var away = Enumerable.Range(0, 5).Select(year => new Absence(new DateTimeOffset(2026 + year, 12, 1, 23, 0, 0, TimeSpan.Zero), new DateTimeOffset(2027 + year, 11, 30, 23, 0, 0, TimeSpan.Zero))).Prepend(new Absence(Open.AddDays(-1), new DateTimeOffset(2026, 11, 30, 23, 0, 0, TimeSpan.Zero)));
        var time = new BusinessTime(yearly, [.. away]);

        Assert.Equal(new DateTimeOffset(2028, 12, 1, 23, 0, 0, TimeSpan.Zero), time.Add(Open, BusinessDuration.OfDays(3)));
        Assert.Null(time.Add(Open, BusinessDuration.OfDays(5)));
    }

    [Fact]
    public void Business_days_close_with_the_last_of_their_hours()
    {
        var split = Office with { Hours = [.. Office.Hours.SelectMany(day => new[] { day with { From = TimeSpan.FromHours(14) }, day with { To = TimeSpan.FromHours(12) } })] };

        Assert.Equal(NextOpen.AddHours(8), new BusinessTime(split).Add(Open, BusinessDuration.OfDays(1)));
        Assert.Equal(TimeSpan.FromHours(6), new BusinessTime(split).Between(Open, Close));
        Assert.Equal(Open.AddHours(6), new BusinessTime(split).Add(Open, BusinessDuration.OfHours(4))); // Two hours of noon lie between.
    }

    public static TheoryData<string, int> Hours => new()
    {
        // hours of Monday          problems
        { "9-17", 0 },
        { "0-24", 0 },
        { "9-12 12-17", 0 },
        { "12-17 9-12", 0 },
        { "9-12 11.5-17", 1 },
        { "11-17 9-12", 1 },
        { "9-9", 1 },
        { "17-9", 1 },
        { "9-24.5", 1 },
        { "-1-9", 1 },
    };

    [Theory]
    [MemberData(nameof(Hours))]
    public void Hours_lie_within_a_day_and_apart(string hours, int problems)
    {
        var calendar = Office with
        {
            Hours = [.. hours.Split(' ').Select(text => (Text: text, Cut: text.LastIndexOf('-'))).Select(one => new OpenHours(DayOfWeek.Monday, TimeSpan.FromHours(double.Parse(one.Text[..one.Cut])), TimeSpan.FromHours(double.Parse(one.Text[(one.Cut + 1)..]))))],
        };

        Assert.Equal(problems, calendar.Problems().Count());
    }

    [Fact]
    public void The_same_hours_of_two_days_do_not_overlap() => Assert.Empty(Office.Problems());

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(400 * 24, 0, true)]
    [InlineData((400 * 24) + 0.1, 0, false)]
    [InlineData(-0.1, 0, false)]
    [InlineData(0, 400, true)]
    [InlineData(0, 401, false)]
    [InlineData(0, -1, false)]
    [InlineData(1, 1, false)]
    public void A_duration_is_hours_or_days_up_to_four_hundred_days(double hours, int days, bool allowed)
    {
        if (allowed) Assert.Equal((TimeSpan.FromHours(hours), days), new BusinessDuration(TimeSpan.FromHours(hours), days) is var duration ? (duration.Hours, duration.Days) : default);
        else Assert.Throws<ArgumentOutOfRangeException>(() => new BusinessDuration(TimeSpan.FromHours(hours), days));
    }

    private static Absence Away(double from, double to) => new(Open.AddHours(from), Open.AddHours(to));
}

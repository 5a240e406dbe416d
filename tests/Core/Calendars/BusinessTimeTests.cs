using System.Collections.Immutable;
using Integration.Core.Calendars;

namespace Integration.Core.Tests.Calendars;

public sealed class BusinessTimeTests
{
    private static readonly Calendar Berlin = Office("emea", "Europe/Berlin", 9, 17);

    public static TheoryData<string, string> Changes => new()
    {
        { "Europe/Berlin", "2026-03-29T00:00:00Z" },
        { "Europe/Berlin", "2026-10-25T00:00:00Z" },
        { "America/New_York", "2026-03-08T00:00:00Z" },
        { "America/New_York", "2026-11-01T00:00:00Z" },
        { "Australia/Lord_Howe", "2026-04-05T00:00:00Z" },
        { "Australia/Lord_Howe", "2026-10-04T00:00:00Z" },
        { "America/Sao_Paulo", "2018-11-04T00:00:00Z" },
        { "Asia/Kolkata", "2026-06-01T00:00:00Z" },
        { "Africa/Casablanca", "2026-02-15T00:00:00Z" },
        { "Pacific/Apia", "2011-12-30T00:00:00Z" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Business_time_is_what_a_counter_of_minutes_finds(string zone, string change)
    {
        var random = new Random(zone.Length * 31 + change[5]);
        for (var round = 0; round < Draws.Of(12); round++)
        {
            var start = DateTimeOffset.Parse(change).AddDays(-8).AddMinutes(random.Next(24 * 60));
            var calendar = Odd(zone, DateOnly.FromDateTime(start.DateTime), random);
            ImmutableArray<Absence> absences = [.. Enumerable.Range(0, random.Next(4)).Select(_ => start.AddMinutes(random.Next(20 * 1440))).Select(at => new Absence(at, at.AddMinutes(random.Next(3 * 1440))))];
            var counter = new MinuteCounter(calendar, absences, start, 20 * 1440);
            var time = new BusinessTime(calendar, absences);
            for (var ask = 0; ask < Draws.Of(40); ask++)
            {
                var (from, to) = (random.Next(9 * 1440), random.Next(18 * 1440));
                var (fromAt, toAt) = (start.AddMinutes(from), start.AddMinutes(to));
                var minutes = random.Next(0, 2_000);
                var days = random.Next(1, 5);

                Assert.Equal(counter.Between(from, to), time.Between(fromAt, toAt));
                Assert.Equal(counter.DaysBetween(from, to), time.DaysBetween(fromAt, toAt));
                if (counter.Add(from, minutes) is { } added) Assert.Equal(added, time.Add(fromAt, BusinessDuration.OfMinutes(minutes)));
                // The counter's last days may be cut off, so only what ends well before them is compared.
                if (counter.AddDays(from, days) is { } closed && closed < start.AddDays(18)) Assert.Equal(closed, time.Add(fromAt, BusinessDuration.OfDays(days)));
                Assert.Equal(counter.Between(from, from + 1) > TimeSpan.Zero, time.IsOpen(fromAt));
            }
        }
    }

    [Fact]
    public void Adding_and_measuring_are_inverse()
    {
        var random = new Random(2);
        var time = new BusinessTime(Berlin);
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var round = 0; round < Draws.Of(1_000); round++)
        {
            var from = start.AddMinutes(random.Next(400 * 1440));
            var hours = BusinessDuration.OfMinutes(random.Next(1, 5_000));
            Assert.Equal(hours.Hours, time.Between(from, time.Add(from, hours)!.Value));
        }
    }

    [Theory]
    // A lead of Friday 16:00 with four hours: one on Friday, three on Monday.
    [InlineData("2026-11-20T15:00:00Z", 4, "2026-11-23T11:00:00Z")]
    // Saturday: the clock starts on Monday at nine.
    [InlineData("2026-11-21T10:00:00Z", 4, "2026-11-23T12:00:00Z")]
    // Over Christmas of the calendar below: the 25th is a holiday, the 26th and 27th a weekend.
    [InlineData("2026-12-24T15:00:00Z", 4, "2026-12-28T11:00:00Z")]
    public void Hours_run_only_while_the_office_is_open(string start, int hours, string due) =>
        Assert.Equal(DateTimeOffset.Parse(due), new BusinessTime(Berlin).Add(DateTimeOffset.Parse(start), BusinessDuration.OfHours(hours)));

    [Theory]
    [InlineData("2026-11-20T10:00:00Z", 1, "2026-11-23T16:00:00Z")]
    [InlineData("2026-11-21T10:00:00Z", 1, "2026-11-23T16:00:00Z")]
    [InlineData("2026-11-02T09:00:00Z", 15, "2026-11-23T16:00:00Z")]
    public void Business_days_end_with_the_close_of_the_last_of_them(string start, int days, string due) =>
        Assert.Equal(DateTimeOffset.Parse(due), new BusinessTime(Berlin).Add(DateTimeOffset.Parse(start), BusinessDuration.OfDays(days)));

    [Fact]
    public void A_calendar_that_never_opens_is_named_and_its_clocks_still_end()
    {
        var never = Berlin with { Hours = [] };
        var start = new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

        Assert.Contains("no working hours", Assert.Single(never.Problems()));
        Assert.Null(new BusinessTime(never).Add(start, BusinessDuration.OfHours(4)));
        Assert.Equal(start.AddHours(4), new BusinessTime(never).AddOrWall(start, BusinessDuration.OfHours(4)));
        Assert.Equal(start.AddDays(2), new BusinessTime(never).AddOrWall(start, BusinessDuration.OfDays(2)));
    }

    [Fact]
    public void Hours_that_overlap_or_run_backwards_are_named()
    {
        var hours = Berlin with
        {
            Hours = [new(DayOfWeek.Monday, TimeSpan.FromHours(9), TimeSpan.FromHours(12)), new(DayOfWeek.Monday, TimeSpan.FromHours(11), TimeSpan.FromHours(13)), new(DayOfWeek.Tuesday, TimeSpan.FromHours(22), TimeSpan.FromHours(6))],
        };

        Assert.Collection(hours.Problems(), backwards => Assert.Contains("Tuesday", backwards), overlap => Assert.Contains("overlap", overlap));
    }

    [Fact]
    public void A_duration_says_what_it_is() =>
        Assert.Equal(
            ["4 business hours", "1 business hour", "90 business minutes", "15 business days", "1 business day"],
            new[] { BusinessDuration.OfHours(4), BusinessDuration.OfHours(1), BusinessDuration.OfMinutes(90), BusinessDuration.OfDays(15), BusinessDuration.OfDays(1) }.Select(duration => duration.ToString()));

    internal static Calendar Office(string name, string zone, int from, int to) => new()
    {
        Name = name,
        Zone = TimeZoneInfo.FindSystemTimeZoneById(zone),
        Hours = [.. Enumerable.Range(1, 5).Select(day => new OpenHours((DayOfWeek)day, TimeSpan.FromHours(from), TimeSpan.FromHours(to)))],
        Holidays = [new DateOnly(2026, 12, 25)],
    };

    // Hours that meet midnight, the skipped hour and the doubled one.
    private static Calendar Odd(string zone, DateOnly around, Random random) => new()
    {
        Name = "odd",
        Zone = TimeZoneInfo.FindSystemTimeZoneById(zone),
        Hours =
        [
            .. Enum.GetValues<DayOfWeek>().SelectMany(day =>
            {
                var cuts = Enumerable.Range(0, 4).Select(_ => TimeSpan.FromMinutes(15 * random.Next(0, 97))).Order().ToArray();
                return new[] { new OpenHours(day, cuts[0], cuts[1]), new OpenHours(day, cuts[2], cuts[3]) }.Where(hours => hours.From < hours.To && random.Next(4) > 0);
            }),
        ],
        Holidays = [around.AddDays(random.Next(14)), around.AddDays(random.Next(14))],
    };
}

using Integration.Connectors.Feeds;

namespace Integration.Connectors.Tests.Feeds;

public class ServerClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_goes_on_from_the_youngest_stamp_and_never_by_our_own_clock()
    {
        var time = new HandTime(ours: Noon.AddYears(1)); // our clock is a year ahead
        var server = new ServerClock(time);
        server.Saw(Noon);
        time.Pass(TimeSpan.FromMinutes(10));

        Assert.Equal(Noon.AddMinutes(10), server.At(time.GetTimestamp()));
    }

    [Fact]
    public void An_older_stamp_does_not_set_it_back()
    {
        var time = new HandTime(Noon);
        var server = new ServerClock(time);
        server.Saw(Noon);
        time.Pass(TimeSpan.FromMinutes(1));
        server.Saw(Noon.AddSeconds(5));

        Assert.Equal(Noon.AddMinutes(1), server.At(time.GetTimestamp()));
    }

    [Fact]
    public void Before_any_stamp_nothing_is_known()
    {
        var time = new HandTime(Noon);
        var server = new ServerClock(time);
        time.Pass(TimeSpan.FromDays(1));

        Assert.Equal(DateTimeOffset.UnixEpoch, server.At(time.GetTimestamp()));
    }

    [Fact]
    public void Set_back_it_tells_once_from_when_on_changes_have_earlier_stamps()
    {
        var time = new HandTime(Noon);
        var server = new ServerClock(time);
        server.Saw(Noon);
        Assert.Null(server.Heard(Noon, time.GetTimestamp()));
        time.Pass(TimeSpan.FromMinutes(1));

        // Ten minutes back, at some moment of the last one.
        Assert.Equal(Noon.AddMinutes(-10), server.Heard(Noon.AddMinutes(-9), time.GetTimestamp()));
        Assert.Null(server.Heard(Noon.AddMinutes(-9), time.GetTimestamp()));
        Assert.Equal(Noon.AddMinutes(-9), server.At(time.GetTimestamp()));
    }

    [Fact]
    public void Stamps_from_before_it_was_set_back_do_not_set_it_forward_and_no_watermark_stands_at_them()
    {
        var time = new HandTime(Noon);
        var server = new ServerClock(time);
        server.Saw(Noon);
        _ = server.Heard(Noon.AddMinutes(-10), time.GetTimestamp());

        server.Saw(Noon);

        Assert.Equal(Noon.AddMinutes(-10), server.At(time.GetTimestamp()));
        Assert.Equal(Noon.AddMinutes(-10), server.Within(Noon));
        Assert.Equal(Noon.AddMinutes(-11), server.Within(Noon.AddMinutes(-11)));
    }

    [Fact]
    public void Set_right_again_it_goes_on_from_there()
    {
        var time = new HandTime(Noon);
        var server = new ServerClock(time);
        server.Saw(Noon);
        _ = server.Heard(Noon.AddMinutes(-10), time.GetTimestamp());
        time.Pass(TimeSpan.FromMinutes(1));

        Assert.Null(server.Heard(Noon.AddMinutes(1), time.GetTimestamp()));

        Assert.Equal(Noon.AddMinutes(1), server.At(time.GetTimestamp()));
    }

    // A slow answer was dated when it was made; a front's clock is not the database's; a day and more is a broken header.
    [Theory]
    [InlineData(-30)]
    [InlineData(60)]
    [InlineData(-90_000)]
    public void A_date_that_proves_nothing_changes_nothing(int seconds)
    {
        var time = new HandTime(Noon);
        var server = new ServerClock(time);
        server.Saw(Noon);
        var sentAt = time.GetTimestamp();
        time.Pass(TimeSpan.FromSeconds(45));

        Assert.Null(server.Heard(Noon.AddSeconds(seconds), sentAt));
        Assert.Null(server.Heard(null, sentAt));

        Assert.Equal(Noon.AddSeconds(45), server.At(time.GetTimestamp()));
        Assert.Equal(Noon.AddHours(1), server.Within(Noon.AddHours(1)));
    }

    private sealed class HandTime(DateTimeOffset ours) : TimeProvider
    {
        private TimeSpan passed;

        public void Pass(TimeSpan span) => passed += span;

        public override DateTimeOffset GetUtcNow() => ours + passed;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => passed.Ticks;
    }
}

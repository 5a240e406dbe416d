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

    private sealed class HandTime(DateTimeOffset ours) : TimeProvider
    {
        private TimeSpan passed;

        public void Pass(TimeSpan span) => passed += span;

        public override DateTimeOffset GetUtcNow() => ours + passed;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => passed.Ticks;
    }
}

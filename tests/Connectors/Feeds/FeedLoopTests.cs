using System.Text.Json;
using Integration.Connectors.Feeds;
using Integration.Connectors.Ports;
using Integration.Tests.Shared;

namespace Integration.Connectors.Tests.Feeds;

public sealed class FeedLoopTests
{
    private readonly Clock clock = new();
    private readonly Sink sink = new();
    private readonly List<string> log = [];

    private FeedLoop Loop(params Func<FeedRound>[] rounds) => new(new Scripted(rounds), sink, clock, new Seeded(3), (name, error) => log.Add($"{name}: {error.GetType().Name}"));

    private JsonElement Gauge => JsonDocument.Parse(sink.Gauges["test.feed"]).RootElement;

    [Fact]
    public async Task A_round_leaves_its_lag_and_waits_about_a_period()
    {
        var pause = await Loop(() => new FeedRound(7, false, clock.GetUtcNow().AddSeconds(-90))).RoundAsync(default);

        Assert.InRange(pause, TimeSpan.FromSeconds(54), TimeSpan.FromSeconds(66));
        Assert.Equal((90, 7, 0), (Gauge.GetProperty("lagSeconds").GetDouble(), Gauge.GetProperty("hints").GetInt32(), Gauge.GetProperty("failuresInRow").GetInt32()));
    }

    [Fact]
    public async Task While_there_is_more_it_does_not_wait() =>
        Assert.Equal(TimeSpan.Zero, await Loop(() => new FeedRound(200, true)).RoundAsync(default));

    [Fact]
    public async Task It_survives_every_error_backs_off_and_says_so()
    {
        var loop = Loop(
            () => throw new ConnectorHaltException(new Fault(FaultClass.Side, "MISSING_SCOPES", "No right.", "Grant it.")),
            () => throw new InvalidOperationException("unforeseen"),
            () => throw new HintsNotStoredException("The ledger is down.", new IOException()),
            () => new FeedRound(1, false));

        var pauses = new[] { await loop.RoundAsync(default), await loop.RoundAsync(default), await loop.RoundAsync(default) };
        Assert.Equal((3, "HintsNotStoredException"), (Gauge.GetProperty("failuresInRow").GetInt32(), Gauge.GetProperty("lastErrorCode").GetString()));
        await loop.RoundAsync(default);

        Assert.True(pauses[0] < pauses[1] && pauses[1] < pauses[2], string.Join(", ", pauses));
        Assert.Equal(["test.feed: ConnectorHaltException", "test.feed: InvalidOperationException", "test.feed: HintsNotStoredException"], log);
        Assert.Equal(0, Gauge.GetProperty("failuresInRow").GetInt32());
    }

    [Fact]
    public async Task A_vendors_wait_is_obeyed_up_to_five_minutes()
    {
        static FeedRound Refuse(TimeSpan wait) => throw new ConnectorHaltException(new Fault(FaultClass.Side, "DAILY_LIMIT", "Spent.", "Wait.") { RetryAfter = wait });
        var loop = Loop(() => Refuse(TimeSpan.FromSeconds(50)), () => Refuse(TimeSpan.FromHours(9)));

        Assert.Equal(TimeSpan.FromSeconds(50), await loop.RoundAsync(default));
        Assert.Equal(TimeSpan.FromMinutes(5), await loop.RoundAsync(default));
    }

    [Fact]
    public async Task A_ledger_that_cannot_take_the_gauge_stops_nothing()
    {
        sink.RefusesGauges = true;
        var loop = Loop(() => new FeedRound(1, false));

        Assert.True(await loop.RoundAsync(default) > TimeSpan.Zero);
        Assert.Equal(["test.feed: IOException"], log);
    }

    [Fact]
    public async Task It_ends_when_stopped()
    {
        using var stop = new CancellationTokenSource();
        var rounds = 0;
        var running = Loop(() => { if (++rounds == 3) stop.Cancel(); return new FeedRound(0, true); }).RunAsync(stop.Token);
        await running.WaitAsync(TimeSpan.FromSeconds(5), TimeProvider.System);

        Assert.Equal(3, rounds);
    }

    private sealed class Scripted(Func<FeedRound>[] rounds) : IFeed
    {
        private int next;
        public string Name => "test.feed";
        public TimeSpan Period => TimeSpan.FromSeconds(60);
        public Task<FeedRound> RoundAsync(CancellationToken stop) => Task.FromResult(rounds[Math.Min(next++, rounds.Length - 1)]());
    }

    private sealed class Sink : IHintSink
    {
        public Dictionary<string, string> Gauges { get; } = [];
        public bool RefusesGauges { get; set; }
        public Task StoreAsync(HintBatch batch, CancellationToken stop) => throw new NotSupportedException();
        public Task<string?> CursorAsync(string name, CancellationToken stop) => throw new NotSupportedException();
        public Task CountAsync(string counter, long count, CancellationToken stop) => throw new NotSupportedException();
        public Task GaugeAsync(string name, string json, CancellationToken stop)
        {
            if (RefusesGauges) throw new IOException("disk full");
            Gauges[name] = json;
            return Task.CompletedTask;
        }
    }
}

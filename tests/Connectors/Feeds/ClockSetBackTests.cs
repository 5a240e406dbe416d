using Integration.Connectors.Feeds;
using Integration.Connectors.Ports;
using Integration.Tests.Shared;

namespace Integration.Connectors.Tests.Feeds;

public sealed class ClockSetBackTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private readonly ClockSetBack setBack = new();
    private readonly LookBack lookBack = new(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(1), new Clock());
    private readonly Counters sink = new();
    private readonly List<DateTimeOffset> told = [];

    [Fact]
    public async Task While_the_clock_goes_on_nothing_is_owed()
    {
        lookBack.Next();
        setBack.Heard(null);

        Assert.Equal(Noon, setBack.Within(Noon));
        await StoredAsync();
        Assert.Equal((TimeSpan.FromMinutes(1), 0, 0), (lookBack.Next(), told.Count, sink.Counted.Count));
    }

    [Fact]
    public async Task The_earliest_of_several_counts_until_it_is_stored()
    {
        lookBack.Next();
        foreach (var minutes in new[] { -5, -20, -10 }) setBack.Heard(Noon.AddMinutes(minutes));
        setBack.Heard(null);

        Assert.Equal((Noon.AddMinutes(-20), Noon.AddMinutes(-30)), (setBack.Within(Noon), setBack.Within(Noon.AddMinutes(-30))));
        await StoredAsync();
        Assert.Equal((Noon, TimeSpan.FromMinutes(10)), (setBack.Within(Noon), lookBack.Next()));
        Assert.Equal(Noon.AddMinutes(-20), Assert.Single(told));
        Assert.Equal(("test.feed.clock-set-back", 1L), Assert.Single(sink.Counted));
    }

    private Task StoredAsync() => setBack.StoredAsync("test.feed", lookBack, sink, told.Add, default);

    private sealed class Counters : IHintSink
    {
        public List<(string Counter, long Count)> Counted { get; } = [];

        public Task StoreAsync(HintBatch batch, CancellationToken stop) => throw new NotSupportedException();

        public Task<string?> CursorAsync(string name, CancellationToken stop) => throw new NotSupportedException();

        public Task CountAsync(string counter, long count, CancellationToken stop)
        {
            Counted.Add((counter, count));
            return Task.CompletedTask;
        }

        public Task GaugeAsync(string name, string json, CancellationToken stop) => throw new NotSupportedException();
    }
}

using Integration.Connectors.Batching;
using Integration.Connectors.Ports;
using Integration.Core.Records;

namespace Integration.Connectors.Tests.Batching;

public sealed class BatchPumpTests
{
    private readonly Calls calls = new();

    private BatchPump<string, string> Pump(int batchMax = 3, int inFlightMax = 1, int queueMax = 1000) =>
        new(calls, new BatchPumpOptions { BatchMax = batchMax, InFlightMax = inFlightMax, QueueMax = queueMax });

    [Fact]
    public void Alone_when_idle_an_item_goes_at_once()
    {
        _ = Pump().SubmitAsync(Lane.Normal, ["a"], default);

        Assert.Equal(["a"], calls.Sent.Single());
    }

    [Fact]
    public async Task Under_load_what_waits_goes_in_full_calls()
    {
        var pump = Pump();
        var tasks = "abcdefg".Select(letter => pump.SubmitAsync(Lane.Normal, [letter.ToString()], default)).ToList();
        await calls.FinishAllAsync(tasks);

        Assert.Equal(["a", "bcd", "efg"], calls.Sent.Select(batch => string.Concat(batch)));
    }

    [Fact]
    public async Task The_hottest_lane_goes_first_and_cooler_items_ride_along()
    {
        var pump = Pump();
        List<Task<IReadOnlyList<string>>> tasks =
        [
            pump.SubmitAsync(Lane.Normal, ["first"], default),
            pump.SubmitAsync(Lane.Bulk, ["bulk1", "bulk2"], default),
            pump.SubmitAsync(Lane.Normal, ["normal"], default),
            pump.SubmitAsync(Lane.Hot, ["hot"], default),
        ];
        await calls.FinishAllAsync(tasks);

        Assert.Equal(["hot", "normal", "bulk1"], calls.Sent[1]);
        Assert.Equal([Lane.Normal, Lane.Hot, Lane.Bulk], calls.Lanes);
    }

    [Fact]
    public async Task An_item_whose_key_is_in_the_batch_or_under_way_waits_for_the_next()
    {
        var pump = Pump(batchMax: 10, inFlightMax: 4);
        List<Task<IReadOnlyList<string>>> tasks = [pump.SubmitAsync(Lane.Normal, ["a", "a", "b"], default)];
        tasks.Add(pump.SubmitAsync(Lane.Normal, ["b", "c"], default));

        Assert.Equal(["ab", "c"], calls.Sent.Select(batch => string.Concat(batch)));
        await calls.FinishAllAsync(tasks);
        Assert.Equal(["ab", "c", "ab"], calls.Sent.Select(batch => string.Concat(batch)));
        Assert.Equal(["done a", "done a", "done b"], await tasks[0]);
    }

    [Fact]
    public async Task Groups_never_share_a_call()
    {
        var pump = Pump(batchMax: 10);
        List<Task<IReadOnlyList<string>>> tasks = [pump.SubmitAsync(Lane.Normal, ["x"], default), pump.SubmitAsync(Lane.Normal, ["x1", "y1", "x2", "y2"], default)];
        await calls.FinishAllAsync(tasks);

        Assert.Equal(["x", "x1x2", "y1y2"], calls.Sent.Select(batch => string.Concat(batch)));
    }

    [Fact]
    public async Task A_failing_call_gives_every_item_of_it_its_fault_and_the_next_call_goes_on()
    {
        var pump = Pump();
        calls.FailNext = true;
        List<Task<IReadOnlyList<string>>> tasks = [pump.SubmitAsync(Lane.Normal, ["a"], default), pump.SubmitAsync(Lane.Normal, ["b"], default)];
        await calls.FinishAllAsync(tasks);

        Assert.Equal(["CONNECTOR_DEFECT a sent"], await tasks[0]);
        Assert.Equal(["done b"], await tasks[1]);
    }

    [Fact]
    public async Task Cancellation_withdraws_what_waits_and_leaves_the_others_alone()
    {
        var pump = Pump();
        using var stop = new CancellationTokenSource();
        var first = pump.SubmitAsync(Lane.Normal, ["a"], stop.Token);
        var withdrawn = pump.SubmitAsync(Lane.Normal, ["b"], stop.Token);
        var other = pump.SubmitAsync(Lane.Normal, ["c"], default);
        await stop.CancelAsync();
        await calls.FinishAllAsync([other]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => withdrawn);
        Assert.Equal(["a", "c"], calls.Sent.Select(batch => string.Concat(batch)));
        Assert.Equal(0, pump.Waiting);
    }

    [Fact]
    public async Task A_full_queue_refuses_unsent()
    {
        var pump = Pump(queueMax: 3);
        _ = pump.SubmitAsync(Lane.Normal, ["a"], default);

        Assert.Equal(4, (await pump.SubmitAsync(Lane.Normal, ["b", "c", "d", "e"], default)).Count(outcome => outcome.StartsWith("QUEUE_FULL", StringComparison.Ordinal) && outcome.EndsWith("unsent", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_thousand_calls_that_end_inline_do_not_nest()
    {
        calls.EndInline = true;
        var outcomes = await Pump(batchMax: 1, queueMax: 20_000).SubmitAsync(Lane.Bulk, [.. Enumerable.Range(0, 20_000).Select(number => $"k{number}")], default);

        Assert.Equal(20_000, outcomes.Count);
    }

    [Fact]
    public async Task Many_callers_at_once_each_get_exactly_their_own_outcomes()
    {
        calls.EndInline = true;
        var pump = Pump(batchMax: 7, inFlightMax: 4, queueMax: 100_000);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(caller => Task.Run(async () =>
        {
            var items = Enumerable.Range(0, 50).Select(number => $"k{caller}-{number}").ToList();
            var mine = await pump.SubmitAsync((Lane)(caller % 3), items, default);
            return mine.SequenceEqual(items.Select(item => "done " + item));
        })));

        Assert.All(outcomes, Assert.True);
    }

    /// <summary>The group of an item is its first letter when it has a digit, its key the whole item.</summary>
    private sealed class Calls : IBatchCall<string, string>
    {
        private readonly Lock gate = new();
        private readonly Queue<TaskCompletionSource> open = new();

        public List<IReadOnlyList<string>> Sent { get; } = [];
        public List<Lane> Lanes { get; } = [];
        public bool FailNext { get; set; }
        public bool EndInline { get; set; }

        public string GroupOf(string item) => item.Length == 2 && char.IsDigit(item[1]) ? item[..1] : "";
        public string KeyOf(string item) => item;
        public string Failed(string item, Fault fault, bool mayHaveBeenSent) => $"{fault.Code} {item} {(mayHaveBeenSent ? "sent" : "unsent")}";

        public async Task<IReadOnlyList<string>> SendAsync(Lane lane, IReadOnlyList<string> batch)
        {
            var end = new TaskCompletionSource();
            lock (gate)
            {
                Sent.Add(batch);
                Lanes.Add(lane);
                if (!EndInline) open.Enqueue(end);
            }
            if (FailNext)
            {
                FailNext = false;
                throw new InvalidOperationException("broken");
            }
            if (!EndInline) await end.Task;
            return [.. batch.Select(item => "done " + item)];
        }

        public async Task FinishAllAsync(IReadOnlyList<Task<IReadOnlyList<string>>> tasks)
        {
            // Real time only bounds a hang; a task's end travels through the thread pool.
            for (var turn = 0; turn < 5_000 && !tasks.All(task => task.IsCompleted); turn++)
            {
                lock (gate)
                    if (open.TryDequeue(out var end)) end.SetResult();
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            }
            Assert.All(tasks, task => Assert.True(task.IsCompleted, "a call hangs"));
        }
    }
}

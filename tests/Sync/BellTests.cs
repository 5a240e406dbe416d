using Integration.Connectors.Bells;
using Integration.Sync.Tests.Rigs;
using Integration.Tests.Shared;

namespace Integration.Sync.Tests;

public sealed class BellTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly Clock time = new();
    private readonly Bell bell;

    public BellTests() => bell = new Bell(time);

    [Fact]
    public async Task A_ring_ends_the_wait_while_the_clock_stands()
    {
        var wait = bell.WaitAsync(1, Second, default);
        Assert.False(wait.IsCompleted);

        bell.Ring(1);

        Assert.True(await wait);
    }

    [Fact]
    public async Task A_ring_before_the_wait_is_not_lost()
    {
        bell.Ring(1);

        var wait = bell.WaitAsync(1, Second, default);

        Assert.True(wait.IsCompleted);
        Assert.True(await wait);
    }

    [Fact]
    public async Task Rings_add_up_and_a_wait_for_more_goes_on_until_there_are_enough()
    {
        var wait = bell.WaitAsync(3, Second, default);
        var begun = time.WaitsBegun;

        bell.Ring(2);
        await Until.TrueAsync(() => time.WaitsBegun > begun, "it waits for the third");
        Assert.False(wait.IsCompleted);
        bell.Ring(1);

        Assert.True(await wait);
        Assert.Equal(3, bell.Count);
    }

    [Fact]
    public async Task Too_few_rings_do_not_lengthen_the_wait()
    {
        var wait = bell.WaitAsync(3, Second, default);
        var begun = time.WaitsBegun;
        time.Advance(Second / 2);
        bell.Ring(1);
        await Until.TrueAsync(() => time.WaitsBegun > begun, "it waits for the rest");

        time.Advance(Second / 2);

        Assert.False(await wait);
        Assert.Equal(1, bell.Count);
    }

    [Fact]
    public async Task Without_a_ring_the_wait_lasts_its_whole_time_and_no_longer()
    {
        var wait = bell.WaitAsync(1, Second, default);
        time.Advance(Second - TimeSpan.FromMilliseconds(1));
        Assert.False(wait.IsCompleted);

        time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.False(await wait);
    }

    [Fact]
    public void Rings_that_were_taken_wake_nobody_again()
    {
        bell.Ring(5);

        bell.Take();

        Assert.Equal(0, bell.Count);
        Assert.False(bell.WaitAsync(1, Second, default).IsCompleted);
    }

    [Fact]
    public async Task A_ring_while_the_rings_are_taken_wakes_the_next_wait()
    {
        bell.Ring(1);
        bell.Take();
        bell.Ring(1);

        Assert.True(await bell.WaitAsync(1, Second, default));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-7)]
    public void A_ring_that_tells_no_number_counts_as_one(int pairs)
    {
        bell.Ring(pairs);

        Assert.Equal(1, bell.Count);
    }

    [Fact]
    public void Rings_never_overflow()
    {
        bell.Ring(int.MaxValue);
        bell.Ring(int.MaxValue);

        Assert.Equal(int.MaxValue, bell.Count);
    }

    [Fact]
    public async Task A_wait_that_is_stopped_says_so()
    {
        using var stopping = new CancellationTokenSource();
        var wait = bell.WaitAsync(1, Second, stopping.Token);

        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    [Fact]
    public async Task What_is_urgent_ends_the_wait_for_a_fuller_batch()
    {
        var bell = new Bell(TimeProvider.System);
        bell.Ring(1, Integration.Core.Records.Lane.Hot);

        Assert.True(await bell.WaitAsync(1_000, TimeSpan.FromMinutes(1), default));
    }
}

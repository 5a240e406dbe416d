using Integration.Connectors.Bells;
using Integration.Ledger;
using Integration.Sync.Tests.Rigs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.Sync.Tests;

/// <summary>The real loop on a clock that stands: whatever happens, happens without a wait, or in the wait that the test names.</summary>
public sealed class SyncLoopTests : IAsyncLifetime
{
    private static readonly TimeSpan Failure = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource stopping = new();
    private readonly Rig rig;
    private readonly Bell bell;
    private Task running = Task.CompletedTask;

    public SyncLoopTests()
    {
        rig = new Rig(new SyncOptions { BatchMax = 4, LingerMax = TimeSpan.FromMilliseconds(700), LeaseTime = TimeSpan.FromMinutes(5) });
        bell = new Bell(rig.Time);
    }

    private IEnumerable<int> Batches => rig.Ledger.Claims.Select(claim => claim.Pairs).Where(pairs => pairs > 0);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task An_edit_that_comes_alone_does_not_wait()
    {
        await StartAsync();
        var start = rig.Time.GetUtcNow();

        await EditsAsync(1, rings: 1);
        await BatchesAsync(1);

        Assert.Equal(start, rig.Time.GetUtcNow());
    }

    [Fact]
    public async Task The_next_edit_that_comes_alone_does_not_wait_either()
    {
        await LoadedAsync();
        rig.Time.Advance(rig.Options.BusyFor);
        var then = rig.Time.GetUtcNow();

        await EditsAsync(1, rings: 1);
        await BatchesAsync(1, 1);

        Assert.Equal(then, rig.Time.GetUtcNow());
    }

    [Fact]
    public async Task The_sweep_finds_what_was_never_rung()
    {
        await StartAsync();
        await EditsAsync(1, rings: 0);
        rig.Time.Advance(rig.Options.SweepPeriod - TimeSpan.FromMilliseconds(1));
        Assert.Empty(rig.Ledger.Claims);

        rig.Time.Advance(TimeSpan.FromMilliseconds(1));

        await BatchesAsync(1);
    }

    [Fact]
    public async Task Under_load_the_batch_fills_for_as_long_as_it_may()
    {
        await LoadedAsync();
        await RingIntoLingerAsync();
        await EditsAsync(2, rings: 2);
        rig.Time.Advance(rig.Options.LingerMax - TimeSpan.FromMilliseconds(1));
        Assert.Equal([1], Batches);

        rig.Time.Advance(TimeSpan.FromMilliseconds(1));

        await BatchesAsync(1, 3);
    }

    [Fact]
    public async Task Under_load_a_full_batch_goes_at_once()
    {
        await LoadedAsync();
        await RingIntoLingerAsync();
        var then = rig.Time.GetUtcNow();

        await EditsAsync(rig.Options.BatchMax - 1, rings: rig.Options.BatchMax - 1);

        await BatchesAsync(1, rig.Options.BatchMax);
        Assert.Equal(then, rig.Time.GetUtcNow());
    }

    [Fact]
    public async Task Full_batches_follow_each_other_without_another_ring()
    {
        await EditsAsync(9, rings: 0);
        await StartAsync();

        bell.Ring(1);

        await BatchesAsync(4, 4, 1);
    }

    [Fact]
    public async Task A_ledger_that_is_away_does_not_end_the_loop()
    {
        await EditsAsync(1, rings: 0);
        await StartAsync();

        await FailOnceAsync(new LedgerUnavailableException("The ledger's file is locked."));

        await BatchesAsync(1);
    }

    [Fact]
    public async Task A_cycle_that_fails_does_not_end_the_loop()
    {
        await EditsAsync(1, rings: 0);
        await StartAsync();

        await FailOnceAsync(new InvalidOperationException("A mistake of ours."));

        await BatchesAsync(1);
    }

    [Fact]
    public async Task Pairs_of_a_failed_cycle_come_again_when_their_lease_ends()
    {
        await EditsAsync(1, rings: 0);
        await StartAsync();
        rig.HubSpot.DuringRead = () =>
        {
            rig.HubSpot.DuringRead = () => Task.CompletedTask;
            throw new InvalidOperationException("A mistake of ours.");
        };
        bell.Ring(1);
        await BatchesAsync(1);

        // Each step is longer than any wait of the loop, and shorter than the lease.
        while (!Batches.Skip(1).Any())
        {
            var begun = rig.Time.WaitsBegun;
            rig.Time.Advance(TimeSpan.FromSeconds(30));
            await Until.TrueAsync(() => rig.Time.WaitsBegun > begun, "the loop waits again");
        }

        var taken = rig.Ledger.Claims.Where(claim => claim.Pairs > 0).ToList();
        Assert.True(taken[1].At - taken[0].At >= rig.Options.LeaseTime, "nobody takes a leased pair");
        await Until.TrueAsync(() => rig.Salesforce.Records.Count == 1, "the edit is carried over");
    }

    [Fact]
    public async Task Stopping_ends_the_loop_quietly()
    {
        await StartAsync();

        await stopping.CancelAsync();

        await running;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        stopping.Dispose();
    }

    private async Task StartAsync()
    {
        var loop = new SyncLoop(rig.Ledger, rig.Cycle, bell, rig.Options, rig.Time, NullLogger<SyncLoop>.Instance);
        var begun = rig.Time.WaitsBegun;
        running = loop.RunAsync(stopping.Token);
        await Until.TrueAsync(() => rig.Time.WaitsBegun > begun, "the loop waits");
    }

    /// <summary>The loop has just worked: by its own clock it counts as loaded.</summary>
    private async Task LoadedAsync()
    {
        await StartAsync();
        var begun = rig.Time.WaitsBegun;
        await EditsAsync(1, rings: 1);
        await BatchesAsync(1);
        await Until.TrueAsync(() => rig.Time.WaitsBegun > begun, "the loop waits again");
    }

    private async Task RingIntoLingerAsync()
    {
        var begun = rig.Time.WaitsBegun;
        await EditsAsync(1, rings: 1);
        await Until.TrueAsync(() => rig.Time.WaitsBegun > begun, "the loop lingers");
    }

    private async Task FailOnceAsync(Exception failure)
    {
        rig.Ledger.BeforeClaim = () =>
        {
            rig.Ledger.BeforeClaim = () => Task.CompletedTask;
            throw failure;
        };
        var begun = rig.Time.WaitsBegun;
        bell.Ring(1);
        await Until.TrueAsync(() => rig.Time.WaitsBegun > begun, "the loop waits after the failure");
        begun = rig.Time.WaitsBegun;
        rig.Time.Advance(Failure);
        await Until.TrueAsync(() => rig.Time.WaitsBegun > begun, "the loop waits for a ring again");
        Assert.Empty(Batches);
        rig.Time.Advance(rig.Options.SweepPeriod);
    }

    private async Task EditsAsync(int count, int rings)
    {
        for (var edit = 0; edit < count; edit++) await rig.ContactAsync($"p{rig.HubSpot.Records.Count}@acme.test");
        for (var ring = 0; ring < rings; ring++) bell.Ring(1);
    }

    private async Task BatchesAsync(params int[] expected)
    {
        await Until.TrueAsync(() => Batches.Count() >= expected.Length && Batches.Sum() >= expected.Sum(), $"batches of {string.Join(", ", expected)} are claimed");
        Assert.Equal(expected, Batches);
    }
}

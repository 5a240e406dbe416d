using Integration.Connectors.Feeds;
using Integration.Connectors.Ports;
using Integration.Connectors.Tests;
using Integration.Core.Records;
using Integration.HubSpot.Feeds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.HubSpot.Tests.Feeds;

/// <summary>The recycle bin tells of deletions whose webhook never came.</summary>
public sealed class HubSpotSweepTests
{
    private readonly MovedTime time = new();

    [Fact]
    public async Task A_deletion_that_nobody_told_of_is_told_as_a_life_change()
    {
        await using var portal = await ServedPortal.StartAsync();
        var (ana, bea) = (portal.Has(("email", "ana@x.test")), portal.Has(("email", "bea@x.test")));
        portal.Deletes(ana);

        await RunAsync(Sweep(portal));

        var hint = Assert.Single(portal.Sink.Hints);
        Assert.Equal((ana, Lane.Bulk, true), (hint.Key, hint.Lane, hint.IsLifeChange));
        _ = bea;
    }

    [Fact]
    public async Task Nothing_is_asked_before_the_period_is_over_also_after_a_restart()
    {
        await using var portal = await ServedPortal.StartAsync();
        await RunAsync(Sweep(portal));
        portal.Deletes(portal.Has(("email", "ana@x.test")));
        var calls = await portal.CallsOfAsync("contacts");

        time.By = TimeSpan.FromHours(23);
        Assert.Equal(1, await RunAsync(Sweep(portal)));
        Assert.Equal(calls, await portal.CallsOfAsync("contacts"));
        time.By = TimeSpan.FromHours(25);
        await RunAsync(Sweep(portal));

        Assert.Single(portal.Sink.Hints);
    }

    [Fact]
    public async Task What_an_earlier_pass_told_is_not_told_for_ninety_days()
    {
        await using var portal = await ServedPortal.StartAsync();
        portal.Deletes(portal.Has(("email", "ana@x.test")));
        await RunAsync(Sweep(portal));

        time.By = TimeSpan.FromDays(3);
        await RunAsync(Sweep(portal));
        portal.Sink.Clear();
        time.By = TimeSpan.FromDays(6);
        await RunAsync(Sweep(portal));

        Assert.Empty(portal.Sink.Hints);
    }

    [Fact]
    public async Task A_pass_that_was_broken_off_goes_on_at_its_page()
    {
        await using var portal = await ServedPortal.StartAsync(worker: options => options with { ListPageMax = 10 });
        var deleted = Enumerable.Range(0, 25).Select(number => portal.Has(("email", $"p{number}@x.test"))).ToList();
        foreach (var key in deleted) portal.Deletes(key);

        Assert.True((await Sweep(portal).RoundAsync(default)).HasMore);
        await RunAsync(Sweep(portal));

        Assert.Equal(deleted.Select(key => key.Id).Order(), portal.Sink.Ids.Order());
    }

    [Fact]
    public async Task A_ledger_that_is_down_leaves_the_pass_where_it_stood()
    {
        await using var portal = await ServedPortal.StartAsync();
        portal.Deletes(portal.Has(("email", "ana@x.test")));
        portal.Sink.IsDown = true;
        await Assert.ThrowsAsync<HintsNotStoredException>(() => Sweep(portal).RoundAsync(default));

        portal.Sink.IsDown = false;
        await RunAsync(Sweep(portal));

        Assert.Single(portal.Sink.Hints);
    }

    [Fact]
    public async Task A_feed_that_stood_still_for_longer_than_HubSpot_remembers_asks_for_a_full_sweep_and_is_counted()
    {
        await using var portal = await ServedPortal.StartAsync();
        await RunAsync(Sweep(portal));
        Assert.False(portal.Sink.Cursors.ContainsKey(SweepWish.Cursor));

        time.By = TimeSpan.FromDays(91);
        await RunAsync(Sweep(portal));

        Assert.True(SweepWish.IsNewer(portal.Sink.Cursors[SweepWish.Cursor], time.GetUtcNow() - TimeSpan.FromMinutes(1)));
        Assert.EndsWith(" hubspot.sweep.contacts", portal.Sink.Cursors[SweepWish.Cursor]);
        Assert.Equal(1, portal.Sink.Counters["hubspot.sweep.contacts.gap"]);
    }

    private HubSpotSweep Sweep(ServedPortal portal) => new(portal.Worker.Client, portal.Options, ServedPortal.Watched[0], portal.Sink, time, NullLogger.Instance);

    private static async Task<int> RunAsync(IFeed feed)
    {
        for (var rounds = 1; rounds < 100; rounds++)
            if (!(await feed.RoundAsync(default)).HasMore) return rounds;
        throw new InvalidOperationException("the feed never ends");
    }

    private sealed class MovedTime : TimeProvider
    {
        public TimeSpan By { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + By;
    }
}

using Integration.Connectors.Feeds;
using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Salesforce.Tests.Worlds;

namespace Integration.Salesforce.Tests.Feeds;

/// <summary>The log of deletions tells of what no query shows any more.</summary>
public class SalesforceSweepTests
{
    private readonly MovedTime time = new();

    [Fact]
    public async Task A_deletion_that_the_poll_missed_is_told_as_a_life_change()
    {
        await using var world = await StartAsync();
        var leads = world.Leads(3);
        world.Act("delete", leads[1]);
        Pass(world, TimeSpan.FromMinutes(10));

        await SweepAsync(world);

        var hint = Assert.Single(world.Sink.Hints);
        Assert.Equal((leads[1], Lane.Bulk, true), (hint.Key, hint.Lane, hint.IsLifeChange));
    }

    [Fact]
    public async Task The_next_window_begins_where_the_last_one_ended_and_not_before_the_period_is_over()
    {
        await using var world = await StartAsync();
        var leads = world.Leads(3);
        await SweepAsync(world);
        world.Act("delete", leads[0]);
        var calls = world.Calls("deleted");
        Pass(world, TimeSpan.FromHours(23));
        await SweepAsync(world);
        Assert.Equal(calls, world.Calls("deleted"));

        Pass(world, TimeSpan.FromHours(2));
        await SweepAsync(world);
        Assert.Single(world.Sink.Hints);
        Pass(world, TimeSpan.FromHours(25));
        await SweepAsync(world);

        Assert.Single(world.Sink.Hints);
    }

    [Fact]
    public async Task More_deletions_than_one_call_of_the_ledger_takes_are_all_told()
    {
        await using var world = await StartAsync();
        var leads = world.Leads(2_050);
        foreach (var lead in leads) world.Act("delete", lead);
        Pass(world, TimeSpan.FromMinutes(10));

        await SweepAsync(world);

        Assert.Equal(leads.Order(), world.Sink.Hints.Select(hint => hint.Key).Order());
    }

    [Fact]
    public async Task A_feed_that_stood_still_for_longer_than_Salesforce_remembers_asks_for_a_full_sweep_and_goes_on()
    {
        await using var world = await StartAsync();
        var leads = world.Leads(2);
        await SweepAsync(world);
        Pass(world, TimeSpan.FromDays(20));
        world.Act("delete", leads[0]);
        Pass(world, TimeSpan.FromMinutes(10));

        await SweepAsync(world);

        Assert.Equal([leads[0]], world.Sink.Hints.Select(hint => hint.Key));
        Assert.EndsWith(" salesforce.sweep.Lead", world.Sink.Cursors[SweepWish.Cursor]);
        Assert.Equal(1, world.Sink.Counts["salesforce.sweep.Lead.gap"]);
    }

    [Fact]
    public async Task An_org_whose_clock_is_ahead_of_ours_is_asked_for_what_it_still_has()
    {
        await using var world = await StartAsync();
        var leads = world.Leads(2);
        await SweepAsync(world);
        // Fifteen days by our clock less a little, more than fifteen by the org's.
        world.Org.Clock.Advance(TimeSpan.FromHours(30));
        Pass(world, TimeSpan.FromDays(14));
        world.Act("delete", leads[0]);
        Pass(world, TimeSpan.FromMinutes(10));

        await SweepAsync(world);
        Pass(world, TimeSpan.FromDays(1));
        world.Act("delete", leads[1]);
        Pass(world, TimeSpan.FromDays(3));
        await SweepAsync(world);

        Assert.Equal(leads, world.Sink.Hints.Select(hint => hint.Key));
        Assert.Equal(1, world.Sink.Counts["salesforce.sweep.Lead.gap"]);
    }

    private Task<OrgWorld> StartAsync() => OrgWorld.StartAsync(time: time);

    private void Pass(OrgWorld world, TimeSpan passed)
    {
        time.By += passed;
        world.Org.Clock.Advance(passed);
    }

    private static async Task SweepAsync(OrgWorld world)
    {
        for (var round = 0; (await world.SweepAsync()).HasMore; round++) Assert.True(round < 20, "a sweep ends");
    }

    private sealed class MovedTime : TimeProvider
    {
        public TimeSpan By { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + By;
    }
}

using Integration.Connectors.Feeds;
using Integration.Connectors.Ports;
using Integration.Connectors.Tests;
using Integration.Core.Records;
using Integration.HubSpot.Feeds;
using Integration.Sandbox.Control;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.HubSpot.Tests.Feeds;

public sealed class HubSpotPollerTests
{
    private static HubSpotPoller Poller(ServedPortal portal, MemorySink? sink = null) =>
        new(portal.Worker.Client, portal.Options, ServedPortal.Watched[0], sink ?? portal.Sink, TimeProvider.System, NullLogger.Instance);

    private static HubSpotBackfill Backfill(ServedPortal portal) => new(portal.Worker.Client, portal.Options, ServedPortal.Watched[0], portal.Sink);

    private static async Task<int> RunAsync(IFeed feed)
    {
        for (var rounds = 1; rounds < 1000; rounds++)
            if (!(await feed.RoundAsync(default)).HasMore) return rounds;
        throw new InvalidOperationException("the feed never ends");
    }

    [Fact]
    public async Task The_company_is_claimed_by_its_mirror_so_that_a_new_one_is_no_echo()
    {
        await using var portal = await ServedPortal.StartAsync();
        var watched = new WatchedObject("contacts", ["email", Core.Mappings.Mapping.HubSpotPrimaryCompany], "email");
        var poller = new HubSpotPoller(portal.Worker.Client, portal.Options, watched, portal.Sink, TimeProvider.System, NullLogger.Instance);
        await RunAsync(poller);
        portal.Has(("email", "ana@quint.test"));
        await RunAsync(poller);

        Assert.True(Assert.Single(portal.Sink.Hints).Claims[Core.Mappings.Mapping.HubSpotPrimaryCompany].IsBlank);
    }

    [Fact]
    public async Task A_change_is_told_once_with_what_the_record_holds()
    {
        await using var portal = await ServedPortal.StartAsync();
        var poller = Poller(portal);
        await RunAsync(poller);
        var ana = portal.Has(("email", "ana@quint.test"), ("jobtitle", "CTO"));
        await RunAsync(poller);
        await RunAsync(poller);

        var hint = Assert.Single(portal.Sink.Hints);
        Assert.Equal((ana, Lane.Normal, false), (hint.Key, hint.Lane, hint.IsLifeChange));
        Assert.Equal(("CTO", true), (hint.Claims["jobtitle"].Text, hint.Claims["phone"].IsBlank));
        portal.Edits(ana, ("jobtitle", "CEO"));
        await RunAsync(poller);
        Assert.Equal("CEO", portal.Sink.Hints[^1].Claims["jobtitle"].Text);
    }

    [Fact]
    public async Task A_change_that_the_index_shows_late_and_out_of_order_is_found()
    {
        await using var portal = await ServedPortal.StartAsync(options => options with { SearchLag = TimeSpan.FromSeconds(2), SearchLagJitter = TimeSpan.FromSeconds(2) });
        var poller = Poller(portal);
        await RunAsync(poller);
        var keys = new List<RecordKey>();
        for (var number = 0; number < 60; number++)
        {
            keys.Add(portal.Has(("email", $"p{number}@x.test")));
            if (number % 10 == 9) await RunAsync(poller);
        }
        portal.Portal.Clock.Advance(TimeSpan.FromSeconds(5));
        await RunAsync(poller);

        Assert.Equal(keys.Select(key => key.Id).Order(), portal.Sink.Ids.Distinct().Order());
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task A_hundred_thousand_records_with_one_stamp_are_all_told_in_five_hundred_searches_and_people_go_first()
    {
        await using var portal = await ServedPortal.StartAsync(options => options with { SearchesPerSecond = 100_000, BurstLimit = 1_000_000 }, options => options with { BurstMax = 250, DailyCalls = Connectors.Quotas.Allowance.Percent(100) });
        // Four searches a second are HubSpot's pace and two minutes of it; here they pass in half a minute. Faster, and the client's
        // time-out of ten seconds would be shorter than a busy machine takes for a page.
        var time = new FastTime(5);
        using var worker = new HubSpotWorker(portal.Options, time, new Seeded(7), NullLoggerFactory.Instance);
        var poller = new HubSpotPoller(worker.Client, portal.Options, ServedPortal.Watched[0], portal.Sink, time, NullLogger.Instance);
        await RunAsync(poller);
        portal.Portal.Seed("contacts", [.. Enumerable.Range(0, 100_000).Select(number => new Dictionary<string, string?> { ["email"] = $"p{number}@x.test" })]);

        var rounds = await RunAsync(poller);

        Assert.Equal(100_000, portal.Sink.Ids.Distinct().Count());
        Assert.InRange(rounds, 500, 502);
        // The first pages are taken for edits; what goes on and on is a mass change, and waits behind them.
        Assert.Equal(2_000, portal.Sink.Hints.Count(hint => hint.Lane == Lane.Normal));
    }

    [Fact]
    public async Task Twelve_thousand_records_with_one_stamp_are_all_told()
    {
        await using var portal = await ServedPortal.StartAsync(options => options with { SearchesPerSecond = 1000, BurstLimit = 100_000 }, options => options with { BurstMax = 250 });
        var poller = Poller(portal);
        await RunAsync(poller);
        var ids = portal.Portal.Seed("contacts", [.. Enumerable.Range(0, 12_000).Select(number => new Dictionary<string, string?> { ["email"] = $"p{number}@x.test" })])["ids"]!.AsArray().Count;
        var rounds = await RunAsync(poller);

        Assert.Equal(12_000, ids);
        Assert.Equal(12_000, portal.Sink.Ids.Distinct().Count());
        Assert.Equal(61, rounds);
        Assert.Equal(2_000, portal.Sink.Hints.Count(hint => hint.Lane == Lane.Normal));
    }

    [Fact]
    public async Task A_crash_in_the_middle_of_a_pass_goes_on_where_it_stored()
    {
        await using var portal = await ServedPortal.StartAsync(worker: options => options with { PollPageMax = 10 });
        await RunAsync(Poller(portal));
        for (var number = 0; number < 35; number++) portal.Has(("email", $"p{number}@x.test"));
        await Poller(portal).RoundAsync(default);
        Assert.Equal(10, portal.Sink.Ids.Count);

        await RunAsync(Poller(portal));

        Assert.Equal(35, portal.Sink.Ids.Count);
        Assert.Equal(35, portal.Sink.Ids.Distinct().Count());
    }

    [Fact]
    public async Task While_the_ledger_is_down_the_cursor_stands_and_nothing_is_taken_for_told()
    {
        await using var portal = await ServedPortal.StartAsync();
        var poller = Poller(portal);
        await RunAsync(poller);
        var before = portal.Sink.Cursors["hubspot.poll.contacts"];
        portal.Has(("email", "ana@quint.test"));

        portal.Sink.IsDown = true;
        await Assert.ThrowsAsync<HintsNotStoredException>(() => poller.RoundAsync(default));
        Assert.Equal(before, portal.Sink.Cursors["hubspot.poll.contacts"]);
        portal.Sink.IsDown = false;
        await RunAsync(poller);

        Assert.Single(portal.Sink.Hints);
    }

    [Fact]
    public async Task A_portal_whose_clock_is_ten_minutes_behind_loses_nothing()
    {
        await using var portal = await ServedPortal.StartAsync();
        portal.Portal.Clock.Advance(TimeSpan.FromMinutes(-10));
        var poller = Poller(portal);
        await RunAsync(poller);
        for (var number = 0; number < 3; number++)
        {
            portal.Has(("email", $"p{number}@x.test"));
            await RunAsync(poller);
        }

        Assert.Equal(3, portal.Sink.Ids.Distinct().Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_changed_after_the_portals_clock_was_set_back_is_told(bool isRestarted)
    {
        await using var portal = await ServedPortal.StartAsync();
        var poller = Poller(portal);
        var (ana, ben) = (portal.Has(("email", "a@a.test")), portal.Has(("email", "b@b.test")));
        await RunAsync(poller);
        portal.Sink.Clear();

        portal.Portal.Clock.Advance(TimeSpan.FromMinutes(-10));
        portal.Edits(ana, ("jobtitle", "CEO"));
        if (isRestarted) poller = Poller(portal);
        for (var look = 0; look < 2; look++) await RunAsync(poller);

        Assert.Contains(portal.Sink.Hints, hint => hint.Key == ana && hint.Claims["jobtitle"].Text == "CEO");
        Assert.Equal(1, portal.Sink.Counters["hubspot.poll.contacts.clock-set-back"]);
        // What is stamped in that clock's future is met at every look now, and pulls the watermark up no more.
        portal.Sink.Clear();
        portal.Edits(ben, ("jobtitle", "CFO"));
        for (var look = 0; look < 2; look++) await RunAsync(poller);
        Assert.Equal(ben, Assert.Single(portal.Sink.Hints).Key);
    }

    [Fact]
    public async Task A_lost_merge_webhook_is_healed_the_survivor_names_who_ended()
    {
        await using var portal = await ServedPortal.StartAsync();
        var poller = Poller(portal);
        var (one, other) = (portal.Has(("email", "a@a.test")), portal.Has(("email", "b@b.test")));
        await RunAsync(poller);
        portal.Sink.Clear();
        var survivor = portal.Merges(one, other);
        await RunAsync(poller);

        Assert.Equal(new[] { one.Id, other.Id }.Order(), portal.Sink.Hints.Where(hint => hint.IsLifeChange).Select(hint => hint.Key.Id).Order());
        Assert.Contains(survivor.Id, portal.Sink.Ids);
    }

    [Theory]
    [InlineData(FaultKind.ServerError, "HTTP_500")]
    [InlineData(FaultKind.Html, "NOT_JSON")]
    [InlineData(FaultKind.WrongType, "WRONG_SHAPE")]
    [InlineData(FaultKind.Unauthorized, "EXPIRED_AUTHENTICATION")]
    public async Task A_fault_in_the_middle_of_a_pass_leaves_the_cursor_and_the_next_round_goes_on(FaultKind kind, string code)
    {
        await using var portal = await ServedPortal.StartAsync(worker: options => options with { PollPageMax = 2 });
        var poller = Poller(portal);
        await RunAsync(poller);
        for (var number = 0; number < 5; number++) portal.Has(("email", $"p{number}@x.test"));
        await poller.RoundAsync(default);
        portal.Faults(new Sandbox.Control.Fault { On = "*/search", Do = kind });
        Assert.Equal(code, (await Assert.ThrowsAsync<ConnectorHaltException>(() => poller.RoundAsync(default))).Fault.Code);
        portal.Faults();
        await RunAsync(poller);

        Assert.Equal(5, portal.Sink.Ids.Distinct().Count());
    }

    [Fact]
    public async Task Hundreds_of_watched_properties_do_not_break_the_search()
    {
        await using var portal = await ServedPortal.StartAsync();
        var wide = new WatchedObject("contacts", [.. Enumerable.Range(0, 400).Select(number => $"a_property_with_a_long_name_{number}")], "email");
        var poller = new HubSpotPoller(portal.Worker.Client, portal.Options, wide, portal.Sink, TimeProvider.System, NullLogger.Instance);
        await RunAsync(poller);
        portal.Has(("email", "a@a.test"));
        await RunAsync(poller);

        Assert.Single(portal.Sink.Hints);
    }

    [Fact]
    public async Task An_unreadable_cursor_starts_over_and_does_not_stop_the_feed()
    {
        await using var portal = await ServedPortal.StartAsync();
        portal.Sink.Cursors["hubspot.poll.contacts"] = "nonsense";
        await RunAsync(Poller(portal));

        Assert.NotNull(PollCursor.Parse(portal.Sink.Cursors["hubspot.poll.contacts"]));
    }

    [Fact]
    public async Task The_first_load_tells_every_record_once_in_the_bulk_lane_and_resumes()
    {
        await using var portal = await ServedPortal.StartAsync(worker: options => options with { ListPageMax = 10 });
        for (var number = 0; number < 45; number++) portal.Has(("email", $"p{number}@x.test"));
        await RunAsync(Backfill(portal));
        Assert.Empty(portal.Sink.Hints); // not before the poll has its cursor
        await Poller(portal).RoundAsync(default);
        await Backfill(portal).RoundAsync(default);
        Assert.Equal(10, portal.Sink.Ids.Count);

        await RunAsync(Backfill(portal));

        Assert.Equal((45, 45), (portal.Sink.Ids.Count, portal.Sink.Ids.Distinct().Count()));
        Assert.All(portal.Sink.Hints, hint => Assert.Equal(Lane.Bulk, hint.Lane));
        Assert.Equal("done", portal.Sink.Cursors["hubspot.backfill.contacts"]);
        await RunAsync(Backfill(portal));
        Assert.Equal(45, portal.Sink.Ids.Count);
    }

    [Fact]
    public async Task All_feeds_together_run_leave_gauges_and_stop()
    {
        await using var portal = await ServedPortal.StartAsync(worker: options => options with { PollPeriod = TimeSpan.FromSeconds(1) });
        var ana = portal.Has(("email", "a@a.test"));
        using var stop = new CancellationTokenSource();
        var running = portal.Worker.RunFeedsAsync(ServedPortal.Watched, portal.Sink, stop.Token);
        for (var turn = 0; turn < 400 && !(portal.Sink.Ids.Contains(ana.Id) && portal.Sink.Gauges.ContainsKey("hubspot.quota") && portal.Sink.Gauges.ContainsKey("hubspot.poll.contacts")); turn++)
            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System);
        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(5), TimeProvider.System);

        Assert.Contains(ana.Id, portal.Sink.Ids);
        Assert.Contains("\"allowed\":400000", portal.Sink.Gauges["hubspot.quota"]);
        Assert.Contains("\"failuresInRow\":0", portal.Sink.Gauges["hubspot.poll.contacts"]);
    }
}

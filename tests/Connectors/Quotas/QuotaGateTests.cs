using System.Globalization;
using Integration.Connectors.Ports;
using Integration.Connectors.Quotas;
using Integration.Core.Records;
using Integration.Tests.Shared;

namespace Integration.Connectors.Tests.Quotas;

public sealed class QuotaGateTests
{
    private readonly Clock clock = new();

    private QuotaGate Gate(Allowance? daily = null, QuotaDay day = QuotaDay.FromMidnight, TimeZoneInfo? zone = null) => new(new QuotaOptions
    {
        System = "hubspot",
        Daily = daily ?? Allowance.Calls(100),
        LimitUntilTold = 1000,
        Day = day,
        Zone = zone ?? TimeZoneInfo.Utc,
        BurstMax = 1000,
    }, clock);

    private static async Task<int> LetThroughAsync(QuotaGate gate, Lane lane)
    {
        for (var calls = 0; ; calls++)
            if (await gate.EnterAsync(lane, null, default) is not null) return calls;
    }

    [Fact]
    public async Task Bulk_stops_at_80_normal_at_95_hot_at_100_percent()
    {
        var gate = Gate();

        Assert.Equal(80, await LetThroughAsync(gate, Lane.Bulk));
        Assert.Equal(15, await LetThroughAsync(gate, Lane.Normal));
        Assert.Equal(5, await LetThroughAsync(gate, Lane.Hot));
        var snapshot = gate.Snapshot();
        Assert.Equal((100, 100, 1, 1, 1), (snapshot.Used, snapshot.Allowed, snapshot.DeferredHot, snapshot.DeferredNormal, snapshot.DeferredBulk));
    }

    [Fact]
    public async Task A_refused_bulk_call_does_not_pause_the_side_and_a_refused_hot_one_does()
    {
        var gate = Gate();
        await LetThroughAsync(gate, Lane.Bulk);
        var bulk = await gate.EnterAsync(Lane.Bulk, null, default);
        await LetThroughAsync(gate, Lane.Hot);
        var hot = await gate.EnterAsync(Lane.Hot, null, default);

        Assert.Equal((FaultClass.Transient, "ALLOWANCE_KEPT"), (bulk!.Class, bulk.Code));
        Assert.Equal((FaultClass.Side, "ALLOWANCE_SPENT"), (hot!.Class, hot.Code));
        Assert.Equal(TimeSpan.FromHours(15), hot.RetryAfter);
    }

    [Fact]
    public async Task At_midnight_of_the_accounts_zone_the_day_begins_anew()
    {
        var gate = Gate(zone: TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(-5), "test", "test"));
        await LetThroughAsync(gate, Lane.Hot);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 5, 0, 0, TimeSpan.Zero), gate.Snapshot().ResetsAt);

        clock.Advance(TimeSpan.FromHours(19.9));
        Assert.NotNull(await gate.EnterAsync(Lane.Hot, null, default));
        clock.Advance(TimeSpan.FromHours(0.2));
        Assert.Null(await gate.EnterAsync(Lane.Hot, null, default));
    }

    [Fact]
    public async Task A_rolling_day_frees_calls_24_hours_after_they_were_made()
    {
        var gate = Gate(day: QuotaDay.Rolling);
        await LetThroughAsync(gate, Lane.Hot);

        clock.Advance(TimeSpan.FromHours(23.9));
        Assert.NotNull(await gate.EnterAsync(Lane.Hot, null, default));
        clock.Advance(TimeSpan.FromHours(0.5));
        Assert.Null(await gate.EnterAsync(Lane.Hot, null, default));
    }

    [Fact]
    public async Task A_share_follows_the_limit_that_the_headers_tell()
    {
        var gate = Gate(Allowance.Percent(10));
        Assert.Equal(100, gate.Snapshot().Allowed);
        gate.Observe(new QuotaReading(250, 3));

        Assert.Equal(25, await LetThroughAsync(gate, Lane.Hot));
    }

    [Fact]
    public async Task When_other_apps_spent_the_account_nothing_is_sent()
    {
        var gate = Gate();
        gate.Observe(new QuotaReading(1000, 1000));

        Assert.Equal("DAILY_LIMIT", (await gate.EnterAsync(Lane.Hot, null, default))!.Code);
        clock.Advance(TimeSpan.FromHours(16));
        Assert.Null(await gate.EnterAsync(Lane.Hot, null, default));
    }

    [Fact]
    public async Task A_restart_does_not_hand_the_day_out_twice()
    {
        var gate = Gate();
        await LetThroughAsync(gate, Lane.Bulk);
        var restarted = Gate();
        restarted.Restore(gate.Save());
        restarted.Restore("nonsense 12:x");

        Assert.Equal(0, await LetThroughAsync(restarted, Lane.Bulk));
        Assert.Equal(20, await LetThroughAsync(restarted, Lane.Hot));
    }

    [Fact]
    public async Task A_full_burst_window_is_waited_for_and_keeps_room_for_the_hot_lane()
    {
        var window = new BurstWindow(10, TimeSpan.FromSeconds(10), clock);
        var gate = Gate();
        for (var call = 0; call < 8; call++) Assert.Null(await gate.EnterAsync(Lane.Bulk, window, default));

        Assert.Null(await gate.EnterAsync(Lane.Hot, window, default));
        var waiting = gate.EnterAsync(Lane.Bulk, window, default).AsTask();
        Assert.False(waiting.IsCompleted);
        Assert.Null(await clock.RunAsync(waiting, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task A_window_that_stays_closed_is_refused_after_fifteen_seconds_unsent()
    {
        var gate = Gate();
        gate.CloseBurst(TimeSpan.FromMinutes(2));

        var fault = await gate.EnterAsync(Lane.Normal, null, default);

        Assert.Equal("BURST_WINDOW_FULL", fault!.Code);
        Assert.Equal(0, gate.Snapshot().Used);
    }

    [Theory]
    [InlineData("40%", 1000, 400)]
    [InlineData(" 12.5 % ", 1000, null)]
    [InlineData("12.5%", 1000, 125)]
    [InlineData("600", 1000, 600)]
    [InlineData("5000", 1000, 1000)]
    [InlineData("0%", 1000, null)]
    [InlineData("101%", 1000, null)]
    [InlineData("-3", 1000, null)]
    [InlineData("0", 1000, null)]
    [InlineData("half", 1000, null)]
    public void An_allowance_is_a_share_or_a_number(string text, long limit, int? calls)
    {
        if (calls is null) Assert.Contains(text, Assert.Throws<FormatException>(() => Allowance.Parse(text)).Message, StringComparison.Ordinal);
        else Assert.Equal(calls.Value.ToString(CultureInfo.InvariantCulture), Allowance.Parse(text).Of(limit).ToString(CultureInfo.InvariantCulture));
    }
}

using System.Collections.Concurrent;
using Integration.Ledger.Handoffs;
using Integration.Ledger.Tests.Contract;

namespace Integration.Ledger.Tests.Handoffs;

public abstract partial class HandoffContract
{
    [Fact]
    public async Task A_clock_is_claimed_when_due_and_fires_once()
    {
        var handoff = await OpenAsync(1);
        await StoredAsync(new HandoffCommit { Timers = [handoff.Timer("first-touch", 100), handoff.Timer("answer", 50)] });
        Assert.Empty(await DueTimersAsync(49));
        Assert.Equal(["answer", "first-touch"], (await DueTimersAsync(100, until: 130)).Select(lease => lease.Timer.Kind));
        Assert.Empty(await DueTimersAsync(129, until: 500));
        var leases = await DueTimersAsync(130, until: 200);

        await StoredAsync(new HandoffCommit { Fired = [.. leases.Select(Fired)] }, at: 131);

        Assert.Empty(await DueTimersAsync(1000, until: 2000));
        Assert.Equal(HandoffResult.StaleLease, (await CommitAsync(new HandoffCommit { Fired = [Fired(leases[0])] })).Result);
        Assert.All(await Handoffs.TimersAsync(handoff.Id, default), timer => Assert.Equal(Given.Later(131), timer.FiredAt));
    }

    [Fact]
    public async Task A_clock_that_fired_stays_fired_when_it_is_set_again()
    {
        var handoff = await OpenAsync(1);
        await StoredAsync(new HandoffCommit { Timers = [handoff.Timer("answer", 50)] });
        var lease = (await DueTimersAsync(60)).Single();

        await StoredAsync(new HandoffCommit { Fired = [Fired(lease)], Timers = [handoff.Timer("answer", 50)] });
        await StoredAsync(new HandoffCommit { Timers = [handoff.Timer("answer", 500)] });

        Assert.Empty(await DueTimersAsync(1000, until: 2000));
    }

    [Fact]
    public async Task A_clock_that_moved_or_stopped_does_not_fire_for_its_old_time()
    {
        var handoff = await OpenAsync(1);
        await StoredAsync(new HandoffCommit { Timers = [handoff.Timer("answer", 50), handoff.Timer("touch", 50)] });
        var leases = await DueTimersAsync(50);
        await StoredAsync(new HandoffCommit { Timers = [handoff.Timer("answer", 500), handoff.Timer("touch", null)] });

        foreach (var lease in leases) Assert.Equal(HandoffResult.StaleLease, (await CommitAsync(new HandoffCommit { Fired = [Fired(lease)] })).Result);

        Assert.Equal(["answer"], (await DueTimersAsync(500, until: 600)).Select(lease => lease.Timer.Kind));
        await StoredAsync(new HandoffCommit { Timers = [handoff.Timer("touch", 550)] });
        Assert.Equal(["touch"], (await DueTimersAsync(550, until: 600)).Select(lease => lease.Timer.Kind));
    }

    [Fact]
    public async Task A_clock_that_is_named_again_unmoved_keeps_the_lease_of_whoever_fires_it()
    {
        var handoff = await OpenAsync(1);
        await StoredAsync(new HandoffCommit { Timers = [handoff.Timer("answer", 50)] });
        var lease = (await DueTimersAsync(50)).Single();
        await StoredAsync(new HandoffCommit { Timers = [handoff.Timer("answer", 50)] });
        await StoredAsync(new HandoffCommit { Fired = [Fired(lease)] });
    }

    [Fact]
    public async Task A_clock_whose_owner_died_fires_for_the_next_one_only()
    {
        var handoff = await OpenAsync(1);
        await StoredAsync(new HandoffCommit { Timers = [handoff.Timer("answer", 50)] });
        var dead = (await DueTimersAsync(50, until: 80)).Single();
        var next = (await DueTimersAsync(80, until: 120)).Single();

        Assert.Equal(HandoffResult.StaleLease, (await CommitAsync(GivenHandoffs.Commit(handoff) with { Fired = [Fired(dead)] })).Result);
        await StoredAsync(GivenHandoffs.Commit(handoff) with { Fired = [Fired(next)] });

        Assert.Equal(HandoffResult.StaleLease, (await CommitAsync(GivenHandoffs.Commit(handoff.At(2)) with { Fired = [Fired(dead)] })).Result);
    }

    [Fact]
    public async Task Two_instances_that_race_for_clocks_fire_each_of_them_once()
    {
        Assert.SkipUnless(Survives, "a ledger in memory has one instance");
        const int clocks = 400;
        var handoff = await OpenAsync(1);
        await StoredAsync(new HandoffCommit { Timers = [.. Enumerable.Range(0, clocks).Select(number => handoff.Timer($"k{number}", number % 7))] });
        var fired = new ConcurrentBag<string>();
        var other = await OpenAsync();
        await using (other)
        {
            // Leases of no length: every claim of one takes over what the other has just claimed, as after a pause of the whole process.
            await Task.WhenAll(new[] { Handoffs, other.Handoffs, Handoffs, other.Handoffs }.Select((ledger, owner) => Task.Run(async () =>
            {
                for (var round = 10; fired.Count < clocks && round < 2000; round++)
                    foreach (var lease in await ledger.ClaimTimersAsync(GivenHandoffs.Work(round, round + 0.5, max: 23, owner: $"clock-{owner}"), default))
                        if ((await ledger.CommitHandoffsAsync([new HandoffCommit { Fired = [Fired(lease)], Events = [handoff.Event(lease.Timer.Kind)] }], Given.Later(round), default))
                            .Single().Result == HandoffResult.Stored) fired.Add(lease.Timer.Kind);
            })));
        }

        Assert.Equal(clocks, fired.Distinct().Count());
        Assert.Equal(clocks, fired.Count);
        Assert.Equal(fired.Order(), (await Handoffs.EventsAsync(new EventQuery(0, 10_000), default)).Select(line => line.Kind).Order());
    }

    private Task<IReadOnlyList<TimerLease>> DueTimersAsync(double at, double? until = null) =>
        Handoffs.ClaimTimersAsync(GivenHandoffs.Work(at, until ?? at + 10), default);

    private static TimerFired Fired(TimerLease lease) => new(lease.Timer.Id, lease.Epoch);
}

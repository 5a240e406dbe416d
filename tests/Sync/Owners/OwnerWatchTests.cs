using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Core.Routing;
using Integration.Ledger;
using Integration.Sync.Owners;
using Integration.Sync.Tests.Rigs;
using Integration.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.Sync.Tests.Owners;

public sealed class OwnerWatchTests
{
    private readonly Clock time = new();
    private readonly ILedger ledger = LedgerStore.InMemory();
    private readonly ScriptedConnector salesforce;
    private readonly OwnerWatch watch;
    private int rings;

    public OwnerWatchTests()
    {
        salesforce = new ScriptedConnector(SystemName.Salesforce, time, Rig.People);
        salesforce.Owners.Add(new Owner("U1", OwnerKind.Active));
        salesforce.Owners.Add(new Owner("U2", OwnerKind.Inactive));
        watch = new OwnerWatch(ledger, salesforce, time, _ => rings++, NullLogger<OwnerWatch>.Instance);
    }

    [Fact]
    public async Task Who_was_deactivated_stands_in_the_ledger_until_he_is_back_and_strangers_do_not()
    {
        watch.Watch(["U1"]);
        Assert.False(await watch.LookAsync(default));

        salesforce.Owners[0] = new Owner("U1", OwnerKind.Inactive);
        Assert.True(await watch.LookAsync(default));
        Assert.Equal(("U1", 1), (await ledger.CursorAsync(InactiveUsers.Cursor, default), rings));
        Assert.False(await watch.LookAsync(default));

        salesforce.Owners[0] = new Owner("U1", OwnerKind.Active);
        Assert.True(await watch.LookAsync(default));
        Assert.Empty(InactiveUsers.Read(await ledger.CursorAsync(InactiveUsers.Cursor, default)));
    }

    [Fact]
    public async Task A_look_that_fails_in_a_way_that_nobody_foresaw_is_repeated()
    {
        using var stopping = new CancellationTokenSource();
        watch.Watch(["U2"]);
        salesforce.BeforeOwners = () =>
        {
            salesforce.BeforeOwners = () => { };
            throw new InvalidOperationException("A mistake of ours.");
        };
        var running = watch.RunAsync(stopping.Token);
        await Until.TrueAsync(() => running.IsCompleted || time.TimersWaiting > 0, "the watch waits after the failure");
        Assert.Equal(0, rings);

        time.Advance(OwnerWatch.Period);

        await Until.TrueAsync(() => running.IsCompleted || rings == 1, "the second look finds who is gone");
        await stopping.CancelAsync();
        await running;
        Assert.Equal("U2", await ledger.CursorAsync(InactiveUsers.Cursor, default));
    }

    [Fact]
    public async Task Without_a_team_nobody_is_asked_for()
    {
        await watch.LookAsync(default);
        Assert.Empty(salesforce.OwnersRequests);
    }
}

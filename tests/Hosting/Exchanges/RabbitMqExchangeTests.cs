using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Hosting.Buses;
using Integration.Hosting.Tests.Buses;
using Integration.Messages;

namespace Integration.Hosting.Tests.Exchanges;

/// <summary>On RabbitMQ, asker and worker in hosts of their own.</summary>
public sealed class RabbitMqExchangeTests : ExchangeContract
{
    private protected override BusOptions Options() => TestBroker.Options();

    [Fact]
    public async Task A_lost_broker_makes_writes_unknown_and_is_found_again()
    {
        await using var wire = new CutWire(TestBroker.Address());
        var options = TestBroker.Options(wire.Address) with { ReadTimeout = TimeSpan.FromSeconds(3), WriteTimeout = TimeSpan.FromSeconds(3) };
        var world = new BusWorld(options);
        try
        {
            var remote = await world.StartAsync(new ScriptedConnector(SystemName.HubSpot));
            Assert.NotNull((await remote.ReadAsync(Asked.Read(1), CancellationToken.None)).Outcomes[0].Seen);

            wire.Cut();
            var lost = await remote.WriteAsync(Asked.Write(2), CancellationToken.None);
            world.Doorbell.Ring(new RecordsTouched(SystemName.HubSpot, Lane.Bulk, 1)); // Must neither throw nor block.

            Assert.All(lost.Outcomes, outcome => Assert.Equal(WriteResult.Unknown, outcome.Result));
            wire.Mend();
            Assert.True(await SoonAsync(async () => (await remote.ReadAsync(Asked.Read(1), CancellationToken.None)).Outcomes[0].Seen is not null));
            Assert.True(await SoonAsync(async () =>
            {
                world.Doorbell.Ring(new RecordsTouched(SystemName.HubSpot, Lane.Hot, 2));
                return (await world.Bells.NextAsync(5)).Count > 0;
            }));
        }
        finally
        {
            await world.DisposeAsync();
        }
    }

    [Fact]
    public async Task Writes_that_a_dead_worker_had_are_not_sent_again_by_the_next_one()
    {
        var begun = new TaskCompletionSource();
        var first = new ScriptedConnector(SystemName.HubSpot)
        {
            OnWrite = async (_, stop) =>
            {
                begun.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop); // Sent, and then the process dies.
                throw new InvalidOperationException("unreachable");
            },
        };
        await using var wire = new CutWire(TestBroker.Address());
        var options = TestBroker.Options() with { WriteTimeout = TimeSpan.FromSeconds(20) };
        await using var world = new BusWorld(options);
        var dying = BusWorld.Build(options with { Broker = wire.Address }, services => world.Offer(services, first));
        await dying.StartAsync();
        var second = new ScriptedConnector(SystemName.HubSpot);
        var asker = await world.AddAsync(_ => { });
        var remote = Integration.Hosting.Exchanges.ConnectorRegistration.Remote(asker.Services, SystemName.HubSpot);
        var answer = remote.WriteAsync(Asked.Write(2), CancellationToken.None);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(20));

        await world.AddAsync(services => world.Offer(services, second));
        wire.Cut();

        Assert.All((await answer).Outcomes, outcome => Assert.Equal((WriteResult.Unknown, "REDELIVERED"), (outcome.Result, outcome.Fault!.Code)));
        Assert.Empty(second.Written);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await dying.StopAsync(patience.Token);
        dying.Dispose();
    }

    [Fact]
    public async Task A_worker_whose_asker_died_goes_on_answering_the_others()
    {
        TaskCompletionSource begun = new(), released = new();
        var worker = new ScriptedConnector(SystemName.HubSpot)
        {
            OnWrite = async (request, _) =>
            {
                begun.TrySetResult();
                await released.Task;
                return new WriteAnswer([.. request.Writes.Select(ScriptedConnector.Done)]);
            },
        };
        var options = TestBroker.Options() with { ReadTimeout = TimeSpan.FromSeconds(5), WriteTimeout = TimeSpan.FromSeconds(5) };
        await using var wire = new CutWire(TestBroker.Address());
        await using var world = new BusWorld(options);
        var remote = await world.StartAsync(worker);
        var dying = BusWorld.Build(options with { Broker = wire.Address }, _ => { });
        await dying.StartAsync();
        var asker = Integration.Hosting.Exchanges.ConnectorRegistration.Remote(dying.Services, SystemName.HubSpot);
        await asker.ReadAsync(Asked.Read(1), CancellationToken.None); // Once, so that the worker knows the way back.
        var lost = asker.WriteAsync(Asked.Write(1), CancellationToken.None);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(20));

        wire.Cut();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await dying.StopAsync(patience.Token);
        released.SetResult();

        Assert.Null((await remote.ReadAsync(Asked.Read(1), CancellationToken.None)).Outcomes[0].Fault);
        await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System); // For the broker to close what the lost answer would have cost.
        Assert.Null((await remote.ReadAsync(Asked.Read(1), CancellationToken.None)).Outcomes[0].Fault);
        await Record.ExceptionAsync(() => lost);
        dying.Dispose();
    }

    [Fact]
    public async Task A_queue_deleted_under_its_worker_is_made_again()
    {
        var options = TestBroker.Options() with { ReadTimeout = TimeSpan.FromSeconds(3) };
        await using var world = new BusWorld(options);
        var remote = await world.StartAsync(new ScriptedConnector(SystemName.HubSpot));
        Assert.NotNull((await remote.ReadAsync(Asked.Read(1), CancellationToken.None)).Outcomes[0].Seen);

        await TestBroker.DropAsync(TestBroker.Address(), options.Prefix);

        Assert.True(await SoonAsync(async () => (await remote.ReadAsync(Asked.Read(1), CancellationToken.None)).Outcomes[0].Seen is not null));
    }

    [Fact]
    public async Task A_write_that_nobody_took_in_time_is_never_carried_out()
    {
        var options = TestBroker.Options() with { WriteTimeout = TimeSpan.FromSeconds(2) };
        await using var world = new BusWorld(options);
        var remote = await world.StartAsync(new ScriptedConnector(SystemName.HubSpot));
        await world.StopWorkerAsync();

        var lost = await remote.WriteAsync(Asked.Write(1), CancellationToken.None);
        var late = new ScriptedConnector(SystemName.HubSpot);
        await world.AddAsync(services => world.Offer(services, late));
        await remote.ReadAsync(Asked.Read(1), CancellationToken.None); // Answered after whatever stood in the queue before.

        Assert.Equal(WriteResult.Unknown, lost.Outcomes[0].Result);
        Assert.Empty(late.Written);
    }

    private static async Task<bool> SoonAsync(Func<Task<bool>> holds)
    {
        for (var attempt = 0; attempt < 15; attempt++)
        {
            try
            {
                if (await holds()) return true;
            }
            catch (TimeoutException)
            {
                // Not yet.
            }
        }
        return false;
    }
}

using System.Collections.Immutable;
using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Hosting.Buses;
using Integration.Hosting.Tests.Buses;
using Integration.Messages;

namespace Integration.Hosting.Tests.Exchanges;

/// <summary>What a worker over the bus keeps of the connector's promises, whichever bus it is.</summary>
public abstract class ExchangeContract
{
    private protected abstract BusOptions Options();

    [Theory]
    [InlineData(200)]
    [InlineData(2000)]
    public async Task A_full_read_comes_back_whole_and_unchanged(int count)
    {
        await using var world = new BusWorld(Options());
        var remote = await world.StartAsync(new ScriptedConnector(SystemName.HubSpot));

        var answer = await remote.ReadAsync(Asked.Read(count), CancellationToken.None);

        Assert.Equal(count, answer.Outcomes.Count);
        Assert.All(answer.Outcomes, outcome => Assert.Equal(ScriptedConnector.Seen(outcome.Key), outcome.Seen));
        var values = answer.Outcomes[0].Seen!.Values;
        Assert.True(values["jobtitle"].IsBlank);
        Assert.True(values["phone"].IsMissing);
    }

    [Fact]
    public async Task The_owners_come_back_as_the_worker_told_them()
    {
        await using var world = new BusWorld(Options());
        var worker = new ScriptedConnector(SystemName.HubSpot);
        var remote = await world.StartAsync(worker);

        var answer = await remote.OwnersAsync(new OwnersRequest(Lane.Hot), CancellationToken.None);

        Assert.Null(answer.Fault);
        Assert.Equal((await worker.OwnersAsync(new OwnersRequest(Lane.Hot), CancellationToken.None)).Owners, answer.Owners);
    }

    [Fact]
    public async Task A_write_reaches_the_worker_as_it_was_decided()
    {
        var worker = new ScriptedConnector(SystemName.HubSpot);
        await using var world = new BusWorld(Options());
        var remote = await world.StartAsync(worker);
        var request = Asked.Write(200);

        var answer = await remote.WriteAsync(request, CancellationToken.None);

        Assert.All(answer.Outcomes, outcome => Assert.Equal(WriteResult.Done, outcome.Result));
        var arrived = Assert.Single(worker.Written);
        Assert.Equal(request.Lane, arrived.Lane);
        Assert.Equal(request.Writes.Select(Comparable), arrived.Writes.Select(Comparable));
        Assert.All(arrived.Writes, write => Assert.Equal(request.Writes[0].Intent.Rules, write.Intent.Rules));
    }

    // Rules are compared apart: an immutable dictionary equals only itself.
    private static RecordWrite Comparable(RecordWrite write) => write with { Intent = write.Intent with { Rules = ImmutableSortedDictionary<string, string>.Empty } };

    [Fact]
    public async Task Found_none_and_found_one_stay_apart()
    {
        await using var world = new BusWorld(Options());
        var remote = await world.StartAsync(new ScriptedConnector(SystemName.Salesforce));

        var answer = await remote.FindAsync(
            new FindRequest(Lane.Normal, ["Lead"], "Email", [new Find(1, FindKind.ByMatch, "nobody"), new Find(2, FindKind.ByMatch, "ana")], Asked.Fields), CancellationToken.None);

        Assert.Equal([1, 2], answer.Outcomes.Select(outcome => outcome.Ref));
        Assert.Empty(answer.Outcomes[0].Found);
        Assert.Null(answer.Outcomes[0].Fault);
        Assert.Single(answer.Outcomes[1].Found);
    }

    [Fact]
    public async Task A_worker_that_fails_leaves_reads_to_be_tried_again_and_writes_unknown()
    {
        var worker = new ScriptedConnector(SystemName.HubSpot)
        {
            OnRead = (_, _) => throw new InvalidOperationException("a bug"),
            OnWrite = (_, _) => throw new InvalidOperationException("a bug"),
        };
        await using var world = new BusWorld(Options());
        var remote = await world.StartAsync(worker);

        var read = await remote.ReadAsync(Asked.Read(3), CancellationToken.None);
        var write = await remote.WriteAsync(Asked.Write(3), CancellationToken.None);

        Assert.All(read.Outcomes, outcome => Assert.Equal((FaultClass.Transient, "WORKER_FAILED"), (outcome.Fault!.Class, outcome.Fault.Code)));
        Assert.All(write.Outcomes, outcome => Assert.Equal(WriteResult.Unknown, outcome.Result));
        Assert.Equal(3, write.Outcomes.Count);
        Assert.Single(worker.Written); // The bus did not try the write again.
    }

    [Fact]
    public async Task No_answer_in_time_is_a_transient_fault_or_an_unknown_write()
    {
        var worker = new ScriptedConnector(SystemName.HubSpot)
        {
            OnRead = async (_, stop) => { await Task.Delay(TimeSpan.FromSeconds(4), TimeProvider.System, stop); return new ReadAnswer([]); },
            OnWrite = async (_, stop) => { await Task.Delay(TimeSpan.FromSeconds(4), TimeProvider.System, stop); return new WriteAnswer([]); },
        };
        await using var world = new BusWorld(Options() with { ReadTimeout = TimeSpan.FromSeconds(1), WriteTimeout = TimeSpan.FromSeconds(1) });
        var remote = await world.StartAsync(worker);

        var read = remote.ReadAsync(Asked.Read(2), CancellationToken.None);
        var write = remote.WriteAsync(Asked.Write(2), CancellationToken.None);

        Assert.All((await read).Outcomes, outcome => Assert.Equal("BUS_TIMEOUT", outcome.Fault!.Code));
        Assert.All((await write).Outcomes, outcome => Assert.Equal((WriteResult.Unknown, "BUS_TIMEOUT"), (outcome.Result, outcome.Fault!.Code)));
    }

    [Fact]
    public async Task An_outcome_that_the_worker_left_out_is_not_taken_for_done()
    {
        var worker = new ScriptedConnector(SystemName.HubSpot) { OnWrite = (request, _) => Task.FromResult(new WriteAnswer([ScriptedConnector.Done(request.Writes[0])])) };
        await using var world = new BusWorld(Options());
        var remote = await world.StartAsync(worker);

        var answer = await remote.WriteAsync(Asked.Write(2), CancellationToken.None);

        Assert.Equal([WriteResult.Done, WriteResult.Unknown], answer.Outcomes.Select(outcome => outcome.Result));
        Assert.Equal("NO_OUTCOME", answer.Outcomes[1].Fault!.Code);
    }

    [Fact]
    public async Task A_doorbell_rung_right_after_the_start_is_heard()
    {
        await using var world = new BusWorld(Options());
        await world.StartAsync(new ScriptedConnector(SystemName.HubSpot));

        world.Doorbell.Ring(new RecordsTouched(SystemName.Salesforce, Lane.Hot, 7));

        Assert.Equal(new RecordsTouched(SystemName.Salesforce, Lane.Hot, 7), await world.Bells.NextAsync());
    }
}

/// <summary>In memory, the default.</summary>
public sealed class InMemoryExchangeTests : ExchangeContract
{
    private protected override BusOptions Options() => new();
}

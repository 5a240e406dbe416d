using Integration.Connectors.Bells;
using Integration.Connectors.Ports;
using Integration.Core.Asks;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Sync.Tests.Rigs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.Sync.Tests.Asks;

/// <summary>A pair that waits for its handoff gets its counterpart through an ask, once.</summary>
public sealed class ReleaseTests
{
    private readonly AskRig world = new();
    private Rig Rig => world.Rig;

    [Fact]
    public async Task A_released_pair_gets_its_counterpart_and_what_was_asked_for_it()
    {
        await world.WaitingAsync();
        Rig.Salesforce.BeforeWriteAnswer = () =>
        {
            foreach (var lead in Rig.Salesforce.Records.Keys.Where(key => key.Object == "Lead").ToList()) Rig.Salesforce.Edit(lead, FieldValues.Of(("OwnerId", "005A")));
            Rig.Salesforce.BeforeWriteAnswer = () => Task.CompletedTask;
            return Task.CompletedTask;
        };
        var release = await world.AskAsync(new AskKind.Release());
        var owner = await world.SetAsync(SystemName.Salesforce, ("OwnerId", "005B"));
        var task = await world.TaskAsync("Call Ana");
        await Rig.SettleAsync();

        var pair = await Rig.PairOfAsync(world.Contact);
        Assert.Equal(new AskEnd.Done(pair.Salesforce.Ref), await world.EndAsync(release));
        Assert.Equal(new AskEnd.Done(pair.Salesforce.Ref), await world.EndAsync(owner));
        Assert.Equal("005B", Rig.Salesforce.Value(pair.Salesforce.Ref!.Value, "OwnerId"));
        Assert.Equal(new AskEnd.Done(Assert.Single(world.Tasks)), await world.EndAsync(task));
        Assert.Equal(PairStatus.Active, pair.Status);
    }

    [Fact]
    public async Task A_chain_of_asks_runs_to_its_end_while_the_clock_stands()
    {
        await world.WaitingAsync();
        await world.AskAsync(new AskKind.Release());
        await world.SetAsync(SystemName.Salesforce, ("OwnerId", "005B"));
        await world.TaskAsync("Call Ana");
        var bell = new Bell(Rig.Time);
        using var stopping = new CancellationTokenSource();
        var running = new SyncLoop(Rig.Ledger, Rig.Cycle, bell, Rig.Options, Rig.Time, NullLogger<SyncLoop>.Instance).RunAsync(stopping.Token);
        var begun = Rig.Time.GetUtcNow();

        bell.Ring(1, Lane.Hot);

        await Until.TrueAsync(() => world.Tasks.Any(), "the task is made without a sweep");
        Assert.Equal(begun, Rig.Time.GetUtcNow());
        await stopping.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Without_a_release_nothing_is_created()
    {
        await world.WaitingAsync();
        await world.TaskAsync("Call Ana");
        await Rig.SettleAsync();
        Assert.Empty(Rig.Salesforce.Sent);
    }

    [Fact]
    public async Task A_release_waits_while_the_system_refuses_the_record_and_goes_on_when_that_is_mended()
    {
        await world.WaitingAsync();
        var release = await world.AskAsync(new AskKind.Release());
        Rig.Salesforce.Writes = write => [new WriteOutcome(write.Intent.Id, WriteResult.Rejected) { Fault = Rig.Fault(FaultClass.Record, "REQUIRED_FIELD_MISSING") }];
        await Rig.SettleAsync();
        Assert.Equal(HoldCodes.Rejected, (await Rig.PairOfAsync(world.Contact)).Hold?.Code);
        Assert.Null(await world.EndAsync(release));

        Rig.Salesforce.Writes = _ => null;
        await Rig.EditAsync(world.Contact, "CEO");
        await Rig.SettleAsync();
        Assert.IsType<AskEnd.Done>(await world.EndAsync(release));
    }

    [Fact]
    public async Task A_release_whose_create_was_not_answered_makes_one_record()
    {
        await world.WaitingAsync();
        var release = await world.AskAsync(new AskKind.Release());
        Rig.Salesforce.Writes = write =>
        {
            Rig.Salesforce.CarryOut(write);
            return [new WriteOutcome(write.Intent.Id, WriteResult.Unknown) { Fault = Rig.Fault(FaultClass.Transient) }];
        };
        await Rig.SettleAsync();
        Rig.Time.Advance(TimeSpan.FromSeconds(1));
        await Rig.SettleAsync();
        Assert.IsType<AskEnd.Done>(await world.EndAsync(release));
        Assert.Single(Rig.Salesforce.Records);
    }

    [Fact]
    public async Task A_mapping_that_never_creates_refuses_a_release()
    {
        var rig = new Rig(mapping: Rig.People with { CreateInSalesforce = CreateRule.Never });
        var contact = await rig.ContactAsync("ana@acme.test");
        await rig.SettleAsync();
        var ask = new Ask { Id = Guid.Parse("0192aaaa-0000-7000-8000-000000000001"), PairId = (await rig.PairOfAsync(contact)).Id, Cause = "handoff 1: sent", AskedAt = rig.Time.GetUtcNow(), Kind = new AskKind.Release() };
        await rig.Ledger.AskAsync([ask], rig.Time.GetUtcNow(), default);
        await rig.SettleAsync();
        Assert.Equal(AskCodes.NeverCreated, Assert.IsType<AskEnd.Refused>((await rig.Ledger.AsksAsync([ask.Id], default))[ask.Id].End).Code);
    }

    [Fact]
    public async Task A_release_of_a_linked_pair_is_done_at_once()
    {
        await world.LinkedAsync();
        var ask = await world.AskAsync(new AskKind.Release());
        await Rig.SettleAsync();
        Assert.Equal(new AskEnd.Done(world.Lead), await world.EndAsync(ask));
        Assert.Empty(Rig.Salesforce.Sent);
    }

    [Fact]
    public async Task A_counterpart_that_turns_up_by_itself_gets_what_was_asked_for_it()
    {
        await world.WaitingAsync();
        var owner = await world.SetAsync(SystemName.Salesforce, ("OwnerId", "005B"));
        await Rig.SettleAsync();
        var lead = Rig.Salesforce.Add("Lead", null, FieldValues.Of(("Email", "ana@acme.test"), ("OwnerId", "005A")));
        await Rig.HintAsync(world.Contact);
        await Rig.SettleAsync();
        Assert.Equal(new AskEnd.Done(lead), await world.EndAsync(owner));
        Assert.Equal("005B", Rig.Salesforce.Value(lead, "OwnerId"));
    }
}

using Integration.Connectors.Ports;
using Integration.Core.Asks;
using Integration.Core.Records;
using Integration.Sync.Tests.Rigs;

namespace Integration.Sync.Tests.Asks;

/// <summary>Asks follow their person, and every crash leaves them where they were or done.</summary>
public sealed class LifeTests
{
    private readonly AskRig world = new();
    private Rig Rig => world.Rig;

    [Fact]
    public async Task An_ask_that_waits_while_its_lead_is_converted_goes_to_the_contact()
    {
        await world.LinkedAsync();
        var contact = Convert();
        var ask = await world.SetAsync(SystemName.Salesforce, ("OwnerId", "005B"));
        var task = await world.TaskAsync("Call Ana");
        await Rig.SettleAsync();

        Assert.Equal(new AskEnd.Done(contact), await world.EndAsync(ask));
        Assert.Equal("005B", Rig.Salesforce.Value(contact, "OwnerId"));
        Assert.IsType<AskEnd.Done>(await world.EndAsync(task));
        Assert.Equal(contact, Rig.Salesforce.Sent.Single(intent => intent.Object == "Task").Target);
    }

    [Fact]
    public async Task A_lead_converted_between_sending_and_looking_gets_its_ask_as_a_contact()
    {
        await world.LinkedAsync();
        var ask = await world.SetAsync(SystemName.Salesforce, ("OwnerId", "005B"));
        Rig.Salesforce.Writes = write => [new WriteOutcome(write.Intent.Id, WriteResult.Unknown) { Fault = Rig.Fault(FaultClass.Transient) }];
        await Rig.SettleAsync();
        Rig.Salesforce.Writes = _ => null;
        var contact = Convert();
        Rig.Time.Advance(TimeSpan.FromSeconds(1));
        await Rig.SettleAsync();
        Assert.Equal(new AskEnd.Done(contact), await world.EndAsync(ask));
    }

    [Fact]
    public async Task Asks_on_a_deleted_person_are_refused_by_name()
    {
        await world.LinkedAsync();
        Rig.Salesforce.Records[world.Lead] = Rig.Salesforce.Records[world.Lead] with { Life = new Life(LifeState.Deleted), Values = FieldValues.None };
        var ask = await world.SetAsync(SystemName.Salesforce, ("OwnerId", "005B"));
        await Rig.SettleAsync();
        var late = await world.SetAsync(SystemName.HubSpot, ("handoff_outcome", "lost"));
        await Rig.SettleAsync();

        foreach (var refused in new[] { await world.EndAsync(ask), await world.EndAsync(late) })
        {
            Assert.Equal(AskCodes.PairEnded, Assert.IsType<AskEnd.Refused>(refused).Code);
            Assert.Contains(world.Lead.ToString(), ((AskEnd.Refused)refused!).Reason);
        }
        Assert.Equal(0, await Rig.WorkAsync());
    }

    [Fact]
    public async Task An_activity_whose_answer_was_lost_is_found_by_its_ask_and_not_made_twice()
    {
        await world.LinkedAsync();
        var ask = await world.TaskAsync("Call Ana");
        Rig.Salesforce.Writes = write =>
        {
            Rig.Salesforce.CarryOut(write);
            return [new WriteOutcome(write.Intent.Id, WriteResult.Unknown) { Fault = Rig.Fault(FaultClass.Transient) }];
        };
        await Rig.SettleAsync();
        Rig.Time.Advance(TimeSpan.FromSeconds(1));
        await Rig.SettleAsync();
        Assert.Equal(new AskEnd.Done(Assert.Single(world.Tasks)), await world.EndAsync(ask));
    }

    [Fact]
    public async Task An_activity_that_never_arrived_is_made_after_the_time_in_which_it_still_could()
    {
        await world.LinkedAsync();
        var ask = await world.TaskAsync("Call Ana");
        Rig.Salesforce.Writes = write => [new WriteOutcome(write.Intent.Id, WriteResult.Unknown) { Fault = Rig.Fault(FaultClass.Transient) }];
        await Rig.SettleAsync();
        Rig.Salesforce.Writes = _ => null;
        Rig.Time.Advance(TimeSpan.FromSeconds(1));
        await Rig.SettleAsync();
        Assert.Empty(world.Tasks);
        Rig.Time.Advance(Rig.Options.Limits.SettleTime);
        await Rig.SettleAsync();
        Assert.Equal(new AskEnd.Done(Assert.Single(world.Tasks)), await world.EndAsync(ask));
    }

    [Fact]
    public async Task Several_activities_are_made_one_after_the_other()
    {
        await world.LinkedAsync();
        foreach (var subject in new[] { "Call", "Call again", "Send offer" }) await world.TaskAsync(subject);
        await Rig.SettleAsync();
        Assert.Equal(["Call", "Call again", "Send offer"], world.Tasks.Select(task => Rig.Salesforce.Value(task, "Subject")));
    }

    /// <summary>The process dies at its n-th step outside itself, for every n; the next owner finishes.</summary>
    [Fact]
    public async Task A_crash_at_any_step_loses_no_ask_and_carries_none_out_twice()
    {
        var step = 1;
        for (var crashed = true; crashed; step++)
        {
            Assert.True(step < 200, "a run has an end");
            crashed = await new CrashRun(step).GoAsync();
        }
        Assert.True(step > 10, $"a run has more than {step} steps to die at");
    }

    private RecordKey Convert()
    {
        var contact = Rig.Salesforce.Add("Contact", null, FieldValues.Of(("Email", "ana@acme.test"), ("Title", "VP"), ("OwnerId", "005A")));
        Rig.Salesforce.Records[world.Lead] = Rig.Salesforce.Records[world.Lead] with { Life = new Life(LifeState.Converted, contact) };
        return contact;
    }
}

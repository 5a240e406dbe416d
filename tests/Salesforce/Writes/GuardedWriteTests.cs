using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Records;
using Integration.Salesforce.Tests.Worlds;
using Integration.Sandbox.Control;
using Integration.Sandbox.Salesforce;

namespace Integration.Salesforce.Tests.Writes;

/// <summary>Writes that Salesforce is to refuse when the record has changed since it was read.</summary>
public class GuardedWriteTests
{
    [Fact]
    public async Task A_write_on_condition_is_done_while_the_record_stands_as_it_was_read()
    {
        await using var world = await OrgWorld.StartAsync();
        var ada = world.Lead("Byron", ("Title", "CTO"));

        var outcome = await world.WriteAsync(Guarded(world.Update(ada, ("Title", "CFO")), await VersionAsync(world, ada)));

        Assert.Equal((WriteResult.Done, ada, "CFO"), (outcome.Result, outcome.Key, outcome.Stored!.Values["Title"].Text));
    }

    [Fact]
    public async Task A_write_on_condition_never_lands_on_a_later_edit_and_its_batch_goes_on()
    {
        await using var world = await OrgWorld.StartAsync();
        var (ada, bob) = (world.Lead("Byron", ("Title", "CTO")), world.Lead("Bob", ("Title", "CTO")));
        var read = await VersionAsync(world, ada);
        world.Org.Clock.Advance(TimeSpan.FromSeconds(2));
        await world.WriteAsync(world.Update(ada, ("Title", "CEO")));

        var outcomes = await world.WriteAllAsync(Guarded(world.Update(ada, ("Title", "CFO")), read), world.Update(bob, ("Title", "CFO")));

        Assert.Equal([(WriteResult.NotApplied, "PRECONDITION_FAILED"), (WriteResult.Done, null)], outcomes.Select(outcome => (outcome.Result, outcome.Fault?.Code)));
        Assert.Equal("CEO", (await world.SeenAsync(ada)).Values["Title"].Text);
    }

    [Fact]
    public async Task A_field_that_is_refused_is_named_there_too()
    {
        await using var world = await OrgWorld.StartAsync();
        var ada = world.Lead("Byron");

        var outcome = await world.WriteAsync(Guarded(world.Update(ada, ("Email", "no address")), await VersionAsync(world, ada)));

        Assert.Equal((WriteResult.Rejected, FaultClass.Field, "Email"), (outcome.Result, outcome.Fault!.Class, outcome.Fault.Field));
    }

    private static RecordWrite Guarded(RecordWrite write, long since) => write with { Intent = write.Intent with { UnchangedSince = since } };

    private static async Task<long> VersionAsync(OrgWorld world, RecordKey key) => (await world.SeenAsync(key)).Version;
}

using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.Core.Tests.Reconciling;

/// <summary>Who goes on with the third record that a HubSpot merge leaves.</summary>
public sealed class SurvivorTests
{
    [Fact]
    public void A_pair_that_has_the_survivors_address_by_an_old_move_takes_nothing_over()
    {
        var world = new World();
        var (ana, ben) = (world.Add("contacts", ("email", "ana@acme.test")), world.Add("contacts", ("email", "ben@acme.test")));
        world.Settle();
        var (lead, other) = (world.PairOf(ana).Salesforce.Ref!.Value, world.PairOf(ben).Salesforce.Ref!.Value);
        // Ben's address went to Ana in HubSpot and then into the merge; Salesforce still has it at Ben.
        world.Edit(ben, "email", "new@acme.test");
        var survivor = world.Add("contacts", ("email", "ben@acme.test"));
        world.Becomes(ana, LifeState.Merged, survivor);

        world.Cycle(world.PairOf(ana).Id);

        Assert.Equal(survivor, world.PairOf(lead).HubSpot.Ref);
        Assert.Equal(PairStatus.Active, world.PairOf(lead).Status);
        world.Settle();
        Assert.Equal("new@acme.test", world.Value(other, "Email"));
        Assert.Equal("ben@acme.test", world.Value(lead, "Email"));
    }

    [Fact]
    public void What_the_successor_was_seen_to_agree_on_is_agreed_on()
    {
        var (world, contact, lead) = World.Linked();
        world.Edit(contact, "jobtitle", "CEO");
        var converted = world.Add("Contact", ("Email", "ana@acme.test"), ("Title", "CEO"));
        world.Becomes(lead, LifeState.Converted, converted);
        world.Cycle(world.PairOf(contact).Id);

        // Before the next look somebody puts back what had once been the base.
        world.Edit(converted, "Title", "CTO");
        world.Settle();

        Assert.Equal("CTO", world.Value(contact, "jobtitle"));
    }
}

using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.Core.Tests.Reconciling;

/// <summary>While the brake is drawn no deletion is carried over, and each that waits says so.</summary>
public sealed class DeleteBrakeTests
{
    [Fact]
    public void A_braked_deletion_is_held_with_its_mend_and_carried_over_when_the_brake_is_off()
    {
        var (world, contact, lead) = World.Linked(Propagating());
        world.IsBraked = true;
        world.Becomes(contact, LifeState.Deleted);

        world.Settle().Settle();

        var pair = world.PairOf(lead);
        Assert.Equal((PairStatus.Held, HoldCodes.DeletesBraked), (pair.Status, pair.Hold?.Code));
        Assert.Contains("release-deletes", pair.Hold!.Mend);
        Assert.Single(world.Live("Lead"));
        world.IsBraked = false;
        world.Settle();
        Assert.Empty(world.Live("Lead"));
        Assert.Equal(PairStatus.Tombstone, world.PairOf(lead).Status);
    }

    [Fact]
    public void A_braked_deletion_counts_once_from_when_it_was_first_seen()
    {
        var (world, contact, lead) = World.Linked(Propagating());
        world.IsBraked = true;
        world.Becomes(contact, LifeState.Deleted);
        world.Settle();
        var first = world.PairOf(lead).Deletion;

        world.Wait(TimeSpan.FromMinutes(30));
        world.Settle();

        Assert.Equal(SystemName.HubSpot, first!.System);
        Assert.Equal(first, world.PairOf(lead).Deletion);
    }

    [Fact]
    public void A_record_restored_while_the_brake_was_drawn_goes_on_and_counts_no_more()
    {
        var (world, contact, lead) = World.Linked(Propagating());
        world.IsBraked = true;
        world.Becomes(contact, LifeState.Deleted);
        world.Settle();

        world.Restore(contact);
        world.Edit(contact, "jobtitle", "CEO");
        world.Settle();

        Assert.Equal("CEO", world.Value(lead, "Title"));
        Assert.Equal((PairStatus.Active, null), (world.PairOf(lead).Status, world.PairOf(lead).Deletion));
    }

    private static Mapping Propagating() => World.People() with { DeleteFromHubSpot = DeleteRule.Propagate };
}

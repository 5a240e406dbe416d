using Integration.Core.Journals;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.Settling;

namespace Integration.Core.Tests.Reconciling;

/// <summary>What happened to a record between our write and the next look, while nobody had told us how the write ended.</summary>
public sealed class LostAnswerTests
{
    [Fact]
    public void A_lead_of_ours_that_was_converted_before_we_looked_is_not_made_again()
    {
        var world = new World();
        var contact = world.Add("contacts", ("email", "ana@acme.test"));
        world.Meets = intent =>
        {
            world.Apply(world.Pairs.Single(), intent);
            return new WriteEnd.Unknown();
        };
        world.Settle();
        var lead = Assert.Single(world.Live("Lead"));
        var converted = world.Add("Contact", ("Email", "ana@acme.test"));
        world.Becomes(lead, LifeState.Converted, converted);

        world.Wait(world.Limits.SettleTime);
        foreach (var pair in world.Pairs.ToList()) world.Cycle(pair.Id);
        foreach (var pair in world.Pairs.ToList()) world.Cycle(pair.Id);

        Assert.Equal(1, world.Writes);
        Assert.Equal(converted, world.PairOf(contact).Salesforce.Ref);
    }

    [Fact]
    public void Nor_is_one_whose_contact_was_deleted_since()
    {
        var world = new World();
        var contact = world.Add("contacts", ("email", "ana@acme.test"));
        world.Meets = intent =>
        {
            world.Apply(world.Pairs.Single(), intent);
            return new WriteEnd.Unknown();
        };
        world.Settle();
        var converted = world.Add("Contact", ("Email", "ana@acme.test"));
        world.Becomes(Assert.Single(world.Live("Lead")), LifeState.Converted, converted);
        world.Becomes(converted, LifeState.Deleted);

        world.Wait(world.Limits.SettleTime);
        world.Settle();

        Assert.Equal(1, world.Writes);
        Assert.Equal(PairStatus.Tombstone, world.PairOf(contact).Status);
    }

    [Fact]
    public void A_value_that_was_raced_and_may_never_have_been_stored_is_named_before_it_is_written_over()
    {
        var stage = new FieldMapping { HubSpot = "lifecyclestage", Salesforce = "Stage__c", Type = FieldType.Picklist };
        var (world, contact, lead) = World.Linked(World.People(stage));
        world.Edit(lead, "Stage__c", "subscriber");
        world.Edit(lead, "Title", "CEO");
        // HubSpot takes no step backwards, and the answer that would show so is lost.
        world.Stores = (key, name, value) => name == "lifecyclestage" ? FieldValue.Of("lead") : value;
        world.Meets = intent =>
        {
            world.Apply(world.PairOf(lead), intent);
            return new WriteEnd.Unknown();
        };
        world.Settle();
        world.Meets = _ => null;
        world.Stores = (_, _, value) => value;
        world.Edit(contact, "lifecyclestage", "customer");

        world.Wait(world.Limits.SettleTime);
        world.Settle();

        Assert.Equal("customer", world.Value(lead, "Stage__c"));
        Assert.Contains(world.Journal, line => line.Kind == JournalKind.Lost && line.Record == lead && line.Field == "Stage__c" && line.Before.Text == "subscriber");
    }
}

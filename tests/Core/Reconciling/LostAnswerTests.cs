using Integration.Core.Intents;
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

    [Fact]
    public void A_value_that_the_other_system_never_took_is_named_before_it_is_written_over()
    {
        var (world, contact, lead) = World.Linked();
        world.Stores = (key, name, value) => name == "jobtitle" ? FieldValue.Of("Chief") : value;
        world.Edit(lead, "Title", "CEO");
        world.Settle().Settle();
        Assert.Equal(("CEO", "Chief"), (world.Value(lead, "Title"), world.Value(contact, "jobtitle")));

        world.Edit(contact, "jobtitle", "CTO");
        world.Settle();

        Assert.Equal("CTO", world.Value(lead, "Title"));
        Assert.Contains(world.Journal, line => line.Kind == JournalKind.Lost && line.Record == lead && line.Before.Text == "CEO");
    }

    [Fact]
    public void Another_writing_of_the_same_is_written_over_in_silence()
    {
        var (world, contact, lead) = World.Linked();
        world.Stores = (key, name, value) => name == "Title" ? FieldValue.Of(value.Text!.ToUpperInvariant()) : value;
        world.Edit(contact, "jobtitle", "Head of sales");
        world.Settle().Settle();

        world.Edit(contact, "jobtitle", "Head of it");
        world.Settle();

        Assert.Equal("HEAD OF IT", world.Value(lead, "Title"));
        Assert.DoesNotContain(world.Journal, line => line.Kind == JournalKind.Lost);
    }

    [Fact]
    public void A_pair_that_its_own_deletion_closed_is_due_for_nothing()
    {
        var (world, contact, lead) = World.Linked(World.People() with { DeleteFromSalesforce = DeleteRule.Propagate });
        world.Meets = intent => intent.Kind == IntentKind.Update ? new WriteEnd.FieldRefused("jobtitle", "INVALID", "No.", "Correct it.", null) : null;
        world.Edit(lead, "Title", "CEO");
        world.Settle();
        var id = world.PairOf(contact).Id;
        Assert.NotNull(world.PairOf(contact).Field("jobtitle").Hold);

        world.Becomes(lead, LifeState.Deleted);

        Assert.Null(world.Cycle(id));
        Assert.Empty(world.Live("contacts"));
    }
}

using Integration.Core.Journals;
using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.Core.Tests.Reconciling;

/// <summary>A lead of a pair that ended lives on and is converted: its Contact must neither bring the person back nor be asked about for ever.</summary>
public sealed class ClosedPairTests
{
    [Fact]
    public void The_contact_of_a_lead_whose_person_was_deleted_is_closed_once_and_creates_nobody()
    {
        var (world, contact, lead) = World.Linked();
        world.Becomes(contact, LifeState.Deleted);
        world.Settle();
        var converted = Convert(world, lead);

        world.Settle();
        var pairs = world.Pairs.Count();
        world.Settle().Settle();

        Assert.Equal(pairs, world.Pairs.Count());
        Assert.Equal(PairStatus.Tombstone, world.PairOf(converted).Status);
        Assert.Empty(world.Live("contacts"));
        Assert.Single(world.Journal, line => line.Kind == JournalKind.Linked && line.Record == converted);
    }

    [Fact]
    public void The_contact_of_a_lead_whose_person_lost_a_merge_stays_unmatched()
    {
        var (world, contact, lead) = World.Linked();
        var (survivor, theirs) = Linked(world, "bea@acme.test");
        world.Becomes(contact, LifeState.Merged, survivor);
        world.Settle();
        var converted = Convert(world, lead);

        world.Settle();
        var pairs = world.Pairs.Count();
        world.Settle().Settle();

        Assert.Equal(pairs, world.Pairs.Count());
        Assert.Equal(PairStatus.Superseded, world.PairOf(converted).Status);
        Assert.Equal(theirs, world.PairOf(survivor).Salesforce.Ref);
        Assert.Equal([survivor], world.Live("contacts"));
    }

    [Fact]
    public void A_person_restored_after_the_conversion_goes_on_with_the_contact()
    {
        var (world, contact, lead) = World.Linked();
        world.Becomes(contact, LifeState.Deleted);
        world.Settle();
        var converted = Convert(world, lead);
        world.Settle();

        world.Restore(contact);
        world.Settle().Settle();

        var pair = world.Pairs.Single(pair => pair.Status == PairStatus.Active);
        Assert.Equal((contact, converted), (pair.HubSpot.Ref, pair.Salesforce.Ref));
        Assert.Single(world.Live("contacts"));
    }

    /// <summary>Found by the simulator of references (seed 202520): the lead's pair, which never had a counterpart, took the Contact and made its deleted person anew.</summary>
    [Fact]
    public void A_Contact_that_comes_back_without_its_person_is_not_given_to_the_lead_it_was_converted_from()
    {
        var world = new World();
        var person = world.Add("contacts", ("email", "ana@acme.test"));
        var contact = world.Add("Contact", ("Email", "ana@acme.test"));
        world.Settle().Settle();
        var lead = world.Add("Lead", ("Email", "ana.second@acme.test"));
        world.Hint(lead);
        world.Becomes(lead, LifeState.Converted, contact);
        world.Becomes(contact, LifeState.Deleted);
        world.Becomes(person, LifeState.Deleted);
        world.Settle().Settle();

        world.Restore(contact);
        world.Settle().Settle();

        Assert.Equal(PairStatus.Tombstone, world.PairOf(contact).Status);
        Assert.Equal(person, world.PairOf(contact).HubSpot.Ref);
        Assert.Empty(world.Live("contacts"));
    }

    [Fact]
    public void A_tombstone_remembers_which_side_was_seen_gone()
    {
        var (world, contact, lead) = World.Linked();
        world.Becomes(contact, LifeState.Deleted);

        world.Settle();

        var pair = world.PairOf(lead);
        Assert.Equal((LifeState.Deleted, LifeState.Live), (pair.HubSpot.Seen!.Life.State, pair.Salesforce.Seen!.Life.State));
    }

    private static RecordKey Convert(World world, RecordKey lead)
    {
        var converted = world.Add("Contact", ("Email", world.Value(lead, "Email")), ("Title", "CTO"));
        world.Becomes(lead, LifeState.Converted, converted);
        return converted;
    }

    private static (RecordKey Contact, RecordKey Lead) Linked(World world, string email)
    {
        var contact = world.Add("contacts", ("email", email), ("jobtitle", "CTO"), ("company", "Acme"));
        var lead = world.Add("Lead", ("Email", email), ("Title", "CTO"), ("Company", "Acme"));
        world.Settle().Settle();
        return (contact, lead);
    }
}

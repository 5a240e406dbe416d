using System.Collections.Immutable;
using Integration.Core.Journals;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.Core.Tests.Reconciling;

/// <summary>A rival writer puts back what we write. It costs a bounded number of writes, stops one field, and is named.</summary>
public sealed class UndoingTests
{
    [Fact]
    public void A_rival_that_undoes_our_write_stops_that_field_alone_and_is_named()
    {
        var (world, contact, lead) = World.Linked(Owned());
        world.Edit(contact, "jobtitle", "CEO");
        world.Settle();
        var writes = world.Writes;

        for (var round = 0; round < 10; round++)
        {
            world.Edit(lead, "Title", "CTO", by: "005RIVAL");
            world.Settle();
        }

        Assert.Equal(writes + 2, world.Writes);
        var hold = world.PairOf(lead).Field("jobtitle").Hold!;
        Assert.Equal(HoldCodes.FieldOscillates, hold.Code);
        Assert.Contains("Salesforce Title went back 3 times between the same two values. Salesforce's last writer is user 005RIVAL.", hold.Reason);
        Assert.DoesNotContain("CTO", hold.Reason);
        Assert.Single(world.Journal, line => line.Kind == JournalKind.Held && line.Field == "jobtitle");
        world.Edit(contact, "company", "Acme Ltd");
        world.Settle();
        Assert.Equal("Acme Ltd", world.Value(lead, "Company"));
    }

    [Fact]
    public void Two_automations_that_set_each_other_back_are_stopped_too()
    {
        var (world, contact, lead) = World.Linked();
        world.Edit(contact, "jobtitle", "CEO");
        world.Settle();
        var writes = world.Writes;

        for (var round = 0; round < 10; round++)
        {
            if (world.Value(lead, "Title") == "CEO") world.Edit(lead, "Title", "CTO", by: "005FLOW");
            world.Settle();
            if (world.Value(contact, "jobtitle") == "CTO") world.Edit(contact, "jobtitle", "CEO");
            world.Settle();
        }

        Assert.Equal(writes + 2, world.Writes);
        Assert.Equal(HoldCodes.FieldOscillates, world.PairOf(lead).Field("jobtitle").Hold?.Code);
    }

    [Fact]
    public void A_person_who_changes_her_mind_again_and_again_is_no_rival()
    {
        var (world, contact, lead) = World.Linked();

        for (var round = 0; round < 20; round++)
        {
            var title = round % 2 == 0 ? "CEO" : "CTO";
            world.Edit(contact, "jobtitle", title);
            world.Settle();
            Assert.Equal(title, world.Value(lead, "Title"));
        }
    }

    [Fact]
    public void An_undoing_a_day_later_is_an_edit()
    {
        var (world, contact, lead) = World.Linked(Owned());
        world.Edit(contact, "jobtitle", "CEO");
        world.Settle();

        for (var day = 0; day < 10; day++)
        {
            world.Wait(world.Limits.UndoneWithin + TimeSpan.FromMinutes(1));
            world.Edit(lead, "Title", "CTO");
            world.Settle();
        }

        Assert.Null(world.PairOf(lead).Field("jobtitle").Hold);
        Assert.Equal("CEO", world.Value(lead, "Title"));
    }

    [Fact]
    public void A_write_that_never_landed_was_not_undone()
    {
        var (world, contact, lead) = World.Linked();
        world.Meets = _ => new Core.Settling.WriteEnd.NotApplied(TimeSpan.Zero);
        world.Edit(contact, "jobtitle", "CEO");
        for (var round = 0; round < 8; round++) world.Cycle(world.PairOf(lead).Id);
        world.Meets = _ => null;

        world.Settle();

        Assert.Equal("CEO", world.Value(lead, "Title"));
    }

    [Fact]
    public void The_field_goes_on_at_once_when_both_sides_agree_and_by_itself_after_a_day()
    {
        foreach (var agreed in (bool[])[true, false])
        {
            var (world, contact, lead) = World.Linked(Owned());
            world.Edit(contact, "jobtitle", "CEO");
            world.Settle();
            for (var round = 0; round < 4; round++)
            {
                world.Edit(lead, "Title", "CTO");
                world.Settle();
            }
            Assert.NotNull(world.PairOf(lead).Field("jobtitle").Hold);

            if (agreed) world.Edit(lead, "Title", "CEO");
            else world.Wait(world.Limits.HoldRetry + TimeSpan.FromMinutes(1));
            world.Settle();

            Assert.Null(world.PairOf(lead).Field("jobtitle").Hold);
            Assert.Equal("CEO", world.Value(lead, "Title"));
        }
    }

    /// <summary>HubSpot owns the title, and what Salesforce makes of it is put back.</summary>
    private static Mapping Owned()
    {
        var people = World.People();
        return people with { Fields = [.. people.Fields.Select(field => field.HubSpot == "jobtitle" ? field with { Direction = FieldDirection.ToSalesforce, Drift = DriftRule.Reassert } : field)] };
    }
}

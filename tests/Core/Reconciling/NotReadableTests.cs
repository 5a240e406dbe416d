using Integration.Core.Journals;
using Integration.Core.Pairs;
using Integration.Core.Settling;

namespace Integration.Core.Tests.Reconciling;

/// <summary>A field that a system stops showing waits by name; nothing is cleared, nothing is lost, and it goes on when it is back.</summary>
public sealed class NotReadableTests
{
    [Theory]
    [InlineData("Title", "Salesforce Title of ")]
    [InlineData("jobtitle", "HubSpot jobtitle of ")]
    public void A_field_that_is_not_shown_is_held_by_name_and_the_others_go_on(string hidden, string named)
    {
        var (world, contact, lead) = World.Linked();
        world.Hidden.Add(hidden);
        world.Edit(contact, "jobtitle", "CEO");
        world.Edit(contact, "company", "Acme Ltd");

        world.Settle().Settle();

        var hold = world.PairOf(lead).Field("jobtitle").Hold!;
        Assert.Equal(HoldCodes.FieldNotReadable, hold.Code);
        Assert.Contains(named, hold.Reason);
        Assert.Equal("Acme Ltd", world.Value(lead, "Company"));
        Assert.Equal("CTO", world.Value(lead, "Title"));
        Assert.Single(world.Journal, line => line.Kind == JournalKind.Held);
    }

    [Fact]
    public void What_was_edited_while_it_was_hidden_travels_when_it_is_back()
    {
        var (world, contact, lead) = World.Linked();
        world.Hidden.Add("Title");
        world.Edit(contact, "jobtitle", "CEO");
        world.Settle();

        world.Hidden.Clear();
        world.Settle();

        Assert.Equal("CEO", world.Value(lead, "Title"));
        Assert.Null(world.PairOf(lead).Field("jobtitle").Hold);
    }

    [Fact]
    public void A_write_that_was_open_when_its_field_went_away_ends_and_is_made_again_when_it_is_back()
    {
        var (world, contact, lead) = World.Linked();
        world.Edit(contact, "jobtitle", "CEO");
        world.Meets = _ => new WriteEnd.Unknown();
        world.Settle();
        Assert.NotNull(world.PairOf(lead).IntoSalesforce);

        world.Hidden.Add("Title");
        world.Meets = _ => null;
        world.Wait(world.Limits.SettleTime);
        world.Settle().Settle();
        Assert.Null(world.PairOf(lead).IntoSalesforce);
        Assert.Equal(HoldCodes.FieldNotReadable, world.PairOf(lead).Field("jobtitle").Hold?.Code);
        world.Hidden.Clear();
        world.Settle();

        Assert.Equal("CEO", world.Value(lead, "Title"));
    }

    [Fact]
    public void A_refusal_of_a_field_that_is_gone_becomes_a_hold_that_says_so()
    {
        var (world, contact, lead) = World.Linked();
        world.Edit(contact, "jobtitle", "CEO");
        world.Meets = intent =>
        {
            world.Hidden.Add("Title");
            return new WriteEnd.FieldRefused("Title", "INVALID_FIELD", "no such column", "", null);
        };

        world.Settle().Settle();

        Assert.Equal(HoldCodes.FieldNotReadable, world.PairOf(lead).Field("jobtitle").Hold?.Code);
        Assert.Null(world.PairOf(lead).IntoSalesforce);
    }
}

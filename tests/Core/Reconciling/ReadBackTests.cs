using Integration.Core.Journals;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using static Integration.Core.Tests.Reconciling.World;

namespace Integration.Core.Tests.Reconciling;

/// <summary>
/// The read after our write may show somebody's edit before any hint of it comes. That hint then equals what was seen, and is passed over
/// as an echo: whoever does not look at once never looks.
/// </summary>
public sealed class ReadBackTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_edit_of_another_field_during_our_write_is_looked_at_at_once(bool isIntoSalesforce)
    {
        var (world, contact, lead) = Linked();
        var (written, other) = isIntoSalesforce ? (lead, contact) : (contact, lead);
        world.Edit(other, isIntoSalesforce ? "jobtitle" : "Title", "CEO");
        Once(world, written, key => world.Edit(key, isIntoSalesforce ? "Company" : "company", "Acme Ltd"));

        var pair = world.PairOf(contact).Id;
        Assert.True(world.Cycle(pair) <= world.Now);
        while (world.Cycle(pair) <= world.Now) { }

        Assert.Equal("Acme Ltd", world.Value(contact, "company"));
        Assert.Equal("Acme Ltd", world.Value(lead, "Company"));
        Assert.Equal("CEO", world.Value(written, isIntoSalesforce ? "Title" : "jobtitle"));
    }

    [Fact]
    public void A_field_that_a_flow_of_theirs_sets_because_of_our_write_travels_too()
    {
        var (world, contact, lead) = Linked();
        world.Edit(contact, "jobtitle", "CEO");
        Once(world, lead, key => world.Edit(key, "Company", "Set by a flow", by: "flow"));

        var pair = world.PairOf(contact).Id;
        while (world.Cycle(pair) <= world.Now) { }

        Assert.Equal("Set by a flow", world.Value(contact, "company"));
    }

    [Fact]
    public void A_write_that_shows_nothing_else_leaves_nothing_to_look_at()
    {
        var (world, contact, _) = Linked();
        world.Edit(contact, "jobtitle", "CEO");

        Assert.Null(world.Cycle(world.PairOf(contact).Id));
    }

    [Fact]
    public void An_edit_of_a_created_record_before_it_was_read_back_is_looked_at_at_once()
    {
        var world = new World();
        var contact = world.Add("contacts", ("email", "ana@acme.test"), ("jobtitle", "CTO"));
        Once(world, null, key => world.Edit(key, "Title", "CFO"));
        var pair = world.Hint(contact);

        while (world.Cycle(pair) is { } due) if (due > world.Now) world.Wait(due - world.Now);

        Assert.Equal("CFO", world.Value(contact, "jobtitle"));
        Assert.Contains(world.Journal, line => line is { Kind: JournalKind.Written, Field: "jobtitle" });
    }

    [Fact]
    public void When_a_change_was_is_unknown_where_the_clock_was_set_back_between_two_reads()
    {
        var (world, contact, lead) = Linked();
        world.Wait(TimeSpan.FromSeconds(-600));
        world.Edit(contact, "jobtitle", "CEO");
        world.Wait(TimeSpan.FromSeconds(660)); // Past the time in which a lower version means an older read.

        world.Settle();

        Assert.Equal("CEO", world.Value(lead, "Title"));
        Assert.Null(world.PairOf(contact).Field("jobtitle").HubSpotChanged);
    }

    private static void Once(World world, RecordKey? only, Action<RecordKey> happens)
    {
        var done = false;
        world.Meanwhile = key =>
        {
            if (done || (only is { } wanted && wanted != key)) return;
            done = true;
            happens(key);
        };
    }
}

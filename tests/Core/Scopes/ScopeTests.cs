using Integration.Core.Conditions;
using Integration.Core.Journals;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.Scopes;
using Integration.Core.Tests.Consents;
using Integration.Core.Tests.Reconciling;

namespace Integration.Core.Tests.Scopes;

public sealed class ScopeTests
{
    private static Mapping Scoped() => ConsentTests.People() with { Scope = ConsentTests.Customers };

    [Fact]
    public void Nobody_outside_the_scope_is_created_and_the_hold_says_so()
    {
        var world = new World(Scoped());
        var contact = world.Add("contacts", ("email", "ana@acme.test"), ("segment", "student"));

        world.Settle();

        Assert.Empty(world.Live("Lead"));
        var hold = world.PairOf(contact).Hold!;
        Assert.Equal(HoldCodes.OutOfScope, hold.Code);
        Assert.EndsWith("HubSpot's condition does not hold.", hold.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_comes_into_scope_is_created_and_who_leaves_keeps_the_link_and_is_left_alone()
    {
        var world = new World(Scoped());
        var contact = world.Add("contacts", ("email", "ana@acme.test"), ("jobtitle", "CTO"));
        world.Settle();
        world.Edit(contact, "segment", "customer");
        world.Settle();
        var lead = Assert.Single(world.Live("Lead"));

        world.Edit(contact, "segment", "student");
        world.Edit(contact, "jobtitle", "COO");
        world.Settle().Settle();

        Assert.Equal("CTO", world.Value(lead, "Title"));
        Assert.Equal(lead, world.PairOf(contact).Salesforce.Ref);
        Assert.Single(world.Journal, line => line is { Kind: JournalKind.Held, Rule: HoldCodes.OutOfScope } && line.At > world.Now.AddSeconds(-30) && line.Cause.Contains("Lead", StringComparison.Ordinal));

        world.Edit(contact, "segment", "customer");
        world.Settle();
        Assert.Equal("COO", world.Value(lead, "Title"));
        Assert.Equal(PairStatus.Active, world.PairOf(lead).Status);
    }

    [Fact]
    public void Each_side_must_meet_its_own_condition()
    {
        var world = new World(ConsentTests.People() with { Scope = new MappingScope { Salesforce = new Condition.Is(new FieldRef(SystemName.Salesforce, "Title", FieldType.Text), "CTO") } });
        var contact = world.Add("contacts", ("email", "ana@acme.test"), ("jobtitle", "COO"));
        world.Settle(); // Nothing is asked of HubSpot, so the lead is made.
        var lead = Assert.Single(world.Live("Lead"));

        world.Edit(contact, "jobtitle", "CEO");
        world.Settle();

        Assert.Equal("COO", world.Value(lead, "Title"));
        Assert.Equal(HoldCodes.OutOfScope, world.PairOf(contact).Hold!.Code);
    }

    [Fact]
    public void A_condition_on_time_is_judged_again_when_time_alone_changes_it()
    {
        var scope = new MappingScope { HubSpot = new Condition.Within(new FieldRef(SystemName.HubSpot, "segment", FieldType.Date), TimeSpan.FromDays(30)) };
        var world = new World(ConsentTests.People() with { Scope = scope });
        var contact = world.Add("contacts", ("email", "ana@acme.test"), ("segment", "2026-11-25"));

        world.Settle();

        Assert.Equal(new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero), world.PairOf(contact).Hold!.RetryAt);
    }

    [Fact]
    public void A_deletion_outside_the_scope_is_not_carried_over()
    {
        var world = new World(Scoped() with { DeleteFromHubSpot = DeleteRule.Propagate });
        var contact = world.Add("contacts", ("email", "ana@acme.test"), ("segment", "customer"));
        world.Settle();
        world.Edit(contact, "segment", "student");
        world.Settle();
        world.Becomes(contact, LifeState.Deleted);

        world.Settle();

        Assert.Single(world.Live("Lead"));
    }

    [Fact]
    public void What_the_scope_names_is_read_though_no_row_maps_it()
    {
        var mapping = World.People() with { Scope = ConsentTests.Customers };

        Assert.Contains("segment", mapping.FieldsOf(SystemName.HubSpot, "contacts"));
        Assert.DoesNotContain("segment", mapping.FieldsOf(SystemName.Salesforce, "Lead"));
    }
}

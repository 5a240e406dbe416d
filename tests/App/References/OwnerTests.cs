using Integration.Core.Pairs;

namespace Integration.App.Tests.References;

/// <summary>Who owns a record, in both systems: matched by mail address, active people only.</summary>
public sealed class OwnerTests
{
    private const string Owner = "hubspot_owner_id";

    [Fact]
    public async Task An_owner_is_the_user_with_the_same_address_in_any_case()
    {
        await using var world = await ReferenceWorld.StartAsync();
        var (nora, noraThere) = (HubSpotOwner(world, "Nora@Acme.test"), User(world, "nora@acme.TEST", "nora"));
        var contact = world.Contact("ana@acme.com", (Owner, nora));
        var lead = world.Lead("bob@acme.com", ("OwnerId", noraThere));

        await world.SettleAsync();

        var anaThere = (await world.PairOfAsync(contact)).Salesforce.Ref!.Value;
        var bobHere = (await world.PairOfAsync(lead)).HubSpot.Ref!.Value;
        Assert.Equal(noraThere, world.Value(anaThere, "OwnerId"));
        Assert.Equal(nora, world.Value(bobHere, Owner));
    }

    [Fact]
    public async Task A_record_that_the_service_made_and_nobody_owns_stays_without_an_owner()
    {
        await using var world = await ReferenceWorld.StartAsync();
        var contact = world.Contact("ana@acme.com");

        await world.SettleAsync();

        Assert.NotNull(await world.PartnerAsync(contact));
        Assert.Null(world.Value(contact, Owner));
        Assert.Null(await world.HoldOfAsync(contact, Owner));
    }

    [Fact]
    public async Task An_owner_without_a_counterpart_holds_the_field_alone_and_is_named_by_id()
    {
        await using var world = await ReferenceWorld.StartAsync();
        var stranger = User(world, "stranger@acme.test", "stranger");
        var lead = world.Lead("bob@acme.com", ("OwnerId", stranger), ("Title", "CTO"));

        await world.SettleAsync();

        var contact = (await world.PairOfAsync(lead)).HubSpot.Ref!.Value;
        var hold = await world.HoldOfAsync(lead, Owner);
        Assert.Equal(HoldCodes.FieldNoOwner, hold?.Code);
        Assert.Contains(stranger, hold!.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("stranger@", hold.Reason + hold.Mend, StringComparison.Ordinal);
        Assert.Equal("CTO", world.Value(contact, "jobtitle"));
        Assert.Null(world.Value(contact, Owner));

        var invited = HubSpotOwner(world, "stranger@acme.test");
        world.Wait(TimeSpan.FromDays(1));
        await world.SettleAsync();
        Assert.Equal(invited, world.Value(contact, Owner));
        Assert.Null(await world.HoldOfAsync(lead, Owner));
    }

    [Fact]
    public async Task A_queue_is_not_written_to_HubSpot()
    {
        await using var world = await ReferenceWorld.StartAsync();
        var queue = world.Org.Seed("Group", [new Dictionary<string, string?> { ["Name"] = "Inbound", ["DeveloperName"] = "Inbound2", ["Type"] = "Queue" }])["ids"]![0]!.GetValue<string>();
        world.Org.Seed("QueueSobject", [new Dictionary<string, string?> { ["QueueId"] = queue, ["SobjectType"] = "Lead" }]);
        var lead = world.Lead("bob@acme.com", ("OwnerId", queue));

        await world.SettleAsync();

        var hold = await world.HoldOfAsync(lead, Owner);
        Assert.Equal(HoldCodes.FieldNoOwner, hold?.Code);
        Assert.Contains("is a queue", hold!.Reason, StringComparison.Ordinal);
        Assert.Null(world.Value((await world.PairOfAsync(lead)).HubSpot.Ref!.Value, Owner));
    }

    [Fact]
    public async Task Nobody_is_given_a_record_who_was_deactivated_there()
    {
        await using var world = await ReferenceWorld.StartAsync();
        var former = HubSpotOwner(world, "former@sandbox.test"); // The org's user of that address is inactive.
        var contact = world.Contact("ana@acme.com", (Owner, former));

        await world.SettleAsync();

        var hold = await world.HoldOfAsync(contact, Owner);
        Assert.Equal(HoldCodes.FieldNoOwner, hold?.Code);
        Assert.Contains("deactivated", hold!.Reason, StringComparison.Ordinal);
        Assert.Equal(former, world.Value(contact, Owner));
    }

    [Fact]
    public async Task An_owner_in_HubSpot_takes_over_what_only_the_service_owned()
    {
        await using var world = await ReferenceWorld.StartAsync();
        var (nora, noraThere) = (HubSpotOwner(world, "nora@acme.test"), User(world, "nora@acme.test", "nora"));
        var contact = world.Contact("ana@acme.com");
        await world.SettleAsync();

        world.InHubSpot("edit", contact, ("properties", new System.Text.Json.Nodes.JsonObject { [Owner] = nora }));
        await world.SettleAsync();

        Assert.Equal(noraThere, world.Value((await world.PairOfAsync(contact)).Salesforce.Ref!.Value, "OwnerId"));
        Assert.Equal(nora, world.Value(contact, Owner));
    }

    [Fact]
    public async Task A_new_owner_in_Salesforce_reaches_HubSpot()
    {
        await using var world = await ReferenceWorld.StartAsync();
        var (nora, noraThere) = (HubSpotOwner(world, "nora@acme.test"), User(world, "nora@acme.test", "nora"));
        var (omar, omarThere) = (HubSpotOwner(world, "omar@acme.test"), User(world, "omar@acme.test", "omar"));
        var contact = world.Contact("ana@acme.com", (Owner, nora));
        var lead = world.Lead("ana@acme.com", ("OwnerId", noraThere));
        await world.SettleAsync();
        Assert.Equal(nora, world.Value(contact, Owner));

        world.InSalesforce("edit", lead, ("OwnerId", omarThere));
        await world.SettleAsync();

        Assert.Equal(omar, world.Value(contact, Owner));
    }

    [Fact]
    public async Task The_directories_are_read_once_for_many_records()
    {
        await using var world = await ReferenceWorld.StartAsync();
        var owner = HubSpotOwner(world, "nora@acme.test");
        User(world, "nora@acme.test", "nora");
        for (var number = 0; number < 30; number++) world.Contact($"p{number}@acme.com", (Owner, owner));

        await world.PollAsync();
        await world.WorkAsync();

        Assert.Equal(2, world.HubSpotCalls.Endpoints.Where(each => each.Key.Contains("/owners", StringComparison.Ordinal)).Sum(each => each.Value.Calls));
    }

    private static string HubSpotOwner(ReferenceWorld world, string email) =>
        world.Portal.Seed("owners", [new Dictionary<string, string?> { ["email"] = email, ["firstName"] = "A", ["lastName"] = "B" }])["ids"]![0]!.GetValue<string>();

    private static string User(ReferenceWorld world, string email, string alias) =>
        world.Org.Seed("User", [new Dictionary<string, string?> { ["Username"] = email, ["Email"] = email, ["LastName"] = alias, ["Alias"] = alias }])["ids"]![0]!.GetValue<string>();
}

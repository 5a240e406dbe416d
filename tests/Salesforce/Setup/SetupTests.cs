using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Salesforce.Schemas;
using Integration.Salesforce.Tests.Worlds;

namespace Integration.Salesforce.Tests.Setup;

public class SetupTests
{
    private static readonly WatchedObject[] Watched = [new("Lead", ["Email"], "Email"), new("Contact", ["Email"], "Email")];

    [Fact]
    public async Task A_plan_names_what_is_missing_and_changes_nothing()
    {
        await using var world = await OrgWorld.StartAsync(withKey: false);

        var steps = await world.Worker.Setup.PlanAsync(Watched, CancellationToken.None);

        Assert.Equal(2, steps.Count);
        Assert.All(steps, step => Assert.False(step.IsDone));
        Assert.Equal(0, world.Calls("POST /services/data"));
    }

    [Fact]
    public async Task Applying_makes_the_key_and_grants_it_and_applying_again_makes_nothing()
    {
        await using var world = await OrgWorld.StartAsync(withKey: false);

        var first = await world.Worker.Setup.ApplyAsync(Watched, CancellationToken.None);
        world.Server.Calls.Clear();
        var second = await world.Worker.Setup.ApplyAsync(Watched, CancellationToken.None);

        Assert.All(first.Concat(second), step => Assert.True(step.IsDone, step.What));
        Assert.Equal(0, world.Calls("POST /services/data"));
    }

    [Fact]
    public async Task After_set_up_a_create_works_at_once()
    {
        await using var world = await OrgWorld.StartAsync(withKey: false);
        var before = await world.WriteAsync(world.Create("Lead", OrgWorld.Pair(1), ("LastName", "Byron"), ("Company", "Acme")));

        await world.Worker.Setup.ApplyAsync(Watched, CancellationToken.None);
        var after = await world.WriteAsync(world.Create("Lead", OrgWorld.Pair(1), ("LastName", "Byron"), ("Company", "Acme")));

        Assert.Equal((WriteResult.NotApplied, WriteResult.Done), (before.Result, after.Result));
        Assert.Equal(OrgWorld.Pair(1), after.Stored!.PairKey);
    }

    [Fact]
    public async Task A_key_that_is_there_and_hidden_from_us_is_granted()
    {
        await using var world = await OrgWorld.StartAsync(withKey: false);
        world.Org.AddCustomField("Lead", KeyField.Name, new() { ["type"] = "Text", ["label"] = "Integration Key", ["length"] = 64, ["externalId"] = true, ["unique"] = true }, visible: false);

        var steps = await world.Worker.Setup.ApplyAsync([Watched[0]], CancellationToken.None);

        Assert.True(Assert.Single(steps).IsDone);
    }

    [Fact]
    public async Task A_key_that_is_not_unique_is_for_a_person_to_mend()
    {
        await using var world = await OrgWorld.StartAsync(withKey: false);
        world.Org.AddCustomField("Lead", KeyField.Name, new() { ["type"] = "Text", ["label"] = "Integration Key", ["length"] = 64, ["externalId"] = true });

        var step = Assert.Single(await world.Worker.Setup.ApplyAsync([Watched[0]], CancellationToken.None));

        Assert.False(step.IsDone);
        Assert.Contains("unique", step.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mapped_field_that_we_may_not_see_is_named()
    {
        await using var world = await OrgWorld.StartAsync();

        var steps = await world.Worker.Setup.PlanAsync([new WatchedObject("Lead", ["Email", "Nope__c"], "Email")], CancellationToken.None);

        var missing = Assert.Single(steps, step => !step.IsDone);
        Assert.Contains("Lead.Nope__c", missing.What, StringComparison.Ordinal);
        Assert.NotNull(missing.Mend);
    }
}

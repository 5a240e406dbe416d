using System.Text.Json.Nodes;
using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Records;
using Integration.Salesforce.Tests.Worlds;
using Integration.Sandbox.Control;

namespace Integration.Salesforce.Tests.Writes;

/// <summary>Tasks are made once, about a lead or a contact, under their ask's key.</summary>
public sealed class ActivityTests
{
    private static readonly WatchedObject[] Made = [new("Task", [], "") { IsSighted = true }];

    [Fact]
    public async Task A_task_is_made_about_its_lead()
    {
        await using var world = await SetUpAsync();
        var lead = world.Lead("Byron");
        var outcome = await world.WriteAsync(Activity(lead, OrgWorld.Pair(5), ("Subject", "Call Ana"), ("ActivityDate", "2026-11-24"), ("Priority", "High")));

        Assert.Equal((WriteResult.Done, "Task", null), (outcome.Result, outcome.Key?.Object, outcome.Fault));
        var task = Assert.Single(world.Org.Dump("Task"))!;
        Assert.Equal((lead.Id, "Call Ana", "High"), (Text(task, "WhoId"), Text(task, "Subject"), Text(task, "Priority")));
    }

    [Fact]
    public async Task A_task_whose_answer_was_lost_is_found_by_its_ask_at_once()
    {
        await using var world = await SetUpAsync();
        var lead = world.Lead("Byron");
        world.Fault("*/composite/sobjects", FaultKind.DropAnswer);
        var lost = await world.WriteAsync(Activity(lead, OrgWorld.Pair(5), ("Subject", "Call Ana")));
        Assert.Equal(WriteResult.Unknown, lost.Result);

        var found = await world.FindAsync(FindKind.ByPairKey, OrgWorld.Pair(5).ToString("D"), "Task");
        Assert.Null(found.Fault);
        Assert.Equal("Task", Assert.Single(found.Found).Key.Object);
        Assert.Empty((await world.FindAsync(FindKind.ByPairKey, OrgWorld.Pair(6).ToString("D"), "Task")).Found);
    }

    [Fact]
    public async Task An_org_that_allows_an_external_id_on_tasks_makes_none_twice_even_unasked()
    {
        await using var world = await OrgWorld.StartAsync();
        world.Org.AddCustomField("Task", "Integration_Key__c", new JsonObject { ["type"] = "Text", ["label"] = "Integration Key", ["length"] = 64, ["externalId"] = true, ["unique"] = true });
        var lead = world.Lead("Byron");
        var first = await world.WriteAsync(Activity(lead, OrgWorld.Pair(5), ("Subject", "Call Ana")));
        var again = await world.WriteAsync(Activity(lead, OrgWorld.Pair(5), ("Subject", "Call Ana")));
        Assert.Equal((WriteResult.Done, first.Key), (again.Result, again.Key));
        Assert.Single(world.Org.Dump("Task"));
    }

    [Fact]
    public async Task Without_our_field_no_task_is_made_and_the_mend_is_named()
    {
        await using var world = await OrgWorld.StartAsync();
        var outcome = await world.WriteAsync(Activity(world.Lead("Byron"), OrgWorld.Pair(5), ("Subject", "Call Ana")));
        Assert.Equal((WriteResult.Rejected, "KEY_FIELD_MISSING"), (outcome.Result, outcome.Fault!.Code));
        Assert.Contains("integration setup --apply", outcome.Fault.Mend);
        Assert.Empty(world.Org.Dump("Task"));
    }

    [Fact]
    public async Task One_task_that_is_refused_keeps_no_other_from_being_made()
    {
        await using var world = await SetUpAsync();
        var lead = world.Lead("Byron");
        var outcomes = await world.WriteAllAsync(
            Activity(lead, OrgWorld.Pair(1), ("Subject", "one")), Activity(lead, OrgWorld.Pair(2), ("Subject", "two"), ("OwnerId", "005000000000000AAA")), Activity(lead, OrgWorld.Pair(3), ("Subject", "three")));
        Assert.Equal([WriteResult.Done, WriteResult.Rejected, WriteResult.Done], outcomes.Select(outcome => outcome.Result));
        Assert.Equal(2, world.Org.Dump("Task").Count);
    }

    private static async Task<OrgWorld> SetUpAsync()
    {
        var world = await OrgWorld.StartAsync();
        await world.Worker.Setup.ApplyAsync(Made, default);
        return world;
    }

    private static string? Text(JsonNode task, string field) => task[field]?.ToString();

    private static RecordWrite Activity(RecordKey person, Guid ask, params (string, string?)[] values) => new(ask, new Intent
    {
        Id = ask,
        System = SystemName.Salesforce,
        Kind = IntentKind.Activity,
        Object = "Task",
        Target = person,
        Values = FieldValues.Of(values),
        Asks = [ask],
        SentAt = DateTimeOffset.UnixEpoch,
        NotBefore = DateTimeOffset.UnixEpoch,
    });
}

using System.Text.Json.Nodes;
using Integration.Connectors.Feeds;
using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Core.Sightings;
using Integration.Salesforce.Tests.Worlds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.Salesforce.Tests.Feeds;

/// <summary>Tasks, events and opportunities are told of from the first start on, and read with the people they belong to.</summary>
public sealed class SightingFeedTests
{
    private static readonly IReadOnlyList<WatchedObject> Sighted = [.. SightingPlan.Standard.Objects.Where(each => each.System == SystemName.Salesforce)
        .Select(each => new WatchedObject(each.Object, each.Fields, "") { IsSighted = true, HasKey = each.IsMade, TellsOf = each.TellsOf })];

    [Fact]
    public async Task What_was_there_long_before_the_first_start_is_not_told()
    {
        await using var world = await OrgWorld.StartAsync();
        var lead = world.Lead("Byron");
        var old = Made(world, "Task", ("Subject", "old"), ("WhoId", lead.Id));
        // An hour passes in the org and here, before anything of ours starts.
        world.Org.Clock.Advance(TimeSpan.FromHours(1));
        var later = Made(world, "Task", ("Subject", "new"), ("WhoId", lead.Id));
        var feed = new SalesforceWorker(world.Options, new Ahead(TimeSpan.FromHours(1)), new SeededEntropy(), NullLoggerFactory.Instance).Feeds(Sighted, world.Sink).Single(each => each.Name == "salesforce.poll.Task");
        await RoundAsync(feed);
        Assert.Equal([later], world.Sink.Hints.Select(hint => hint.Key));
        Assert.NotEqual(old, later);
    }

    private sealed class Ahead(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }

    [Fact]
    public async Task A_task_is_told_and_read_with_its_lead()
    {
        await using var world = await OrgWorld.StartAsync();
        var lead = world.Lead("Byron");
        var feed = Feed(world, "Task");
        await RoundAsync(feed);
        var task = Made(world, "Task", ("Subject", "Call"), ("WhoId", lead.Id), ("TaskSubtype", "Call"), ("Status", "Completed"));
        world.Sink.Batches.Clear();
        await RoundAsync(feed);

        Assert.Contains(task, world.Sink.Hints.Select(hint => hint.Key));
        var seen = await SeenAsync(world, task);
        Assert.Equal([lead], seen.People);
        Assert.Equal(("Completed", "true", "Call"), (seen.Seen!.Values["Status"].Text, seen.Seen.Values["IsClosed"].Text, seen.Seen.Values["TaskSubtype"].Text));
        Assert.NotNull(seen.Seen.Values["CompletedDateTime"].Text);
        Assert.NotNull(seen.Seen.Values["CreatedById"].Text);
    }

    [Fact]
    public async Task An_opportunity_that_came_from_a_conversion_belongs_to_the_lead_and_the_contact()
    {
        await using var world = await OrgWorld.StartAsync();
        var lead = world.Lead("Byron");
        var feeds = new[] { Feed(world, "Opportunity"), Feed(world, "OpportunityContactRole") };
        foreach (var feed in feeds) await RoundAsync(feed);
        world.Sink.Batches.Clear();
        world.Act("convert", lead, new() { ["status"] = "Closed - Converted", ["createOpportunity"] = true });
        foreach (var feed in feeds) await RoundAsync(feed);

        // The role tells of its opportunity, and nothing else is told.
        var opportunity = Assert.Single(world.Sink.Hints.Select(hint => hint.Key).Distinct());
        Assert.Equal("Opportunity", opportunity.Object);
        Assert.True(world.Sink.Hints.Count() >= 2);
        var seen = await SeenAsync(world, opportunity);
        Assert.Equal(["Contact", "Lead"], seen.People.Select(person => person.Object));
        Assert.Contains(lead, seen.People);
        Assert.Equal("false", seen.Seen!.Values["IsClosed"].Text);
    }

    [Fact]
    public async Task An_event_without_a_person_belongs_to_nobody()
    {
        await using var world = await OrgWorld.StartAsync();
        var made = Made(world, "Event", ("Subject", "Meeting"), ("StartDateTime", "2026-11-24T10:00:00Z"), ("DurationInMinutes", "30"));
        Assert.Empty((await SeenAsync(world, made)).People);
    }

    private static IFeed Feed(OrgWorld world, string objectName) => world.Worker.Feeds(Sighted, world.Sink).Single(feed => feed.Name == $"salesforce.poll.{objectName}");

    private static async Task RoundAsync(IFeed feed)
    {
        while ((await feed.RoundAsync(default)).HasMore) { }
    }

    private static async Task<ReadOutcome> SeenAsync(OrgWorld world, RecordKey key) => Assert.Single((await world.Worker.Connector.ReadAsync(
        new ReadRequest(Lane.Normal, [key], new FieldSelection(Sighted.ToDictionary(each => each.Object, each => each.Fields))) { WithPeople = true }, default)).Outcomes);

    private static RecordKey Made(OrgWorld world, string objectName, params (string Field, string? Value)[] fields) =>
        OrgWorld.Key(objectName, world.Org.Seed(objectName, [fields.ToDictionary(field => field.Field, field => field.Value)])["ids"]![0]!.GetValue<string>());
}

using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Core.Sightings;
using static Integration.HubSpot.Tests.ServedPortal;

namespace Integration.HubSpot.Tests.Feeds;

/// <summary>Calls, meetings, notes and tasks are told of from the first start on, and read with the contacts they belong to.</summary>
public sealed class SightingFeedTests : IAsyncLifetime
{
    private static readonly WatchedObject[] Sighted =
        [.. SightingPlan.Standard.Objects.Where(each => each.System == SystemName.HubSpot).Select(each => new WatchedObject(each.Object, each.Fields, "") { IsSighted = true, HasKey = each.IsMade })];

    private ServedPortal portal = null!;

    public async ValueTask InitializeAsync() => portal = await StartAsync();

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task There_is_no_first_load_of_what_is_only_watched()
    {
        var feeds = portal.Worker.Feeds(Sighted, portal.Sink).Select(feed => feed.Name).ToList();
        Assert.Equal(["hubspot.poll.calls", "hubspot.poll.meetings", "hubspot.poll.notes", "hubspot.poll.tasks"], feeds.Where(name => name.Contains("poll", StringComparison.Ordinal)));
        Assert.DoesNotContain(feeds, name => name.Contains("backfill", StringComparison.Ordinal));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_call_is_told_and_read_with_everybody_it_belongs_to_and_what_it_was()
    {
        var (ana, ben) = (portal.Has(("email", "ana@quint.test")), portal.Has(("email", "ben@quint.test")));
        var feed = portal.Worker.Feeds(Sighted, portal.Sink).Single(each => each.Name == "hubspot.poll.calls");
        while ((await feed.RoundAsync(default)).HasMore) { }
        var call = portal.Logs("calls", ana, ("hs_timestamp", "2026-11-22T08:00:00Z"), ("hs_call_status", "COMPLETED"), ("hs_call_duration", "61000"));
        portal.Associates(call, ben);
        while ((await feed.RoundAsync(default)).HasMore) { }

        Assert.Contains(call, portal.Sink.Hints.Select(hint => hint.Key));
        var outcome = Assert.Single((await portal.Connector.ReadAsync(new ReadRequest(Lane.Normal, [call],
            new FieldSelection(Sighted.ToDictionary(each => each.Object, each => each.Fields)))
        { WithPeople = true }, default)).Outcomes);
        Assert.Equal(new[] { ana, ben }.Order(), outcome.People);
        Assert.Equal(("COMPLETED", "61000"), (outcome.Seen!.Values["hs_call_status"].Text, outcome.Seen.Values["hs_call_duration"].Text));
        // Made by a person in HubSpot's pages: what tells it from a machine's.
        Assert.Equal("CRM_UI", outcome.Seen.Values["hs_object_source"].Text);
    }

    [Fact]
    public async Task A_record_whose_people_cannot_be_read_counts_as_not_read()
    {
        var call = portal.Logs("calls", portal.Has(("email", "ana@quint.test")), ("hs_timestamp", "2026-11-22T08:00:00Z"));
        portal.Faults(new Integration.Sandbox.Control.Fault { On = "*/calls/contacts/batch/read", Do = Integration.Sandbox.Control.FaultKind.Unavailable, Times = 20 });
        var outcome = Assert.Single((await portal.Connector.ReadAsync(new ReadRequest(Lane.Normal, [call], Selection()) { WithPeople = true }, default)).Outcomes);
        Assert.Null(outcome.Seen);
        Assert.NotNull(outcome.Fault);
    }
}

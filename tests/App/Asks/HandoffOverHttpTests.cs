using System.Text.Json.Nodes;
using Integration.Core.Asks;
using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.App.Tests.Asks;

/// <summary>What a handoff asks for, and what it follows, through both real workers and both emulated systems.</summary>
public sealed class HandoffOverHttpTests : IAsyncLifetime
{
    private AskWorld world = null!;

    public async ValueTask InitializeAsync() => world = await AskWorld.StartAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_person_is_handed_over_followed_converted_and_answered_for()
    {
        var ana = world.Contact("ana@quint.test");
        await world.GoRoundAsync();
        Assert.Equal(HoldCodes.AwaitsHandoff, (await world.PairOfAsync(ana)).Hold?.Code);
        Assert.Empty(world.Org.Dump("Lead"));

        // Handed over: the lead is made, rated, and gets a task; the contact's stage goes backwards, and its timeline says so.
        var release = await world.AskAsync(ana, new AskKind.Release());
        var rating = await world.AskAsync(ana, new AskKind.SetFields(SystemName.Salesforce, FieldValues.Of(("Rating", "Hot"), ("Title", "CTO"))));
        var stage = await world.AskAsync(ana, new AskKind.SetFields(SystemName.HubSpot, FieldValues.Of(("lifecyclestage", "salesqualifiedlead"), ("hs_lead_status", "OPEN"))));
        var task = await world.AskAsync(ana, new AskKind.Activity(SystemName.Salesforce, "Task", FieldValues.Of(("Subject", "Call Ana"), ("Priority", "High"))));
        var note = await world.AskAsync(ana, new AskKind.Activity(SystemName.HubSpot, "notes", FieldValues.Of(("hs_note_body", "Handed over to sales"))));
        await world.SettleAsync();

        foreach (var ask in new[] { release, rating, stage, task, note }) Assert.IsType<AskEnd.Done>(await world.EndAsync(ask));
        var lead = (await world.PairOfAsync(ana)).Salesforce.Ref!.Value;
        Assert.Equal(("Hot", "CTO"), (world.InSalesforce(lead)["Rating"]?.ToString(), world.InSalesforce(lead)["Title"]?.ToString()));
        Assert.Equal(("salesqualifiedlead", "OPEN", "CTO"), (world.InHubSpot(ana, "lifecyclestage"), world.InHubSpot(ana, "hs_lead_status"), world.InHubSpot(ana, "jobtitle")));
        Assert.Equal(lead.Id, Assert.Single(world.Org.Dump("Task"))!["WhoId"]?.ToString());

        // Sales calls: the rep's task is seen with the person it belongs to, and told from our own.
        var clean = (await world.PairOfAsync(ana)).CleanGeneration;
        world.Org.Act(new JsonObject { ["action"] = "create", ["object"] = "Task", ["fields"] = new JsonObject { ["Subject"] = "Called", ["WhoId"] = lead.Id, ["Status"] = "Completed", ["TaskSubtype"] = "Call" } });
        await world.GoRoundAsync();
        var seen = await world.SightingsOfAsync(ana);
        Assert.Equal(["HubSpot/notes", "Salesforce/Task", "Salesforce/Task"], seen.Select(each => $"{each.Key.System}/{each.Key.Object}").Order(StringComparer.Ordinal));
        var call = Assert.Single(seen, each => !each.IsOurs);
        Assert.Equal(("Completed", "true", "Call"), (call.Seen.Values["Status"].Text, call.Seen.Values["IsClosed"].Text, call.Seen.Values["TaskSubtype"].Text));
        Assert.True((await world.PairOfAsync(ana)).CleanGeneration > clean);

        // Converted with an opportunity: the same pair knows the opportunity, and what is asked for goes to the contact.
        world.Org.Act(new JsonObject { ["action"] = "convert", ["object"] = "Lead", ["id"] = lead.Id, ["status"] = "Closed - Converted", ["createOpportunity"] = true });
        var title = await world.AskAsync(ana, new AskKind.SetFields(SystemName.Salesforce, FieldValues.Of(("Title", "CEO"))));
        var rated = await world.AskAsync(ana, new AskKind.SetFields(SystemName.Salesforce, FieldValues.Of(("Rating", "Warm"))));
        await world.GoRoundAsync();
        var contact = (await world.PairOfAsync(ana)).Salesforce.Ref!.Value;
        Assert.Equal("Contact", contact.Object);
        Assert.Equal(new AskEnd.Done(contact), await world.EndAsync(title));
        Assert.Equal("CEO", world.InHubSpot(ana, "jobtitle"));
        // A contact has no rating: refused by name, and nothing else suffers.
        Assert.Contains("Contact has no Rating", Assert.IsType<AskEnd.Refused>(await world.EndAsync(rated)).Reason);
        var opportunity = Assert.Single(await world.SightingsOfAsync(ana), each => each.Key.Object == "Opportunity");
        Assert.Equal("false", opportunity.Seen.Values["IsClosed"].Text);

        // Won.
        world.Org.Act(new JsonObject { ["action"] = "edit", ["object"] = "Opportunity", ["id"] = opportunity.Key.Id, ["fields"] = new JsonObject { ["StageName"] = "Closed Won", ["Amount"] = "5000" } });
        await world.GoRoundAsync();
        var won = Assert.Single(await world.SightingsOfAsync(ana), each => each.Key.Object == "Opportunity");
        Assert.Equal(("true", "5000"), (won.Seen.Values["IsWon"].Text, won.Seen.Values["Amount"].Text));
    }

    [Fact]
    public async Task A_field_that_only_the_Agreement_names_is_read_with_the_pair_and_its_change_is_news()
    {
        var ana = world.Contact("ana@quint.test");
        await world.GoRoundAsync();
        var before = await world.PairOfAsync(ana);
        Assert.True(before.HubSpot.Seen!.Values["hs_lead_status"].IsBlank);

        world.Portal.Act(new JsonObject { ["action"] = "edit", ["object"] = "contacts", ["id"] = ana.Id, ["fields"] = new JsonObject { ["hs_lead_status"] = "CONNECTED" } });
        await world.GoRoundAsync();
        var after = await world.PairOfAsync(ana);
        Assert.Equal("CONNECTED", after.HubSpot.Seen!.Values["hs_lead_status"].Text);
        Assert.True(after.CleanGeneration > before.CleanGeneration);
    }

    [Fact]
    public async Task A_call_logged_in_HubSpot_is_seen_with_its_contact()
    {
        var ana = world.Contact("ana@quint.test");
        await world.GoRoundAsync();
        var call = world.Portal.Act(new JsonObject { ["action"] = "create", ["object"] = "calls", ["fields"] = new JsonObject { ["hs_timestamp"] = "2026-11-22T08:00:00Z", ["hs_call_status"] = "COMPLETED" } });
        var id = call["id"]?.ToString() ?? call["record"]!["id"]!.ToString();
        world.Portal.Act(new JsonObject { ["action"] = "associate", ["object"] = "calls", ["id"] = id, ["toObject"] = "contacts", ["toId"] = ana.Id });
        await world.GoRoundAsync();

        var seen = Assert.Single(await world.SightingsOfAsync(ana));
        Assert.Equal((id, "COMPLETED", "CRM_UI"), (seen.Key.Id, seen.Seen.Values["hs_call_status"].Text, seen.Seen.Values["hs_object_source"].Text));
    }
}

using System.Text.Json.Nodes;
using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Salesforce.Tests.Worlds;
using Integration.Sandbox.Control;

namespace Integration.Salesforce.Tests.Feeds;

public class PollTests
{
    [Fact]
    public async Task The_first_load_tells_every_record_in_the_bulk_lane_and_then_it_is_quiet()
    {
        await using var world = await OrgWorld.StartAsync();
        var leads = world.Leads(20);

        await world.PollAsync();
        var load = world.Sink.Hints.ToList();
        await world.QuietAsync();
        await world.PollAsync();

        Assert.Equal(leads.Order(), load.Select(hint => hint.Key).Order());
        Assert.All(load, hint => Assert.Equal(Lane.Bulk, hint.Lane));
        Assert.Empty(world.Sink.Hints);
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task A_hundred_thousand_rows_with_one_stamp_are_all_told_in_fifty_queries()
    {
        await using var world = await OrgWorld.StartAsync();
        await world.PollAsync();
        world.Org.Clock.Advance(TimeSpan.FromSeconds(2));
        var leads = world.Leads(100_000);
        var before = world.Calls("queryAll");

        await world.PollAsync();

        Assert.Equal(100_000, world.Sink.Hints.Select(hint => hint.Key).Distinct().Count());
        Assert.Equal(100_000, world.Sink.Hints.Count());
        Assert.InRange(world.Calls("queryAll") - before, 50, 52);
        _ = leads;
    }

    [Fact]
    public async Task An_edit_is_told_with_what_the_record_claims_to_hold_and_no_more_once_its_second_is_over()
    {
        await using var world = await OrgWorld.StartAsync();
        var ada = world.Leads(3)[1];
        await world.QuietAsync();

        world.Edit(ada, "Title", "CFO");
        await world.PollAsync();
        var hint = Assert.Single(world.Sink.Hints);
        await world.QuietAsync();
        await world.PollAsync();

        Assert.Equal((ada, Lane.Normal, false), (hint.Key, hint.Lane, hint.IsLifeChange));
        Assert.Equal((await world.SeenAsync(ada)).Values, hint.Claims);
        Assert.Empty(world.Sink.Hints);
    }

    /// <summary>Both edits bear one stamp, and the first was told before the second was made. It waited for the daily sweep.</summary>
    [Fact]
    public async Task A_second_edit_within_the_second_in_which_a_poll_looked_is_told()
    {
        await using var world = await OrgWorld.StartAsync();
        var ada = world.Leads(1)[0];
        string? Stamp() => world.Org.Dump("Lead")[0]!["SystemModstamp"]!.GetValue<string>();
        string? first;
        do
        {
            await world.QuietAsync();
            world.Edit(ada, "Title", "CFO");
            first = Stamp();
            await world.PollAsync();
            world.Edit(ada, "Title", "CEO");
        }
        while (Stamp() != first); // The second may have ended between the two.
        world.Sink.Batches.Clear();

        await world.PollAsync();

        Assert.Equal("CEO", Assert.Single(world.Sink.Hints).Claims["Title"].Text);
    }

    [Fact]
    public async Task A_deletion_a_merge_a_conversion_are_life_changes_and_claim_nothing()
    {
        await using var world = await OrgWorld.StartAsync();
        var leads = world.Leads(4);
        await world.PollAsync();
        world.Sink.Batches.Clear();
        world.Org.Clock.Advance(TimeSpan.FromSeconds(2));

        world.Act("delete", leads[0]);
        world.Act("merge", leads[1], new() { ["losers"] = new JsonArray(leads[2].Id) });
        world.Act("convert", leads[3], new() { ["status"] = "Closed - Converted" });
        await world.PollAsync();

        var changes = world.Sink.Hints.Where(hint => hint.IsLifeChange).ToList();
        Assert.Equal(new[] { leads[0], leads[2], leads[3] }.Order(), changes.Select(hint => hint.Key).Order());
        Assert.All(changes, hint => Assert.Equal(FieldValues.None, hint.Claims));
    }

    [Fact]
    public async Task Many_rows_of_one_stamp_are_all_told_once() // supaglue #532
    {
        await using var world = await OrgWorld.StartAsync(tuned: options => options with { PollPageMax = 500 });
        var leads = world.Leads(5_000);
        Assert.InRange(world.Org.Dump("Lead").Select(lead => lead!["SystemModstamp"]!.GetValue<string>()).Distinct().Count(), 1, 4);

        await world.PollAsync();

        Assert.Equal(leads.Order(), world.Sink.Hints.Select(hint => hint.Key).Order());
    }

    [Fact]
    public async Task A_load_cut_off_goes_on_where_it_stood()
    {
        await using var world = await OrgWorld.StartAsync(tuned: options => options with { PollPageMax = 100 });
        var leads = world.Leads(950);
        for (var page = 0; page < 4; page++) Assert.True((await world.RoundAsync()).HasMore);
        world.Restart();

        await world.PollAsync();

        Assert.Equal(leads.Order(), world.Sink.Hints.Select(hint => hint.Key).Order()); // none twice: the cursor lost nothing and repeated nothing
        Assert.All(world.Sink.Hints, hint => Assert.Equal(Lane.Bulk, hint.Lane));
    }

    [Fact]
    public async Task What_the_ledger_could_not_store_is_told_again()
    {
        await using var world = await OrgWorld.StartAsync();
        var ada = world.Lead("Byron");
        world.Sink.IsDown = true;
        await Assert.ThrowsAsync<HintsNotStoredException>(() => world.PollAsync());
        world.Sink.IsDown = false;

        await world.PollAsync();

        Assert.Equal(ada, Assert.Single(world.Sink.Hints).Key);
    }

    [Fact]
    public async Task A_row_committed_late_behind_the_watermark_is_found_by_the_look_back()
    {
        await using var world = await OrgWorld.StartAsync();
        var leads = world.Leads(2);
        await world.PollAsync();
        world.Org.Clock.Advance(TimeSpan.FromSeconds(10));
        world.Act("edit", leads[0], new() { ["fields"] = new JsonObject { ["Title"] = "Late" }, ["commitAfterSeconds"] = 60.0 });
        world.Org.Clock.Advance(TimeSpan.FromSeconds(30));
        world.Edit(leads[1], "Title", "Early");
        await world.PollAsync();
        Assert.DoesNotContain(world.Sink.Hints, hint => hint.Claims["Title"].Text == "Late");

        world.Org.Clock.Advance(TimeSpan.FromSeconds(60));
        await world.PollAsync();

        Assert.Equal(leads[0], Assert.Single(world.Sink.Hints, hint => hint.Claims["Title"].Text == "Late").Key);
    }

    [Fact]
    public async Task A_restart_tells_the_look_back_again_and_loses_nothing()
    {
        await using var world = await OrgWorld.StartAsync();
        var leads = world.Leads(3);
        await world.PollAsync();
        world.Org.Clock.Advance(TimeSpan.FromSeconds(2));
        world.Edit(leads[0], "Title", "CFO");
        world.Restart();
        world.Sink.Batches.Clear();

        await world.PollAsync();

        Assert.Contains(world.Sink.Hints, hint => hint.Key == leads[0]);
        Assert.All(world.Sink.Hints, hint => Assert.Equal(Lane.Normal, hint.Lane));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_changed_after_the_orgs_clock_was_set_back_is_told(bool isRestarted)
    {
        await using var world = await OrgWorld.StartAsync();
        var leads = world.Leads(2);
        await world.QuietAsync();

        world.Org.Clock.Advance(TimeSpan.FromMinutes(-10));
        world.Edit(leads[0], "Title", "CEO");
        if (isRestarted) world.Restart();
        for (var look = 0; look < 2; look++) await world.PollAsync();

        Assert.Contains(world.Sink.Hints, hint => hint.Key == leads[0] && hint.Claims["Title"].Text == "CEO");
        Assert.Equal(1, world.Sink.Counts["salesforce.poll.Lead.clock-set-back"]);
        // What is stamped in that clock's future is met at every look now, and pulls the watermark up no more.
        world.Sink.Batches.Clear();
        world.Edit(leads[1], "Title", "CFO");
        await world.PollAsync();
        Assert.Contains(world.Sink.Hints, hint => hint.Key == leads[1] && hint.Claims["Title"].Text == "CFO");
    }

    [Fact]
    public async Task A_cursor_that_cannot_be_read_is_counted_and_everything_told_again()
    {
        await using var world = await OrgWorld.StartAsync();
        world.Leads(2);
        world.Sink.Cursors["salesforce.poll.Lead"] = "yesterday";

        await world.PollAsync();

        Assert.Equal(2, world.Sink.Hints.Count());
        Assert.Equal(1, world.Sink.Counts["salesforce.poll.Lead.unreadable-cursor"]);
    }

    [Theory]
    [InlineData(FaultKind.WrongType, "WRONG_SHAPE")]
    [InlineData(FaultKind.Html, "NOT_JSON")]
    public async Task A_poll_that_fails_says_so_and_its_cursor_stands(FaultKind kind, string code)
    {
        await using var world = await OrgWorld.StartAsync();
        world.Lead("Byron");
        await world.PollAsync();
        var stood = world.Sink.Cursors["salesforce.poll.Lead"];
        world.Fault("GET */queryAll", kind, times: null);

        var halt = await Assert.ThrowsAsync<ConnectorHaltException>(() => world.PollAsync());

        Assert.Equal(code, halt.Fault.Code);
        Assert.Equal(stood, world.Sink.Cursors["salesforce.poll.Lead"]);
    }

    [Fact]
    public async Task A_field_hidden_since_the_describe_drops_out_of_the_claims_and_the_poll_goes_on()
    {
        await using var world = await OrgWorld.StartAsync();
        var ada = world.Lead("Byron");
        await world.PollAsync();
        world.Sink.Batches.Clear();
        world.Org.Options.HiddenFields = new HashSet<string> { "Lead.DoNotCall" };
        world.Org.Clock.Advance(TimeSpan.FromSeconds(2));
        world.Edit(ada, "Title", "CFO");

        await world.PollAsync();

        var hint = Assert.Single(world.Sink.Hints);
        Assert.True(hint.Claims["DoNotCall"].IsMissing);
        Assert.Equal("CFO", hint.Claims["Title"].Text);
    }

    [Fact]
    public async Task An_org_that_sends_short_pages_is_read_to_the_end()
    {
        await using var world = await OrgWorld.StartAsync(options => options.QueryPageMax = 30);
        var leads = world.Leads(200);

        await world.PollAsync();

        Assert.Equal(leads.Order(), world.Sink.Hints.Select(hint => hint.Key).Order());
    }
}

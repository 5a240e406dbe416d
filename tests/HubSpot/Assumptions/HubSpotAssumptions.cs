using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.HubSpot.Client;
using Integration.Sandbox.HubSpot.Records;

namespace Integration.HubSpot.Tests.Assumptions;

/// <summary>
/// What the connector believes of HubSpot, each with its source in facts/hubspot.md. Run here against the Sandbox; against a
/// real portal the same calls tell whether the belief still holds.
/// </summary>
public sealed class HubSpotAssumptions : IAsyncLifetime
{
    private ServedPortal portal = null!;

    public async ValueTask InitializeAsync() => portal = await ServedPortal.StartAsync();

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    private HubSpotClient Client => portal.Worker.Client;

    private static WriteInput Input(string id, string trace, params (string, string?)[] values) => new(id, trace, FieldValues.Of(values));

    /// <summary>Section 3.2: only trace ids on every input make failures come one by one. Documented for create, seen for upsert, inferred for update.</summary>
    [Fact]
    public async Task With_trace_ids_an_update_fails_record_by_record()
    {
        var (good, bad) = (portal.Has(("email", "a@a.test")), portal.Has(("email", "b@b.test")));
        var answer = await Client.UpdateAsync(Lane.Normal, "contacts", [Input(good.Id, "t1", ("jobtitle", "x")), Input(bad.Id, "t2", ("email", "no address"))], default);

        Assert.Equal((207, good.Id, "t2"), (answer.Status, Assert.Single(answer.Value!.Results).Id, answer.Value.Errors!.Single().Context["objectWriteTraceId"].Single()));
    }

    /// <summary>Section 3.2: the same id twice refuses the whole call, trace ids or not. So the pump keeps keys distinct.</summary>
    [Fact]
    public async Task A_double_refuses_the_whole_call()
    {
        var ana = portal.Has(("email", "a@a.test"));
        var answer = await Client.UpdateAsync(Lane.Normal, "contacts", [Input(ana.Id, "t1", ("jobtitle", "x")), Input(ana.Id, "t2", ("phone", "1"))], default);

        Assert.Equal(400, answer.Status);
        Assert.Null(portal.Value(ana, "jobtitle"));
    }

    /// <summary>Section 3.4: ids that lost a merge resolve on a single GET and not in a batch. So missing ids are followed one by one.</summary>
    [Fact]
    public async Task Merged_ids_resolve_on_a_single_get_alone()
    {
        var loser = portal.Has(("email", "a@a.test"));
        var survivor = portal.Merges(loser, portal.Has(("email", "b@b.test")));

        Assert.Empty((await Client.ReadAsync(Lane.Normal, "contacts", ["email"], [loser.Id], null, archived: false, default)).Value!.Results);
        Assert.Equal(survivor.Id, (await Client.GetAsync(Lane.Normal, "contacts", loser.Id, default)).Value!.Id);
    }

    /// <summary>Section 3.1: a property that is not defined is left out silently, a defined empty one is null. So missing is told from blank.</summary>
    [Fact]
    public async Task Undefined_is_left_out_and_empty_is_null()
    {
        var record = (await Client.ReadAsync(Lane.Normal, "contacts", ["phone", "no_such"], [portal.Has(("email", "a@a.test")).Id], null, archived: false, default)).Value!.Results[0];

        Assert.Null(record.Properties["phone"]);
        Assert.DoesNotContain("no_such", record.Properties.Keys);
    }

    /// <summary>Section 4.2: a stage does not go back; the write is a success that changes nothing. So the answer's value is compared, not ours believed.</summary>
    [Fact]
    public async Task A_stage_backwards_is_a_silent_no_op()
    {
        var ana = portal.Has(("email", "a@a.test"), ("lifecyclestage", "customer"));
        var answer = await Client.UpdateAsync(Lane.Normal, "contacts", [Input(ana.Id, "t1", ("lifecyclestage", "lead"))], default);

        Assert.Equal((200, "customer"), (answer.Status, answer.Value!.Results[0].Properties["lifecyclestage"]));
    }

    /// <summary>Section 3.3: search lags, the list does not. So finding before creating never uses search.</summary>
    [Fact]
    public async Task Search_lags_and_the_list_does_not()
    {
        await using var lagging = await ServedPortal.StartAsync(options => options with { SearchLag = TimeSpan.FromSeconds(30) });
        var ana = lagging.Has(("email", "a@a.test"));

        Assert.Empty((await lagging.Worker.Client.SearchAsync(Lane.Normal, "contacts", new SearchWindow("lastmodifieddate", 0, 0, ["email"], 10), default)).Value!.Results);
        Assert.Equal(ana.Id, (await lagging.Worker.Client.ListAsync(Lane.Normal, "contacts", null, 10, archived: false, default)).Value!.Results[0].Id);
    }

    /// <summary>Section 3.2: batch update by email is refused. So a record is written by id or by our own unique property.</summary>
    [Fact]
    public void Nothing_is_ever_written_by_email() =>
        Assert.DoesNotContain("\"idProperty\":\"email\"", System.Text.Encoding.UTF8.GetString(RequestBodies.Write([Input("1", "t", ("email", "a@a.test"))], "integration_key").Span));

    /// <summary>Section 9.2: an address held as a secondary one blocks a create and is found through the unique lookup.</summary>
    [Fact]
    public async Task A_secondary_address_is_unique_and_can_be_looked_up()
    {
        var survivor = portal.Merges(portal.Has(("email", "a@a.test")), portal.Has(("email", "b@b.test")));

        Assert.Equal(survivor.Id, (await Client.ReadAsync(Lane.Normal, "contacts", ["email"], ["b@b.test"], "email", archived: false, default)).Value!.Results.Single().Id);
    }

    /// <summary>Section 5.2: on a taken value the last number of the text is the record that holds it.</summary>
    [Fact]
    public async Task A_taken_address_names_its_holder_last()
    {
        var holder = portal.Has(("email", "taken@a.test"));
        var ana = portal.Has(("email", "a@a.test"));
        var answer = await Client.UpdateAsync(Lane.Normal, "contacts", [Input(ana.Id, "t1", ("email", "taken@a.test"))], default);

        Assert.EndsWith($"{holder.Id} already has that value.", answer.Value!.Errors!.Single().Message);
    }

    /// <summary>Section 3.1: a restored record returns under its id.</summary>
    [Fact]
    public async Task A_restored_record_is_live_under_its_id()
    {
        var ana = portal.Has(("email", "a@a.test"));
        portal.Deletes(ana);
        portal.Portal.Restore(Caller.User(1), "contacts", long.Parse(ana.Id));

        Assert.Equal(LifeState.Live, (await portal.ReadAsync(ana)).Seen!.Life.State);
    }

    /// <summary>Section 1.2: the two versions differ in their paths and answer the same calls.</summary>
    [Theory]
    [InlineData("2026-09")]
    [InlineData("2026-03")]
    public async Task Both_versions_read_find_and_write(string version)
    {
        await using var served = await ServedPortal.StartAsync(worker: options => options with { ApiVersion = HubSpotApiVersion.Parse(version) });
        var pair = ServedPortal.Next();
        var made = await served.WriteAsync(ServedPortal.Create(pair, ("email", "a@a.test")));
        var changed = await served.WriteAsync(ServedPortal.Update(made.Key!.Value, ("jobtitle", "CTO")));

        Assert.Equal((WriteResult.Done, WriteResult.Done), (made.Result, changed.Result));
        Assert.Equal("CTO", (await served.ReadAsync(made.Key.Value)).Seen!.Values["jobtitle"].Text);
    }
}

using System.Text.Json.Nodes;
using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Salesforce.Tests.Worlds;
using Integration.Sandbox.Control;

namespace Integration.Salesforce.Tests.Reads;

public class ReadTests
{
    [Fact]
    public async Task A_live_record_comes_with_every_visible_field_as_text_and_its_stamp()
    {
        await using var world = await OrgWorld.StartAsync();
        var ada = world.Lead("Byron", ("Email", "Ada@Acme.example"), ("NumberOfEmployees", "12"), ("AnnualRevenue", "50000.00"));

        var seen = await world.SeenAsync(ada);

        Assert.Equal(Life.Live, seen.Life);
        Assert.Equal(FieldValues.Of(("Email", "ada@acme.example"), ("LastName", "Byron"), ("Company", "Acme"), ("Title", null),
            ("NumberOfEmployees", "12"), ("AnnualRevenue", "50000"), ("DoNotCall", "false")), seen.Values);
        Assert.InRange(seen.Version, 1, long.MaxValue);
        Assert.NotNull(seen.CreatedAt);
        Assert.NotNull(seen.ChangedBy);
        Assert.Null(seen.PairKey);
        Assert.True(seen.ReadStartedAt <= seen.ReadEndedAt);
    }

    [Fact]
    public async Task A_converted_lead_relinks_to_its_contact()
    {
        await using var world = await OrgWorld.StartAsync();
        var lead = world.Lead("Byron", ("Email", "ada@acme.example"));
        world.Act("convert", lead, new() { ["status"] = "Closed - Converted" });

        var seen = await world.SeenAsync(lead);

        Assert.Equal(LifeState.Converted, seen.Life.State);
        Assert.Equal("Contact", seen.Life.Into!.Value.Object);
        Assert.Equal(Life.Live, (await world.SeenAsync(seen.Life.Into.Value)).Life);
        Assert.Equal("ada@acme.example", seen.Values["Email"].Text);
    }

    [Fact]
    public async Task A_merged_record_leads_along_its_chain_to_the_last_survivor()
    {
        await using var world = await OrgWorld.StartAsync();
        var (first, second, third) = (world.Lead("One"), world.Lead("Two"), world.Lead("Three"));
        world.Act("merge", second, new() { ["losers"] = new JsonArray(first.Id) });
        world.Act("merge", third, new() { ["losers"] = new JsonArray(second.Id) });

        var answer = await world.Worker.Connector.ReadAsync(new ReadRequest(Lane.Normal, [first, second, third], OrgWorld.Fields), CancellationToken.None);

        var lives = answer.Outcomes.ToDictionary(outcome => outcome.Key, outcome => outcome.Seen!.Life);
        Assert.Equal(new Life(LifeState.Merged, third), lives[first]);
        Assert.Equal(new Life(LifeState.Merged, third), lives[second]);
        Assert.Equal(Life.Live, lives[third]);
    }

    [Fact]
    public async Task A_deleted_record_is_deleted_and_after_its_return_live_again()
    {
        await using var world = await OrgWorld.StartAsync();
        var ada = world.Lead("Byron");
        world.Act("delete", ada);
        var gone = await world.SeenAsync(ada);
        world.Act("undelete", ada);

        Assert.Equal(new Life(LifeState.Deleted), gone.Life);
        Assert.InRange(gone.Version, 1, long.MaxValue);
        Assert.Empty(gone.Values);
        Assert.Equal(Life.Live, (await world.SeenAsync(ada)).Life);
    }

    [Fact]
    public async Task An_id_without_any_evidence_is_unknown_and_never_deleted()
    {
        await using var world = await OrgWorld.StartAsync();

        Assert.Equal(new Life(LifeState.Unknown), (await world.SeenAsync(OrgWorld.Key("Lead", "00Q000000000ZZZ"))).Life);
    }

    [Theory]
    [InlineData("4711")]
    [InlineData("0035g00000ContAAAR")] // a contact's id under Lead
    public async Task A_key_that_is_no_id_of_its_object_fails_alone(string id)
    {
        await using var world = await OrgWorld.StartAsync();
        var ada = world.Lead("Byron");
        var wrong = new RecordKey(SystemName.Salesforce, "Lead", id);

        var answer = await world.Worker.Connector.ReadAsync(new ReadRequest(Lane.Normal, [wrong, ada], OrgWorld.Fields), CancellationToken.None);

        Assert.Equal(FaultClass.Identity, answer.Outcomes.Single(outcome => outcome.Key == wrong).Fault?.Class);
        Assert.Equal(Life.Live, answer.Outcomes.Single(outcome => outcome.Key == ada).Seen?.Life);
    }

    [Fact]
    public async Task Two_thousand_records_of_two_objects_cost_two_calls()
    {
        await using var world = await OrgWorld.StartAsync();
        var leads = world.Leads(1_990);
        var contacts = Enumerable.Range(0, 10).Select(number => world.Contact($"C{number}")).ToList();
        await world.SeenAsync(leads[0]);
        await world.SeenAsync(contacts[0]);
        world.Server.Calls.Clear();

        var answer = await world.Worker.Connector.ReadAsync(new ReadRequest(Lane.Bulk, [.. leads, .. contacts, leads[0]], OrgWorld.Fields), CancellationToken.None);

        Assert.Equal(2_000, answer.Outcomes.Select(outcome => outcome.Key).Distinct().Count());
        Assert.Equal(2_000, answer.Outcomes.Count(outcome => outcome.Seen?.Life == Life.Live));
        Assert.Equal(2, world.Server.Calls.Report().Total);
    }

    [Fact]
    public async Task A_field_that_is_hidden_is_missing_and_the_rest_is_read()
    {
        await using var world = await OrgWorld.StartAsync(options => options.HiddenFields = new HashSet<string> { "Lead.DoNotCall" });
        var ada = world.Lead("Byron");

        var seen = await world.SeenAsync(ada);

        Assert.True(seen.Values["DoNotCall"].IsMissing);
        Assert.Equal("Byron", seen.Values["LastName"].Text);
    }

    [Fact]
    public async Task A_field_hidden_since_the_describe_is_dropped_and_the_read_goes_on()
    {
        await using var world = await OrgWorld.StartAsync();
        var ada = world.Lead("Byron");
        Assert.False((await world.SeenAsync(ada)).Values["DoNotCall"].IsMissing);
        world.Org.Options.HiddenFields = new HashSet<string> { "Lead.DoNotCall" };

        var seen = await world.SeenAsync(ada);

        Assert.True(seen.Values["DoNotCall"].IsMissing);
        Assert.Equal("Byron", seen.Values["LastName"].Text);
    }

    [Fact]
    public async Task An_object_that_does_not_exist_is_named()
    {
        await using var world = await OrgWorld.StartAsync();

        var outcome = Assert.Single((await world.Worker.Connector.ReadAsync(new ReadRequest(Lane.Normal, [new RecordKey(SystemName.Salesforce, "Leed", "00Q5g00000LeadAEAR"),], OrgWorld.Fields), CancellationToken.None)).Outcomes);

        Assert.NotNull(outcome.Fault);
    }

    [Theory]
    [InlineData(FaultKind.ServerError)]
    [InlineData(FaultKind.Unavailable)]
    [InlineData(FaultKind.Html)]
    [InlineData(FaultKind.HalfJson)]
    [InlineData(FaultKind.DropAnswer)]
    [InlineData(FaultKind.Unauthorized)]
    public async Task A_read_that_fails_once_is_repeated(FaultKind kind)
    {
        await using var world = await OrgWorld.StartAsync();
        var ada = world.Lead("Byron");
        await world.SeenAsync(ada);
        world.Fault("POST */composite/sobjects/Lead", kind);

        Assert.Equal("Byron", (await world.SeenAsync(ada)).Values["LastName"].Text);
    }

    [Theory]
    [InlineData(FaultKind.Html, "NOT_JSON")]
    [InlineData(FaultKind.HalfJson, "TRUNCATED")]
    [InlineData(FaultKind.WrongType, "WRONG_SHAPE")]
    [InlineData(FaultKind.Unavailable, "HTTP_503")]
    public async Task A_read_that_keeps_failing_says_how_and_concludes_nothing(FaultKind kind, string code)
    {
        await using var world = await OrgWorld.StartAsync();
        var ada = world.Lead("Byron");
        await world.SeenAsync(ada);
        world.Fault("POST */composite/sobjects/Lead", kind, times: null);

        var outcome = Assert.Single((await world.Worker.Connector.ReadAsync(new ReadRequest(Lane.Normal, [ada], OrgWorld.Fields), CancellationToken.None)).Outcomes);

        Assert.Null(outcome.Seen);
        Assert.Equal((FaultClass.Transient, code), (outcome.Fault!.Class, outcome.Fault.Code));
    }

    [Fact]
    public async Task A_spent_day_stops_everything_with_one_refused_call()
    {
        await using var world = await OrgWorld.StartAsync();
        var ada = world.Lead("Byron");
        await world.SeenAsync(ada);
        world.Org.Options.DailyApiRequests = 1;
        var refused = Assert.Single((await world.Worker.Connector.ReadAsync(new ReadRequest(Lane.Hot, [ada], OrgWorld.Fields), CancellationToken.None)).Outcomes);
        world.Server.Calls.Clear();

        var next = Assert.Single((await world.Worker.Connector.ReadAsync(new ReadRequest(Lane.Hot, [ada], OrgWorld.Fields), CancellationToken.None)).Outcomes);

        Assert.Equal((FaultClass.Side, "REQUEST_LIMIT_EXCEEDED"), (refused.Fault!.Class, refused.Fault.Code));
        Assert.Equal(FaultClass.Side, next.Fault!.Class);
        Assert.InRange(next.Fault.RetryAfter!.Value.TotalMinutes, 1, 15);
        Assert.Equal(0, world.Server.Calls.Report().Total);
    }
}

using System.Text;
using System.Text.Json;
using Integration.Connectors.Ports;
using Integration.Connectors.Tests;
using Integration.Connectors.Tests.Http;
using Integration.Core.Records;
using Integration.HubSpot.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using static Integration.HubSpot.Tests.ServedPortal;

namespace Integration.HubSpot.Tests.Writes;

/// <summary>Answers that the Sandbox does not give and HubSpot may.</summary>
public sealed class WriteCallTests : IAsyncLifetime
{
    private StubVendor vendor = null!;
    private HubSpotWorker worker = null!;

    public async ValueTask InitializeAsync()
    {
        vendor = await StubVendor.StartAsync();
        worker = new HubSpotWorker(new HubSpotOptions { Url = vendor.Url, Login = new BearerLogin("t"), BurstMax = 250 }, TimeProvider.System, new Seeded(1), NullLoggerFactory.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        worker.Dispose();
        await vendor.DisposeAsync();
    }

    private async Task<IReadOnlyList<WriteOutcome>> WriteAsync(params RecordWrite[] writes) =>
        (await worker.Connector.WriteAsync(new WriteRequest(Lane.Normal, writes, Selection(Fields)), default)).Outcomes;

    [Fact]
    public async Task A_whole_batch_refused_without_a_name_is_halved_until_the_bad_one_is_alone()
    {
        vendor.Then(async http =>
        {
            using var body = JsonDocument.Parse(vendor.Requests.Last().Body);
            var ids = body.RootElement.GetProperty("inputs").EnumerateArray().Select(input => input.GetProperty("id").GetString()!).ToList();
            var isBad = ids.Contains("7");
            http.Response.StatusCode = isBad ? 400 : 200;
            await http.Response.WriteAsync(isBad ? """{"message":"something about one of them","category":"VALIDATION_ERROR"}""" : "{\"results\":[" + string.Join(',', ids.Select(id => "{\"id\":\"" + id + "\",\"properties\":{\"jobtitle\":\"x\"}}")) + "]}");
        });
        var writes = Enumerable.Range(1, 64).Select(id => Update(Key(id), ("jobtitle", "x"))).ToArray();

        var outcomes = await WriteAsync(writes);

        Assert.Equal([Key(7)], outcomes.Where(outcome => outcome.Result != WriteResult.Done).Select(outcome => outcome.Key!.Value));
        Assert.Equal((WriteResult.Rejected, FaultClass.Record), (outcomes[6].Result, outcomes[6].Fault!.Class));
        Assert.InRange(vendor.Requests.Count, 2, 13);
    }

    [Fact]
    public async Task A_record_of_which_the_answer_says_nothing_is_unknown_never_done()
    {
        vendor.Then(200, """{"results":[{"id":"2","properties":{"jobtitle":"x"}},{"id":"999","properties":{}}]}""");

        var outcomes = await WriteAsync(Update(Key(1), ("jobtitle", "x")), Update(Key(2), ("jobtitle", "x")));

        Assert.Equal([WriteResult.Unknown, WriteResult.Done], outcomes.Select(outcome => outcome.Result));
        Assert.Equal("RESULT_MISSING", outcomes[0].Fault?.Code);
    }

    [Theory]
    [InlineData("""{"results":null}""")]
    [InlineData("""{"results":[null]}""")]
    [InlineData("""{"status":"COMPLETE"}""")]
    [InlineData("""{"results":[{"properties":{}}]}""")]
    [InlineData("""{"results":[{"id":"1","properties":[]}]}""")]
    [InlineData("""{"results":[{"id":"1","properties":null}]}""")]
    [InlineData("[]")]
    [InlineData("true")]
    public async Task An_answer_of_another_shape_leaves_every_write_unknown(string body)
    {
        vendor.Then(200, body);

        var outcome = Assert.Single(await WriteAsync(Update(Key(1), ("jobtitle", "x"))));

        Assert.Equal((WriteResult.Unknown, "WRONG_SHAPE"), (outcome.Result, outcome.Fault?.Code));
    }

    [Fact]
    public async Task A_rate_limit_proves_that_nothing_was_written_and_says_how_long_to_wait()
    {
        vendor.Then(429, """{"errorType":"RATE_LIMIT","policyName":"TEN_SECONDLY_ROLLING"}""", headers: ("Retry-After", "40"));

        var outcome = Assert.Single(await WriteAsync(Update(Key(1), ("jobtitle", "x"))));

        Assert.Equal((WriteResult.NotApplied, "RATE_LIMIT", TimeSpan.FromSeconds(40)), (outcome.Result, outcome.Fault?.Code, outcome.Fault?.RetryAfter));
    }

    [Fact]
    public async Task Creates_whose_answers_do_not_show_the_key_are_asked_for_by_it_in_one_call()
    {
        Guid one = Next(), other = Next();
        vendor.Then(200, """{"results":[{"id":"5","properties":{"email":"a@a.test"}},{"id":"6","properties":{"email":"b@b.test"}}]}""")
            .Then(200, $$$"""{"results":[{"id":"6","properties":{"email":"b@b.test","integration_key":"{{{other:D}}}"}},{"id":"5","properties":{"email":"a@a.test","integration_key":"{{{one:D}}}"}}]}""");

        var outcomes = await WriteAsync(Create(one, ("email", "a@a.test")), Create(other, ("email", "b@b.test")));

        Assert.Equal([Key(5), Key(6)], outcomes.Select(outcome => outcome.Key!.Value));
        Assert.All(outcomes, outcome => Assert.False(outcome.Stored!.ChangedByUs));
        Assert.Equal(2, vendor.Requests.Count);
    }

    [Fact]
    public async Task An_update_whose_answer_does_not_show_what_was_written_is_read_back_in_one_call()
    {
        vendor.Then(200, """{"results":[{"id":"1","properties":{"hs_object_id":"1"}},{"id":"2","properties":{"hs_object_id":"2"}}]}""")
            .Then(200, """{"results":[{"id":"2","properties":{"jobtitle":"CEO"}},{"id":"1","properties":{"jobtitle":"CTO"}}]}""");

        var outcomes = await WriteAsync(Update(Key(1), ("jobtitle", "CTO")), Update(Key(2), ("jobtitle", "CEO")));

        Assert.Equal(["CTO", "CEO"], outcomes.Select(outcome => outcome.Stored?.Values["jobtitle"].Text));
        Assert.Equal(2, vendor.Requests.Count);
    }

    [Fact]
    public async Task When_the_read_back_fails_the_write_stays_done()
    {
        vendor.Then(200, """{"results":[{"id":"1","properties":{}}]}""").Then(400, "{}");

        var outcome = Assert.Single(await WriteAsync(Update(Key(1), ("jobtitle", "CTO"))));

        Assert.Equal((WriteResult.Done, null), (outcome.Result, outcome.Stored));
    }

    [Fact]
    public async Task What_goes_over_the_wire_is_text_with_blank_as_empty_and_a_trace_id_each()
    {
        vendor.Then(200, """{"results":[]}""");
        var write = Update(Key(1), ("jobtitle", null), ("firstname", "Zoë \"Q\" 😀"));
        await WriteAsync(write);

        using var body = JsonDocument.Parse(vendor.Requests.First().Body);
        var input = body.RootElement.GetProperty("inputs")[0];
        Assert.Equal("/crm/objects/2026-09/contacts/batch/update", vendor.Requests.First().Path);
        Assert.Equal(write.Intent.Id.ToString("N"), input.GetProperty("objectWriteTraceId").GetString());
        Assert.Equal(("", "Zoë \"Q\" 😀"), (input.GetProperty("properties").GetProperty("jobtitle").GetString(), input.GetProperty("properties").GetProperty("firstname").GetString()));
    }

}

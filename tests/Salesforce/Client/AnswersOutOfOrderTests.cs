using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Records;
using Integration.Salesforce.Schemas;
using Integration.Salesforce.Tests.Worlds;
using static Integration.Salesforce.Tests.Worlds.ScriptedOrg;

namespace Integration.Salesforce.Tests.Client;

/// <summary>Answers that no well-behaved org gives.</summary>
public class AnswersOutOfOrderTests
{
    private const string Ada = "00Q5g00000LeadAEAR";
    private const string Bea = "00Q5g00000LeadBEAR";
    private static readonly FieldSelection Fields = new(new Dictionary<string, IReadOnlyList<string>> { ["Lead"] = ["Title"] });

    [Theory]
    [InlineData("""[{"id":"00Q5g00000LeadAEAR","success":true,"errors":[]}]""")]                                                                  // a row short
    [InlineData("""[{"id":"00Q5g00000LeadBEAR","success":true,"errors":[]},{"id":"00Q5g00000LeadAEAR","success":true,"errors":[]}]""")]           // another order than asked
    [InlineData("""[{"id":"00Q5g00000LeadAEAR","errors":[]},{"id":"00Q5g00000LeadBEAR","errors":[]}]""")]                                         // no word of success
    [InlineData("""[{"id":"00Q5g00000LeadAEAR","success":true,"errors":[{"statusCode":"X","message":""}]},{"id":"00Q5g00000LeadBEAR","success":true,"errors":[]}]""")] // both at once
    [InlineData("\"done\"")]
    public async Task A_write_whose_answer_cannot_be_told_apart_is_unknown_and_sent_once(string body)
    {
        var org = new ScriptedOrg(request => request.Path.EndsWith("/describe", StringComparison.Ordinal) ? Describe("Lead", "Id", "Title") : new Reply(200, body));
        using var worker = org.Worker();

        var answer = await worker.Connector.WriteAsync(new WriteRequest(Lane.Normal, [Update(Ada), Update(Bea)], Fields), CancellationToken.None);

        Assert.Contains(answer.Outcomes, outcome => outcome is { Result: WriteResult.Unknown, Fault.Code: "WRONG_SHAPE" });
        Assert.DoesNotContain(answer.Outcomes, outcome => outcome.Result == WriteResult.Done);
        Assert.Single(org.Requests, request => request.Method == "PATCH");
    }

    [Fact]
    public async Task Results_under_status_400_are_read_as_results()
    {
        var org = new ScriptedOrg(request => request.Path.EndsWith("/describe", StringComparison.Ordinal) ? Describe("Lead", "Id", "Title")
            : request.Method == "PATCH" ? new Reply(400, """[{"id":"00Q5g00000LeadAEAR","success":true,"errors":[]},{"success":false,"errors":[{"statusCode":"STRING_TOO_LONG","message":"","fields":["Title"]}]}]""")
            : new Reply(200, """[{"Id":"00Q5g00000LeadAEAR","Title":"New"}]"""));
        using var worker = org.Worker();

        var answer = await worker.Connector.WriteAsync(new WriteRequest(Lane.Normal, [Update(Ada), Update(Bea)], Fields), CancellationToken.None);

        Assert.Equal([WriteResult.Done, WriteResult.Rejected], answer.Outcomes.Select(outcome => outcome.Result));
    }

    [Fact]
    public async Task A_call_refused_for_a_row_it_does_not_name_is_halved_until_that_row_is_alone()
    {
        var bad = Row(137);
        var org = new ScriptedOrg(request => request.Path.EndsWith("/describe", StringComparison.Ordinal) ? Describe("Lead", "Id", "Title")
            : request.Method != "PATCH" ? new Reply(200, "[]")
            : request.Body.Contains(bad, StringComparison.Ordinal) ? new Reply(400, """[{"message":"Cannot deserialize","errorCode":"JSON_PARSER_ERROR"}]""")
            : new Reply(200, $"[{string.Join(',', Ids(request.Body).Select(id => $$"""{"id":"{{id}}","success":true,"errors":[]}"""))}]"));
        using var worker = org.Worker();

        var answer = await worker.Connector.WriteAsync(new WriteRequest(Lane.Normal, [.. Enumerable.Range(0, 200).Select(number => Update(Row(number)))], Fields), CancellationToken.None);

        var refused = Assert.Single(answer.Outcomes, outcome => outcome.Result == WriteResult.Rejected);
        Assert.Equal(bad, refused.Key!.Value.Id);
        Assert.Equal(199, answer.Outcomes.Count(outcome => outcome.Result == WriteResult.Done));
        Assert.InRange(org.Requests.Count(request => request.Method == "PATCH"), 2, 17); // 1 + 2 log2 200
    }

    [Fact]
    public async Task A_field_that_the_call_refuses_costs_its_rows_and_not_a_search()
    {
        var org = new ScriptedOrg(request => request.Path.EndsWith("/describe", StringComparison.Ordinal) ? Describe("Lead", "Id", "Title", "Gone__c")
            : request.Method != "PATCH" ? new Reply(200, "[]")
            : request.Body.Contains("Gone__c", StringComparison.Ordinal) ? new Reply(400, """[{"message":"No such column 'Gone__c' on sobject of type Lead","errorCode":"INVALID_FIELD"}]""")
            : new Reply(200, $"[{string.Join(',', Ids(request.Body).Select(id => $$"""{"id":"{{id}}","success":true,"errors":[]}"""))}]"));
        using var worker = org.Worker();

        var answer = await worker.Connector.WriteAsync(new WriteRequest(Lane.Normal,
            [.. Enumerable.Range(0, 100).Select(number => Update(Row(number), number % 2 == 0 ? "Gone__c" : "Title"))], Fields), CancellationToken.None);

        Assert.Equal(50, answer.Outcomes.Count(outcome => outcome is { Result: WriteResult.Rejected, Fault: { Class: FaultClass.Field, Field: "Gone__c" } }));
        Assert.Equal(50, answer.Outcomes.Count(outcome => outcome.Result == WriteResult.Done));
        Assert.Equal(2, org.Requests.Count(request => request.Method == "PATCH"));
    }

    [Fact]
    public async Task A_next_page_elsewhere_is_not_followed_with_our_token()
    {
        var org = new ScriptedOrg(request => request.Path.EndsWith("/describe", StringComparison.Ordinal) ? Describe("Lead", "Id", "Email", KeyField.Name)
            : new Reply(200, """{"totalSize":2,"done":false,"nextRecordsUrl":"//evil.example/x","records":[]}"""));
        using var worker = org.Worker();

        var answer = await worker.Connector.FindAsync(new FindRequest(Lane.Normal, ["Lead"], "Email", [new Find(1, FindKind.ByMatch, "ada@acme.example")], Fields), CancellationToken.None);

        Assert.Equal("WRONG_SHAPE", Assert.Single(answer.Outcomes).Fault?.Code);
        Assert.DoesNotContain(org.Requests, request => request.Path.Contains("evil", StringComparison.Ordinal));
    }

    private static RecordWrite Update(string id, string field = "Title") => new(Guid.Empty, new Intent
    {
        Id = new Guid(id.PadRight(16)[..16].Select(character => (byte)character).ToArray()),
        System = SystemName.Salesforce,
        Kind = IntentKind.Update,
        Object = "Lead",
        Target = new RecordKey(SystemName.Salesforce, "Lead", id),
        Values = FieldValues.Of((field, "New")),
        SentAt = DateTimeOffset.UnixEpoch,
        NotBefore = DateTimeOffset.UnixEpoch,
    });

    private static string Row(int number) => Salesforce.Wire.SalesforceIds.Normalise($"00Q5g0000{number:D6}");

    private static IEnumerable<string> Ids(string body) =>
        System.Text.Json.JsonElement.Parse(body).GetProperty("records").EnumerateArray().Select(row => row.GetProperty("Id").GetString()!);
}

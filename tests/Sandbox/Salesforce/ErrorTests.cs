using System.Net;
using System.Text.Json.Nodes;
using Integration.Sandbox.Control;
using Integration.Sandbox.Salesforce;

namespace Integration.Sandbox.Tests.Salesforce;

/// <summary>Each error sample is met on its own path, with its status, its code and its keys.</summary>
public sealed class ErrorTests : IAsyncLifetime
{
    private readonly SalesforceOrgOptions options = new() { ValidationRules = [new ValidationRule("Lead", "Phone", "Work leads need a phone number", value => value("Status") as string == "Working - Contacted" && value("Phone") is null)] };
    private OrgServer org = null!;

    public async ValueTask InitializeAsync()
    {
        org = (await OrgServer.StartAsync(options)).WithHubSpotId("Lead");
        await org.CreateAsync("Lead", new JsonObject { ["LastName"] = "Holder", ["Company"] = "C", ["HubSpot_Contact_Id__c"] = "1", ["Email"] = "holder@example.com" });
    }

    public ValueTask DisposeAsync() => org.DisposeAsync();

    [Theory]
    [InlineData("400.DUPLICATE_VALUE", """{"LastName":"B","Company":"C","HubSpot_Contact_Id__c":"1"}""")]
    [InlineData("400.FIELD_CUSTOM_VALIDATION_EXCEPTION", """{"LastName":"B","Company":"C","Status":"Working - Contacted"}""")]
    [InlineData("400.INVALID_CROSS_REFERENCE_KEY", """{"LastName":"B","Company":"C","OwnerId":"0055g0000000zzz"}""")]
    [InlineData("400.INVALID_EMAIL_ADDRESS", """{"LastName":"B","Company":"C","Email":"not-an-email"}""")]
    [InlineData("400.INVALID_FIELD.write", """{"LastName":"B","Company":"C","Nope__c":"x"}""")]
    [InlineData("400.INVALID_FIELD_FOR_INSERT_UPDATE", """{"LastName":"B","Company":"C","ConvertedDate":"2026-11-22"}""")]
    [InlineData("400.INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", """{"LastName":"B","Company":"C","CleanStatus":"Sparkling"}""")]
    [InlineData("400.MALFORMED_ID", """{"LastName":"B","Company":"C","OwnerId":"00Q5g00000LeadA"}""")]
    [InlineData("400.REQUIRED_FIELD_MISSING", "{}")]
    [InlineData("400.STRING_TOO_LONG", """{"LastName":"B","Company":"C","Jigsaw":"012345678901234567890"}""")]
    [InlineData("400.multiple", """{"LastName":"B","Company":"C","Status":"Working - Contacted","Email":"nope"}""")]
    public Task A_refused_create(string sample, string body) => AssertAsync(sample, "POST", "/sobjects/Lead", body);

    [Theory]
    [InlineData("400.INVALID_FIELD.query", "SELECT Id, Nope__c FROM Lead")]
    [InlineData("400.INVALID_TYPE", "SELECT Id FROM Leed")]
    [InlineData("400.MALFORMED_QUERY", "SELECT Id FROM Lead WHERE Email = ada")]
    [InlineData("400.MALFORMED_QUERY.unexpected-token", "SELECT Id FORM Lead")]
    [InlineData("400.NUMBER_OUTSIDE_VALID_RANGE", "SELECT Id FROM Lead OFFSET 2001")]
    public Task A_refused_query(string sample, string soql) => AssertAsync(sample, "GET", "/query?q=" + Uri.EscapeDataString(soql));

    [Fact]
    public Task A_date_in_another_form() => AssertAsync("400.JSON_PARSER_ERROR", "POST", "/sobjects/Task", """{"Subject":"Call","ActivityDate":"24/11/2026"}""");

    [Fact]
    public async Task A_path_that_leads_nowhere()
    {
        await AssertAsync("404.NOT_FOUND", "GET", "/sobjects/Foo");
        await AssertAsync("404.NOT_FOUND.upsert-or-get-by-extid", "GET", "/sobjects/Lead/Title/x");
        await AssertAsync("405.METHOD_NOT_ALLOWED", "PATCH", "/sobjects/Lead/HubSpot_Contact_Id__c/", "{}");
        await AssertAsync("400.INVALID_QUERY_LOCATOR", "GET", "/query/0r85g00000CuRsOrAB-2000");
        Assert.Equal(HttpStatusCode.NotFound, (await org.SendAsync("GET", "/services/data/v69.0/limits")).Status);
        Assert.Equal(HttpStatusCode.Gone, (await org.SendAsync("GET", "/services/data/v30.0/limits")).Status);
        Assert.Equal(HttpStatusCode.OK, (await org.SendAsync("GET", "/services/data/v31.0/limits")).Status);
    }

    [Fact]
    public async Task A_deleted_or_converted_record_is_refused_as_such()
    {
        var gone = await org.CreateAsync("Lead", new JsonObject { ["LastName"] = "B", ["Company"] = "C" });
        await org.SendAsync("DELETE", $"{OrgServer.Root}/sobjects/Lead/{gone}");
        await AssertAsync("404.ENTITY_IS_DELETED", "GET", $"/sobjects/Lead/{gone}");
        await AssertAsync("404.ENTITY_IS_DELETED", "DELETE", $"/sobjects/Lead/{gone}");
        var converted = await org.CreateAsync("Lead", new JsonObject { ["LastName"] = "B", ["Company"] = "C" });
        org.Org.Act(new JsonObject { ["action"] = "convert", ["id"] = converted });
        await AssertAsync("400.CANNOT_UPDATE_CONVERTED_LEAD", "PATCH", $"/sobjects/Lead/{converted}", """{"Title":"x"}""");
    }

    [Fact]
    public async Task A_duplicate_rule_names_its_matches_under_the_misspelt_key()
    {
        options.DuplicateRules = [new DuplicateRule("Lead")];
        await AssertAsync("400.DUPLICATES_DETECTED", "POST", "/sobjects/Lead", """{"LastName":"B","Company":"C","Email":"Holder@example.com"}""");
        var passed = await org.SendAsync("POST", $"{OrgServer.Root}/sobjects/Lead", JsonNode.Parse("""{"LastName":"B","Company":"C","Email":"holder@example.com"}"""), headers: ("Sforce-Duplicate-Rule-Header", "allowSave=true; includeRecordDetails=true"));
        Assert.Equal(HttpStatusCode.Created, passed.Status);
    }

    [Fact]
    public async Task An_ended_session_and_a_spent_allowance_are_refused_before_anything_is_done()
    {
        Assert.StartsWith("api-usage=", (await org.GetAsync("/limits")).Headers["Sforce-Limit-Info"]);
        org.Org.Clock.Advance(TimeSpan.FromHours(3));
        await AssertAsync("401.INVALID_SESSION_ID", "POST", "/sobjects/Lead", """{"LastName":"B","Company":"C"}""");
        await org.LogInAsync();
        options.DailyApiRequests = 1;
        await AssertAsync("403.REQUEST_LIMIT_EXCEEDED", "POST", "/sobjects/Lead", """{"LastName":"B","Company":"C"}""");
        Assert.Single(org.Org.Dump("Lead"));
    }

    [Fact]
    public async Task A_lock_fails_one_record_of_a_list_and_the_whole_of_a_single_call()
    {
        var body = JsonNode.Parse("""{"records":[{"attributes":{"type":"Lead"},"LastName":"A","Company":"C"},{"attributes":{"type":"Lead"},"LastName":"B","Company":"C"}]}""");
        org.Org.Faults.Set([new Fault { On = "*/composite/sobjects", Do = FaultKind.Lock, Times = 1 }]);
        var list = await org.SendAsync("POST", $"{OrgServer.Root}/composite/sobjects", body);
        Assert.Equal(HttpStatusCode.OK, list.Status);
        Assert.Equal("UNABLE_TO_LOCK_ROW", (string)list.Array[0]!["errors"]![0]!["statusCode"]!);
        Assert.True((bool)list.Array[1]!["success"]!);
        org.Org.Faults.Set([new Fault { On = "*/sobjects/Lead", Do = FaultKind.Lock, Times = 1 }]);
        await AssertAsync("400.UNABLE_TO_LOCK_ROW", "POST", "/sobjects/Lead", """{"LastName":"A","Company":"C"}""");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("""{"LastName":["x"],"Company":"C"}""")]
    [InlineData("""{"LastName":5,"Company":"C"}""")]
    [InlineData("""{"LastName":{"a":1},"Company":"C"}""")]
    [InlineData("""{"LastName":"x","Company":"C","DoNotCall":5}""")]
    [InlineData("""{"LastName":"x","Company":"C","NumberOfEmployees":"many"}""")]
    public async Task A_body_of_the_wrong_kind_is_refused_and_nothing_is_written(string body)
    {
        var answer = await org.SendAsync("POST", $"{OrgServer.Root}/sobjects/Lead", text: body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(answer.ErrorCode, (string[])["JSON_PARSER_ERROR", "INVALID_TYPE_ON_FIELD_IN_RECORD"]);
        Assert.Single(org.Org.Dump("Lead"));
    }

    [Fact]
    public async Task Lists_over_their_size_empty_ones_and_rows_named_twice_are_refused()
    {
        JsonNode List(int count) => new JsonObject { ["records"] = new JsonArray([.. Enumerable.Range(0, count).Select(at => JsonNode.Parse("""{"attributes":{"type":"Lead"},"LastName":"A","Company":"C"}"""))]) };
        Assert.Equal("EXCEEDED_ID_LIMIT", (await org.SendAsync("POST", $"{OrgServer.Root}/composite/sobjects", List(201))).ErrorCode);
        Assert.Equal("REQUIRED_FIELD_MISSING", (await org.SendAsync("POST", $"{OrgServer.Root}/composite/sobjects", List(0))).ErrorCode);
        var id = (string)org.Org.Dump("Lead")[0]!["Id"]!;
        var row = $$"""{"attributes":{"type":"Lead"},"Id":"{{id}}","Title":"x"}""";
        var twice = await org.SendAsync("PATCH", $"{OrgServer.Root}/composite/sobjects", JsonNode.Parse($$"""{"records":[{{row}},{{row}},{"attributes":{"type":"Lead"},"Title":"y"}]}"""));
        Assert.Equal(["DUPLICATE_VALUE", "DUPLICATE_VALUE", "MISSING_ARGUMENT"], twice.Array.Select(result => (string)result!["errors"]![0]!["statusCode"]!));
        Assert.Equal(HttpStatusCode.RequestUriTooLong, (await org.GetAsync("/query?q=" + new string('x', 16_400))).Status);
    }

    private async Task AssertAsync(string sample, string method, string path, string? body = null)
    {
        var expected = Samples.Json($"errors/{sample}.json");
        var answer = await org.SendAsync(method, OrgServer.Root + path, text: body);
        Assert.Equal(int.TryParse(sample[..3], out var status) ? status : 0, (int)answer.Status);
        Samples.AssertSameKeys(expected, answer.Json!);
        Assert.Equal(expected.AsArray().Select(error => (string)error!["errorCode"]!), answer.Array.Select(error => (string)error!["errorCode"]!));
    }
}

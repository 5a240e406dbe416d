using System.Net;
using Integration.Sandbox.Tests.HubSpot;

namespace Integration.Sandbox.Tests.Control;

/// <summary>The control surface, tried on the HubSpot portal.</summary>
public sealed class ControlTests
{
    private const string Contacts = SampleWorld.Contacts;
    private const string Contact = """{"properties":{"email":"a@x.test"}}""";

    [Fact]
    public async Task A_csv_seeds_by_its_column_map()
    {
        await using var portal = await ServedPortal.StartAsync();

        var answer = await portal.PostAsync("/_sandbox/seed", """
            {"object":"contacts","columns":{"Lead Number":"lastname","Mail":"email","Note":"message"},
             "csv":"\uFEFFLead Number,Unused,Mail,Note\r\n4711,x,A@x.test,\"said \"\"yes\"\",\nthen left\"\r\n4712,,,\r\n\r\n"}
            """);
        var dump = await portal.GetAsync("/_sandbox/dump?object=contacts");

        Assert.Equal(2, (int)answer.Json["created"]!);
        var first = dump.Json["results"]![0]!["properties"]!;
        Assert.Equal(("4711", "a@x.test", "said \"yes\",\nthen left"), ((string?)first["lastname"], (string?)first["email"], (string?)first["message"]));
        Assert.Equal("IMPORT", (string?)first["hs_object_source"]);
        Assert.Null(dump.Json["results"]![1]!["properties"]!["email"]);
    }

    [Fact]
    public async Task A_seeded_email_that_exists_updates_its_contact()
    {
        await using var portal = await ServedPortal.StartAsync();
        var first = await portal.SeedAsync("contacts", """{"email":"a@x.test","city":"Ulm"}""");

        Assert.Equal(first, await portal.SeedAsync("contacts", """{"email":"A@x.test","city":"Bonn"}"""));
    }

    [Theory]
    [InlineData("""{"records":[]}""", "'object' is missing")]
    [InlineData("""{"object":"contacts"}""", "neither 'records' nor 'csv'")]
    [InlineData("""{"object":"butterflies","records":[]}""", "there is no object 'butterflies'")]
    [InlineData("""{"object":"contacts","records":[null]}""", "record 1 is not an object")]
    [InlineData("""{"object":"contacts","records":[{"email":"a@x.test"},{"favourite_food":"figs"}]}""", "record 2 of 2")]
    [InlineData("""{"object":"contacts","csv":"a\n1"}""", "'columns' is missing")]
    [InlineData("""{"object":"contacts","csv":"a\n1","columns":{"b":"email"}}""", "no column 'b'; it has: a")]
    [InlineData("""{"object":"contacts","csv":"a\n1","columns":{"a":null}}""", "mapped to null")]
    [InlineData("""{"object":"contacts","csv":"a\n\"1","columns":{"a":"email"}}""", "closing quote is missing")]
    [InlineData("""{"object":"contacts","csv":"","columns":{}}""", "the CSV is empty")]
    [InlineData("{", "")]
    public async Task A_wrong_seed_says_what_is_wrong_and_writes_nothing(string body, string reason)
    {
        await using var portal = await ServedPortal.StartAsync();

        var answer = await portal.PostAsync("/_sandbox/seed", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(reason, (string)answer.Json["error"]!, StringComparison.Ordinal);
        Assert.Empty(portal.Portal.List("contacts").Page);
    }

    [Fact]
    public async Task A_reset_empties_the_portal_its_faults_and_its_call_log()
    {
        await using var portal = await ServedPortal.StartAsync();
        await portal.PostAsync(Contacts, Contact);
        await portal.PostAsync("/_sandbox/faults", """[{"on":"*","do":"500"}]""");
        var revision = portal.Portal.Revision;

        await portal.PostAsync("/_sandbox/reset", "{}");

        Assert.Equal(0, (int)(await portal.GetAsync("/_sandbox/calls")).Json["total"]!);
        Assert.Empty((await portal.GetAsync(Contacts)).Json["results"]!.AsArray());
        Assert.True(portal.Portal.Revision > revision);
    }

    [Theory]
    [InlineData("429", 429, "application/json", false)]
    [InlineData("500", 500, "application/json", false)]
    [InlineData("503", 503, "text/html", false)]
    [InlineData("401", 401, "application/json", false)]
    [InlineData("lock", 423, "application/json", false)]
    [InlineData("500-after-commit", 500, "application/json", true)]
    [InlineData("html", 200, "text/html", false)]
    [InlineData("wrong-type", 200, "application/json", false)]
    [InlineData("half-json", 201, "application/json", true)]
    [InlineData("delay", 201, "application/json", true)]
    public async Task A_fault_strikes_once_and_its_work_is_done_or_not(string kind, int status, string type, bool written)
    {
        await using var portal = await ServedPortal.StartAsync();
        await portal.PostAsync("/_sandbox/faults", $$"""[{"on":"POST /crm/objects/*/contacts","do":"{{kind}}","times":1,"delayMs":50}]""");
        var started = TimeProvider.System.GetTimestamp();
        using var content = new StringContent(Contact);

        using var answer = await portal.Http.PostAsync(new Uri(Contacts, UriKind.Relative), content);
        var took = TimeProvider.System.GetElapsedTime(started);
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal((status, type), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal(written, portal.Portal.List("contacts").Page.Count == 1);
        if (kind == "half-json") Assert.ThrowsAny<System.Text.Json.JsonException>(() => System.Text.Json.JsonDocument.Parse(text));
        if (kind == "delay") Assert.True(took >= TimeSpan.FromMilliseconds(45), $"took {took}");
        Assert.Equal(201, (int)(await portal.PostAsync(Contacts, """{"properties":{"email":"b@x.test"}}""")).Status);
    }

    [Fact]
    public async Task A_dropped_answer_leaves_the_contact_written()
    {
        await using var portal = await ServedPortal.StartAsync();
        await portal.PostAsync("/_sandbox/faults", """[{"on":"/crm/*","do":"drop-answer","times":1}]""");

        await Assert.ThrowsAsync<HttpRequestException>(() => portal.PostAsync(Contacts, Contact));

        Assert.Single(portal.Portal.List("contacts").Page);
    }

    [Fact]
    public async Task A_fault_lets_pass_what_comes_before_it_and_strikes_as_often_as_told()
    {
        await using var portal = await ServedPortal.StartAsync();
        await portal.PostAsync("/_sandbox/faults", """[{"on":"/crm/*","do":"500","after":1,"times":2}]""");

        var statuses = new List<int>();
        for (var i = 0; i < 5; i++) statuses.Add((int)(await portal.GetAsync(Contacts)).Status);

        Assert.Equal([200, 500, 500, 200, 200], statuses);
    }

    [Theory]
    [InlineData("""[{"on":"/crm/*","do":"explode"}]""")]
    [InlineData("""[{"on":"/crm/*","do":"500","rate":2}]""")]
    [InlineData("""[{"on":"/crm/*","do":"delay","delayMs":-1}]""")]
    [InlineData("""[{"on":"","do":"500"}]""")]
    [InlineData("[null]")]
    [InlineData("""[{"do":"500"}]""")]
    public async Task A_wrong_fault_plan_is_refused_and_the_old_one_stays(string plan)
    {
        await using var portal = await ServedPortal.StartAsync();
        await portal.PostAsync("/_sandbox/faults", """[{"on":"/crm/*","do":"500"}]""");

        Assert.Equal(HttpStatusCode.BadRequest, (await portal.PostAsync("/_sandbox/faults", plan)).Status);
        Assert.Equal(500, (int)(await portal.GetAsync(Contacts)).Status);
        await portal.PostAsync("/_sandbox/faults", "[]");
        Assert.Equal(200, (int)(await portal.GetAsync(Contacts)).Status);
    }

    [Theory]
    [InlineData("""{"set":"soon"}""")]
    [InlineData("""{"advanceSeconds":1e300}""")]
    [InlineData("""{"forward":60}""")]
    public async Task A_wrong_order_to_the_clock_is_refused_and_moves_nothing(string order)
    {
        await using var portal = await ServedPortal.StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await portal.PostAsync("/_sandbox/clock", order)).Status);
    }

    [Fact]
    public async Task The_clock_is_set_and_advanced()
    {
        await using var portal = await ServedPortal.StartAsync();

        await portal.PostAsync("/_sandbox/clock", """{"set":"2027-01-01T00:00:00Z"}""");
        await portal.PostAsync("/_sandbox/clock", """{"advanceSeconds":3600}""");

        var created = await portal.PostAsync(Contacts, Contact);
        Assert.StartsWith("2027-01-01T01:00:0", (string?)created.Json["createdAt"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_acts_answers_each_and_goes_on_after_a_refusal()
    {
        await using var portal = await ServedPortal.StartAsync();
        var id = (await portal.SeedAsync("contacts", """{"email":"a@x.test"}"""))[0];

        var answer = await portal.PostAsync("/_sandbox/act", $$"""
            {"acts":[{"system":"hubspot","user":"rep@sandbox.test","action":"edit","object":"contacts","id":"{{id}}","properties":{"city":"Ulm"} },
                     {"action":"edit","id":1,"properties":{"city":"Ulm"} },
                     {"action":"create","object":"tasks","properties":{"hs_timestamp":"2026-11-24T09:00:00Z","hs_task_subject":"Call"} } ]}
            """);

        var results = answer.Json["results"]!.AsArray();
        Assert.Equal("Ulm", (string?)results[0]!["properties"]!["city"]);
        Assert.Equal("userId:9586504", portal.Portal.ReadOne("contacts", id).History("city")!.By.SourceId);
        Assert.Equal("no live record contacts 1", (string?)results[1]!["error"]);
        var done = await portal.PostAsync("/_sandbox/act", $$"""{"action":"complete-task","id":"{{results[2]!["id"]}}"}""");
        Assert.Equal("COMPLETED", (string?)done.Json["properties"]!["hs_task_status"]);
    }

    [Theory]
    [InlineData("""{"action":"explode"}""", "unknown action 'explode'")]
    [InlineData("""{"action":"edit","object":"contacts","properties":{}}""", "'id' is missing")]
    [InlineData("""{"action":"edit","system":"salesforce"}""", "not 'salesforce'")]
    [InlineData("""{"action":"create","user":"nobody@x.test"}""", "unknown user")]
    [InlineData("""{"action":"create","object":"contacts","properties":{"email":"wrong"}}""", "Email address wrong is invalid")]
    [InlineData("""{"action":"create","object":"contacts"}""", "'properties' is missing")]
    public async Task A_wrong_act_says_what_is_wrong(string body, string reason)
    {
        await using var portal = await ServedPortal.StartAsync();

        var answer = await portal.PostAsync("/_sandbox/act", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(reason, (string)answer.Json["error"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_are_counted_per_endpoint_and_per_record_written_and_the_control_surface_is_not()
    {
        await using var portal = await ServedPortal.StartAsync();
        await portal.PostAsync($"{Contacts}/batch/create", """{"inputs":[{"properties":{"email":"a@x.test"}},{"properties":{"email":"b@x.test"}}]}""");
        await portal.GetAsync($"{Contacts}/90001");
        await portal.GetAsync($"/crm/v3/objects/contacts/777");
        await portal.GetAsync("/_sandbox/dump");

        var calls = (await portal.GetAsync("/_sandbox/calls")).Json;

        Assert.Equal((3, 2), ((int)calls["total"]!, (int)calls["recordsWritten"]!));
        Assert.Equal(2, (int)calls["endpoints"]!["POST /crm/objects/{}/contacts/batch/create"]!["recordsWritten"]!);
        Assert.Equal(1, (int)calls["endpoints"]!["GET /crm/{}/objects/contacts/{}"]!["errors"]!);
    }
}

using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Integration.Salesforce.Tests.Worlds;

namespace Integration.Salesforce.Tests.Assumptions;

/// <summary>
/// What the connector believes of Salesforce, each with its source; asked of the Sandbox in plain HTTP, without our client,
/// so that a changed emulator, or a real org in its place, contradicts here first.
/// </summary>
public class OrgBeliefsTests
{
    [Fact] // facts/salesforce.md section 3: "null for an id that is missing, deleted or hidden", same length and order as ids
    public async Task A_retrieve_answers_in_the_order_of_its_ids_with_null_in_the_gaps()
    {
        await using var world = await OrgWorld.StartAsync();
        var (ada, bea) = (world.Lead("Byron"), world.Lead("Hopper"));
        world.Act("delete", ada);

        var rows = await AskAsync(world, HttpMethod.Post, "composite/sobjects/Lead", $$"""{"ids":["{{ada.Id}}","{{bea.Id}}","00Q000000000ZZZAAA"],"fields":["Id"]}""");

        Assert.Equal([JsonValueKind.Null, JsonValueKind.Object, JsonValueKind.Null], rows.EnumerateArray().Select(row => row.ValueKind));
    }

    [Fact] // facts/salesforce.md section 4: deleted rows by queryAll; merge losers also have MasterRecordId
    public async Task QueryAll_still_knows_who_a_merged_record_became()
    {
        await using var world = await OrgWorld.StartAsync();
        var (winner, loser) = (world.Lead("Byron"), world.Lead("Hopper"));
        world.Act("merge", winner, new() { ["losers"] = new System.Text.Json.Nodes.JsonArray(loser.Id) });

        var page = await AskAsync(world, HttpMethod.Get, $"queryAll?q={Uri.EscapeDataString($"SELECT Id, IsDeleted, MasterRecordId FROM Lead WHERE Id = '{loser.Id}'")}");

        var row = Assert.Single(page.GetProperty("records").EnumerateArray());
        Assert.Equal((true, winner.Id), (row.GetProperty("IsDeleted").GetBoolean(), row.GetProperty("MasterRecordId").GetString()));
    }

    [Fact] // facts/salesforce.md section 11: explicit null clears, missing leaves alone; emails are lower-cased on save
    public async Task An_explicit_null_clears_a_missing_field_stays_and_an_address_is_lowered()
    {
        await using var world = await OrgWorld.StartAsync();
        var ada = world.Lead("Byron", ("Title", "CFO"), ("Phone", "1"));

        await AskAsync(world, HttpMethod.Patch, "composite/sobjects", $$"""{"allOrNone":false,"records":[{"attributes":{"type":"Lead"},"Id":"{{ada.Id}}","Title":null,"Email":"Ada@ACME.example"}]}""");

        var row = await AskAsync(world, HttpMethod.Get, $"sobjects/Lead/{ada.Id}?fields=Title,Phone,Email");
        Assert.Equal((JsonValueKind.Null, "1", "ada@acme.example"), (row.GetProperty("Title").ValueKind, row.GetProperty("Phone").GetString(), row.GetProperty("Email").GetString()));
    }

    [Fact] // facts/salesforce.md sections 9.2 and 11: whole seconds, an offset without a colon
    public async Task A_stamp_has_whole_seconds_and_an_offset_without_a_colon()
    {
        await using var world = await OrgWorld.StartAsync();

        var row = await AskAsync(world, HttpMethod.Get, $"sobjects/Lead/{world.Lead("Byron").Id}?fields=SystemModstamp");

        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000\+0000$", row.GetProperty("SystemModstamp").GetString());
    }

    [Fact] // facts/salesforce.md section 3: results in request order, failed rows without id and with statusCode, 200 all the same
    public async Task A_collections_answer_names_failures_by_statusCode_in_the_order_of_the_request()
    {
        await using var world = await OrgWorld.StartAsync();
        var (ada, bea) = (world.Lead("Byron"), world.Lead("Hopper"));

        var rows = await AskAsync(world, HttpMethod.Patch, "composite/sobjects",
            $$"""{"allOrNone":false,"records":[{"attributes":{"type":"Lead"},"Id":"{{ada.Id}}","Email":"none"},{"attributes":{"type":"Lead"},"Id":"{{bea.Id}}","Title":"x"}]}""");

        Assert.False(rows[0].TryGetProperty("id", out _));
        Assert.Equal("INVALID_EMAIL_ADDRESS", rows[0].GetProperty("errors")[0].GetProperty("statusCode").GetString());
        Assert.Equal(bea.Id, rows[1].GetProperty("id").GetString());
    }

    [Fact] // facts/salesforce.md section 4: page by keyset; it holds only if "Id >" and "ORDER BY Id" mean one order, and ids differ by case alone
    public async Task Ids_are_ordered_and_compared_in_one_and_the_same_order()
    {
        await using var world = await OrgWorld.StartAsync();
        var leads = world.Leads(100); // enough for ids that end in both cases of a letter

        var sorted = Ids(await AskAsync(world, HttpMethod.Get, $"query?q={Uri.EscapeDataString("SELECT Id FROM Lead ORDER BY Id")}"));
        var after = Ids(await AskAsync(world, HttpMethod.Get, $"query?q={Uri.EscapeDataString($"SELECT Id FROM Lead WHERE Id > '{sorted[59]}' ORDER BY Id")}"));

        Assert.Equal(100, leads.Count);
        Assert.Equal(sorted[60..], after);

        static List<string> Ids(JsonElement page) => [.. page.GetProperty("records").EnumerateArray().Select(row => row.GetProperty("Id").GetString()!)];
    }

    [Fact] // facts/salesforce.md section 7: one date that is none refuses the whole call
    public async Task A_value_of_the_wrong_type_refuses_the_whole_call()
    {
        await using var world = await OrgWorld.StartAsync();
        var (ada, bea) = (world.Lead("Byron"), world.Lead("Hopper"));

        await AskAsync(world, HttpMethod.Patch, "composite/sobjects",
            $$"""{"allOrNone":false,"records":[{"attributes":{"type":"Lead"},"Id":"{{ada.Id}}","NumberOfEmployees":"many"},{"attributes":{"type":"Lead"},"Id":"{{bea.Id}}","Title":"CFO"}]}""", expected: 400);

        Assert.True((await world.SeenAsync(bea)).Values["Title"].IsBlank);
    }

    [Fact] // facts/salesforce.md section 9.3: afterwards the lead is read-only, still queryable with IsConverted = true
    public async Task A_converted_lead_is_still_read_and_names_its_contact()
    {
        await using var world = await OrgWorld.StartAsync();
        var lead = world.Lead("Byron");
        world.Act("convert", lead, new() { ["status"] = "Closed - Converted" });

        var rows = await AskAsync(world, HttpMethod.Post, "composite/sobjects/Lead", $$"""{"ids":["{{lead.Id}}"],"fields":["IsConverted","ConvertedContactId"]}""");

        Assert.True(rows[0].GetProperty("IsConverted").GetBoolean());
        Assert.StartsWith("003", rows[0].GetProperty("ConvertedContactId").GetString());
    }

    private static async Task<JsonElement> AskAsync(OrgWorld world, HttpMethod method, string path, string? body = null, int expected = 200)
    {
        using var http = new HttpClient { BaseAddress = world.Server.Url };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = "sandbox", ["client_secret"] = "sandbox" });
        using var login = await http.PostAsync("/services/oauth2/token", form);
        var token = JsonElement.Parse(await login.Content.ReadAsStringAsync()).GetProperty("access_token").GetString();
        using var request = new HttpRequestMessage(method, $"/services/data/v68.0/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request);
        Assert.Equal(expected, (int)answer.StatusCode);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync());
    }
}

using System.Net;
using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce;

namespace Integration.Sandbox.Tests.Salesforce;

/// <summary>Requests and answers have the shapes of the recorded samples.</summary>
public sealed class SampleTests : IAsyncLifetime
{
    private OrgServer org = null!;

    public async ValueTask InitializeAsync()
    {
        org = (await OrgServer.StartAsync()).WithHubSpotId("Lead");
    }

    public ValueTask DisposeAsync() => org.DisposeAsync();

    [Fact]
    public async Task A_record_is_created_read_updated_and_upserted_in_the_shapes_of_the_samples()
    {
        var created = await org.SendAsync("POST", $"{OrgServer.Root}/sobjects/Lead", Samples.Json("rest/lead.create.request.json"));
        Assert.Equal(HttpStatusCode.Created, created.Status);
        Samples.AssertSameKeys(Samples.Json("rest/lead.create.response.201.json"), created.Json!);
        var id = (string)created.Object["id"]!;
        Assert.Equal($"{OrgServer.Root}/sobjects/Lead/{id}", created.Headers["Location"]);
        var sample = Samples.Json("rest/lead.get.200.json").AsObject();
        foreach (var unmodelled in new[] { "JigsawContactId", "DandbCompanyId", "IndividualId" }) sample.Remove(unmodelled);
        Samples.AssertShape(sample, (await org.GetAsync($"/sobjects/Lead/{id}")).Json);
        Assert.Equal("ada.byron@example.com", (string)(await org.GetAsync($"/sobjects/lead/{id[..15]}?fields=email")).Object["Email"]!);

        var updated = Samples.Json("rest/lead.upsert.updated.200.json");
        var body = JsonNode.Parse("""{"FirstName":"Ada","LastName":"Byron","Company":"Analytical Engines Ltd"}""");
        var again = await org.SendAsync("PATCH", $"{OrgServer.Root}/sobjects/Lead/HubSpot_Contact_Id__c/90210", body);
        Assert.Equal(HttpStatusCode.OK, again.Status);
        Samples.AssertSameKeys(updated, again.Json!);
        Assert.Equal(HttpStatusCode.NoContent, (await org.SendAsync("PATCH", "/services/data/v45.0/sobjects/Lead/HubSpot_Contact_Id__c/90210", body)).Status);
        var fresh = await org.SendAsync("PATCH", $"{OrgServer.Root}/sobjects/Lead/HubSpot_Contact_Id__c/a%2Fb", body);
        Assert.Equal(HttpStatusCode.Created, fresh.Status);
        Assert.Equal("a/b", (string)(await org.GetAsync($"/sobjects/Lead/{fresh.Object["id"]}")).Object["HubSpot_Contact_Id__c"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await org.SendAsync("PATCH", $"{OrgServer.Root}/sobjects/Lead/HubSpot_Contact_Id__c/none?updateOnly=true", body)).Status);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await org.SendAsync("PATCH", $"{OrgServer.Root}/sobjects/Lead/HubSpot_Contact_Id__c/", body)).Status);
    }

    [Fact]
    public async Task A_key_that_several_records_hold_answers_300_with_their_addresses()
    {
        foreach (var name in new[] { "A", "B" }) await org.CreateAsync("Lead", new JsonObject { ["LastName"] = name, ["Company"] = "C", ["Email"] = "same@example.com" });
        var several = await org.SendAsync("PATCH", $"{OrgServer.Root}/sobjects/Lead/Email/SAME@example.com", JsonNode.Parse("""{"Title":"x"}"""));
        Assert.Equal(HttpStatusCode.MultipleChoices, several.Status);
        Samples.AssertSameKeys(Samples.Json("rest/lead.upsert.ambiguous.300.json"), several.Json!);
        Assert.Equal(2, several.Array.Count);
    }

    [Fact]
    public async Task Collections_answer_in_order_with_statusCode_and_keep_the_good_rows()
    {
        var create = await org.SendAsync("POST", $"{OrgServer.Root}/composite/sobjects", Samples.Json("rest/collections.create.request.json"));
        var sample = Samples.Json("rest/collections.create.response.200.json");
        for (var at = 0; at < 2; at++) Samples.AssertSameKeys(sample[at]!, create.Array[at]!);
        var upsertBody = Samples.Text("rest/collections.upsert.request.txt");
        var upsert = await org.SendAsync("PATCH", $"{OrgServer.Root}/composite/sobjects/Lead/HubSpot_Contact_Id__c", text: upsertBody[upsertBody.IndexOf('{')..]);
        Assert.Equal([true, false, true], upsert.Array.Select(row => (bool)row!["success"]!));
        Samples.AssertSameKeys(Samples.Json("rest/collections.upsert.response.200.json")[1]!, upsert.Array[1]!);
        var rolled = await org.SendAsync("POST", $"{OrgServer.Root}/composite/sobjects", JsonNode.Parse("""{"allOrNone":true,"records":[{"attributes":{"type":"Contact"},"LastName":"x"},{"attributes":{"type":"Contact"},"FirstName":"y"}]}"""));
        Assert.Equal(Samples.Json("rest/collections.allOrNone.response.200.json").ToJsonString(), rolled.Json!.ToJsonString());

        var id = (string)create.Array[0]!["id"]!;
        var read = await org.SendAsync("POST", $"{OrgServer.Root}/composite/sobjects/Lead", new JsonObject { ["ids"] = new JsonArray(id, "00Q5g0000099999"), ["fields"] = new JsonArray("Id", "Email", "SystemModstamp") });
        Samples.AssertSameKeys(Samples.Json("rest/collections.retrieve.response.200.json")[0]!, read.Array[0]!);
        Assert.Null(read.Array[1]);
        await org.SendAsync("DELETE", $"{OrgServer.Root}/sobjects/Lead/{id}");
        var delete = await org.SendAsync("DELETE", $"{OrgServer.Root}/composite/sobjects?ids={upsert.Array[0]!["id"]},{id}");
        var deleteSample = Samples.Json("rest/collections.delete.response.200.json");
        for (var at = 0; at < 2; at++) Samples.AssertSameKeys(deleteSample[at]!, delete.Array[at]!);
    }

    [Fact]
    public async Task Queries_answer_in_the_shapes_of_the_samples()
    {
        org.Org.Options.QueryPageMax = 2;
        for (var at = 0; at < 3; at++) await org.CreateAsync("Lead", new JsonObject { ["LastName"] = $"L{at}", ["Company"] = "C", ["Email"] = $"l{at}@example.com" });
        var page = await org.QueryAsync("SELECT Id, Email, SystemModstamp, Owner.Email, Owner.Username FROM Lead");
        Samples.AssertSameKeys(Samples.Json("soql/query.page1.json"), page.Json!);
        var last = await org.SendAsync("GET", (string)page.Object["nextRecordsUrl"]!);
        Samples.AssertSameKeys(Samples.Json("soql/query.page2.json"), last.Json!);
        Assert.Equal((3, 1), ((int)last.Object["totalSize"]!, last.Records.Count));
        Samples.AssertSameKeys(Samples.Json("soql/query.count.json"), (await org.QueryAsync("select count() from Lead")).Json!);
        Samples.AssertSameKeys(Samples.Json("soql/query.aggregate.json"), (await org.QueryAsync("SELECT Status, COUNT(Id) FROM Lead GROUP BY Status")).Json!);
        Samples.AssertSameKeys(Samples.Json("soql/query.columns.json"), (await org.GetAsync("/query?columns=true&q=" + Uri.EscapeDataString("SELECT Id, Email, Owner.Email FROM Lead"))).Json!);
        org.Org.Clock.Advance(TimeSpan.FromDays(2));
        await org.LogInAsync();
        Assert.Equal("INVALID_QUERY_LOCATOR", (await org.SendAsync("GET", (string)page.Object["nextRecordsUrl"]!)).ErrorCode);
    }

    [Fact]
    public async Task Discovery_answers_in_the_shapes_of_the_samples()
    {
        Samples.AssertSameKeys(Samples.Json("discovery/versions.json"), (await org.SendAsync("GET", "/services/data/")).Json!);
        Samples.AssertShape(Samples.Json("discovery/root.subset.json"), (await org.GetAsync("/")).Json);
        Samples.AssertSameKeys(Samples.Json("discovery/global-describe.trimmed.json"), (await org.GetAsync("/sobjects")).Json!);
        Samples.AssertShape(Samples.Json("discovery/limits.json"), (await org.GetAsync("/limits")).Json);
        Samples.AssertSameKeys(Samples.Json("discovery/limits.recordCount.json"), (await org.GetAsync("/limits/recordCount")).Json!);
        var describe = await org.GetAsync("/sobjects/Lead/describe");
        Samples.AssertSameKeys(Samples.Json("discovery/describe.Lead.trimmed.json"), describe.Json!);
        var owner = describe.Object["fields"]!.AsArray().Single(field => (string)field!["name"]! == "OwnerId")!;
        Assert.Equal(Sorted(Samples.Json("discovery/describe.field.Lead.OwnerId.json")), Sorted(owner));
        Assert.Equal(HttpStatusCode.NotModified, (await org.GetAsync("/sobjects/Lead/describe", ("If-Modified-Since", describe.Headers["Last-Modified"]))).Status);
    }

    [Fact]
    public async Task GetUpdated_and_getDeleted_cover_whole_minutes()
    {
        var kept = await org.CreateAsync("Lead", new JsonObject { ["LastName"] = "A", ["Company"] = "C" });
        var gone = await org.CreateAsync("Lead", new JsonObject { ["LastName"] = "B", ["Company"] = "C" });
        await org.SendAsync("DELETE", $"{OrgServer.Root}/sobjects/Lead/{gone}");
        org.Org.Clock.Advance(TimeSpan.FromMinutes(5));
        const string window = "start=2026-11-22T09%3A00%3A00%2B00%3A00&end=2026-11-22T09%3A20%3A00%2B00%3A00";
        var updated = await org.GetAsync($"/sobjects/Lead/updated?{window}");
        Samples.AssertSameKeys(Samples.Json("rest/getUpdated.200.json"), updated.Json!);
        Assert.Equal(kept, (string)Assert.Single(updated.Object["ids"]!.AsArray())!);
        var deleted = await org.GetAsync($"/sobjects/Lead/deleted?{window}");
        Samples.AssertSameKeys(Samples.Json("rest/getDeleted.200.json"), deleted.Json!);
        Assert.Equal(gone, (string)deleted.Object["deletedRecords"]![0]!["id"]!);
    }

    [Fact]
    public async Task Soap_converts_merges_and_undeletes_in_the_shapes_of_the_samples()
    {
        var token = org.Client.DefaultRequestHeaders.Authorization!.Parameter!;
        var lead = await org.CreateAsync("Lead", new JsonObject { ["LastName"] = "Byron", ["Company"] = "C" });
        var loser = await org.CreateAsync("Lead", new JsonObject { ["LastName"] = "Lovelace", ["Company"] = "C" });
        var merge = Samples.Text("soap/merge.request.xml").Replace("TOKEN", token).Replace("00Q5g00000LeadAEAR", lead).Replace("00Q5g00000LeadEEAR", loser);
        var merged = await SoapAsync(merge);
        Assert.Equal((HttpStatusCode.OK, true), (merged.Status, merged.Text.Contains($"<mergedRecordIds>{loser}</mergedRecordIds><success>true</success>")));
        var convert = Samples.Text("soap/convertLead.request.xml").Replace("TOKEN", token).Replace("00Q5g00000LeadAEAR", lead).Replace("0055g00000RepAAAAZ", org.Org.RepId);
        var converted = await SoapAsync(convert);
        Assert.Equal(Elements(Samples.Text("soap/convertLead.response.200.xml")), Elements(converted.Text));
        Assert.Equal(Elements(Samples.Text("soap/convertLead.failed.200.xml")), Elements((await SoapAsync(convert)).Text).Where(name => !name.StartsWith("Header") && name is not ("LimitInfoHeader" or "limitInfo" or "current" or "limit" or "type")));
        var fault = await SoapAsync(convert.Replace(token, "expired"));
        Assert.Equal(HttpStatusCode.InternalServerError, fault.Status);
        Assert.Equal(Elements(Samples.Text("soap/fault.invalid-session.500.xml")), Elements(fault.Text));
        Assert.Contains("sf:INVALID_SESSION_ID", fault.Text);
        Assert.Equal(HttpStatusCode.InternalServerError, (await SoapAsync("<a><b></a>")).Status);
        Assert.Equal(HttpStatusCode.InternalServerError, (await SoapAsync("""<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>""")).Status);
    }

    private static List<string> Elements(string xml) => [.. System.Xml.Linq.XDocument.Parse(xml).Descendants().Select(element => element.Name.LocalName)];

    private static string Sorted(JsonNode node) => string.Join('\n', node.AsObject().OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value?.ToJsonString()}"));

    private Task<Answer> SoapAsync(string xml) => org.SendAsync("POST", "/services/Soap/u/68.0", text: xml, type: "text/xml", headers: ("SOAPAction", "\"\""));
}

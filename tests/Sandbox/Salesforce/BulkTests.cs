using System.Net;
using System.Text.Json.Nodes;

namespace Integration.Sandbox.Tests.Salesforce;

public sealed class BulkTests
{
    [Fact]
    public async Task An_upsert_file_is_taken_once_worked_row_by_row_and_reported_in_three_files()
    {
        await using var org = (await OrgServer.StartAsync()).WithHubSpotId("Lead");
        await org.CreateAsync("Lead", new JsonObject { ["LastName"] = "Old", ["Company"] = "C", ["Title"] = "gone", ["HubSpot_Contact_Id__c"] = "90210" });
        var open = await org.SendAsync("POST", $"{OrgServer.Root}/jobs/ingest", Samples.Json("bulk2/ingest.create.request.json"));
        Samples.AssertSameKeys(Samples.Json("bulk2/ingest.open.response.200.json"), open.Json!);
        var job = (string)open.Object["id"]!;
        Assert.StartsWith("services/", (string)open.Object["contentUrl"]!);
        Assert.Contains("\"apiVersion\":68.0", open.Text);

        var upload = Samples.Text("bulk2/ingest.upload.csv");
        Assert.Equal(HttpStatusCode.Created, (await org.SendAsync("PUT", $"{OrgServer.Root}/jobs/ingest/{job}/batches", text: upload, type: "text/csv")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await org.SendAsync("PUT", $"{OrgServer.Root}/jobs/ingest/{job}/batches", text: upload, type: "text/csv")).Status);
        var closed = await org.SendAsync("PATCH", $"{OrgServer.Root}/jobs/ingest/{job}", Samples.Json("bulk2/ingest.close.request.json"));
        Samples.AssertSameKeys(Samples.Json("bulk2/ingest.close.response.200.json"), closed.Json!);
        var complete = await org.GetAsync($"/jobs/ingest/{job}");
        Samples.AssertSameKeys(Samples.Json("bulk2/ingest.complete.json"), complete.Json!);
        Assert.Equal("JobComplete 3 1", $"{complete.Object["state"]} {complete.Object["numberRecordsProcessed"]} {complete.Object["numberRecordsFailed"]}");

        var good = (await org.GetAsync($"/jobs/ingest/{job}/successfulResults")).Text;
        Assert.StartsWith("\"sf__Id\",\"sf__Created\",HubSpot_Contact_Id__c,LastName", good);
        Assert.Contains("\"line one\nline \"\"two\"\"\"", good);
        Assert.Equal(Samples.Text("bulk2/ingest.failedResults.csv").ReplaceLineEndings("\n"), (await org.GetAsync($"/jobs/ingest/{job}/failedResults")).Text);
        Assert.Equal(Samples.Text("bulk2/ingest.unprocessedrecords.csv"), (await org.GetAsync($"/jobs/ingest/{job}/unprocessedrecords")).Text);
        Assert.Null((await org.QueryAsync("SELECT Title FROM Lead WHERE HubSpot_Contact_Id__c = '90210'")).Records[0]["Title"]); // #N/A empties, an empty cell does not.
        Assert.Equal(HttpStatusCode.NoContent, (await org.SendAsync("DELETE", $"{OrgServer.Root}/jobs/ingest/{job}")).Status);
    }

    [Fact]
    public async Task An_unknown_column_fails_the_job_and_an_empty_id_column_in_an_upsert_does_not()
    {
        await using var org = (await OrgServer.StartAsync()).WithHubSpotId("Lead");
        var failed = await RunAsync(org, "HubSpot_Contact_Id__c,Nope__c\n1,x\n");
        Samples.AssertSameKeys(Samples.Json("bulk2/ingest.failed.json"), failed);
        Assert.Equal("InvalidBatch : Field name not found : Nope__c", (string)failed["errorMessage"]!);
        Assert.Equal(0, (int)(await RunAsync(org, "Id,HubSpot_Contact_Id__c,LastName,Company\n,1,x,C\n"))["numberRecordsFailed"]!);
    }

    [Fact]
    public async Task A_query_job_gives_pages_whose_last_locator_is_the_word_null()
    {
        await using var org = await OrgServer.StartAsync();
        for (var at = 0; at < 3; at++) await org.CreateAsync("Lead", new JsonObject { ["LastName"] = $"L{at}", ["Company"] = "C" });
        var open = await org.SendAsync("POST", $"{OrgServer.Root}/jobs/query", Samples.Json("bulk2/query.create.request.json"));
        Samples.AssertSameKeys(Samples.Json("bulk2/query.create.response.200.json"), open.Json!);
        var job = (string)open.Object["id"]!;
        Samples.AssertSameKeys(Samples.Json("bulk2/query.complete.json"), (await org.GetAsync($"/jobs/query/{job}")).Json!);
        var first = await org.GetAsync($"/jobs/query/{job}/results?maxRecords=2");
        Assert.Equal("2", first.Headers["Sforce-NumberOfRecords"]);
        Assert.StartsWith("\"Id\",\"Email\",\"Owner.Email\",\"SystemModstamp\"\n", first.Text);
        var last = await org.GetAsync($"/jobs/query/{job}/results?maxRecords=2&locator={first.Headers["Sforce-Locator"]}");
        Assert.Equal("null", last.Headers["Sforce-Locator"]);
        Assert.Equal(2, last.Text.Count(letter => letter == '\n'));
        Assert.Matches("\"2026-11-22T09:15:0[0-9].000Z\"\n$", last.Text);
        Assert.Equal("API_ERROR", (await org.SendAsync("POST", $"{OrgServer.Root}/jobs/query", JsonNode.Parse("""{"operation":"query","query":"SELECT COUNT() FROM Lead"}"""))).ErrorCode);
    }

    private static async Task<JsonNode> RunAsync(OrgServer org, string csv)
    {
        var job = (string)(await org.SendAsync("POST", $"{OrgServer.Root}/jobs/ingest", Samples.Json("bulk2/ingest.create.request.json"))).Object["id"]!;
        await org.SendAsync("PUT", $"{OrgServer.Root}/jobs/ingest/{job}/batches", text: csv, type: "text/csv");
        await org.SendAsync("PATCH", $"{OrgServer.Root}/jobs/ingest/{job}", JsonNode.Parse("""{"state":"UploadComplete"}"""));
        return (await org.GetAsync($"/jobs/ingest/{job}")).Json!;
    }
}

using System.Net;
using System.Text.Json.Nodes;

namespace Integration.Sandbox.Tests.Salesforce;

public sealed class CompositeTests
{
    [Fact]
    public async Task A_composite_call_refers_to_its_own_answers_and_counts_as_one_call()
    {
        await using var org = (await OrgServer.StartAsync()).WithHubSpotId("Lead");
        var before = org.Org.ApiCalls.Used;
        var request = Samples.Json("rest/composite.request.json");
        var answer = await org.SendAsync("POST", $"{OrgServer.Root}/composite", request);
        Samples.AssertSameKeys(Samples.Json("rest/composite.response.200.json"), answer.Json!);
        Assert.Equal(before + 1, org.Org.ApiCalls.Used);
        Assert.Equal("Byron", (string)(await org.QueryAsync("SELECT Who.Name FROM Task")).Records[0]["Who"]!["Name"]!);
    }

    [Fact]
    public async Task A_failed_member_takes_an_all_or_none_call_back()
    {
        await using var org = (await OrgServer.StartAsync()).WithHubSpotId("Lead");
        var request = Samples.Json("rest/composite.request.json");
        request["compositeRequest"]![1]!["url"] = $"{OrgServer.Root}/sobjects/Contact";
        request["compositeRequest"]![1]!["body"] = new JsonObject { ["FirstName"] = "Ada" };
        var answer = await org.SendAsync("POST", $"{OrgServer.Root}/composite", request);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Samples.AssertShape(Samples.Json("rest/composite.rolledback.response.200.json"), answer.Json!);
        Assert.Equal("PROCESSING_HALTED", (string)answer.Object["compositeResponse"]![0]!["body"]![0]!["errorCode"]!);
        Assert.Equal(0, (int)(await org.QueryAsync("SELECT COUNT() FROM Lead")).Object["totalSize"]!);
        Assert.Equal(0, org.Calls.Report().RecordsWritten);
    }

    [Fact]
    public async Task A_graph_is_whole_or_nothing_and_a_batch_counts_each_member()
    {
        await using var org = await OrgServer.StartAsync();
        var graph = await org.SendAsync("POST", $"{OrgServer.Root}/composite/graph", Samples.Json("rest/composite.graph.request.json"));
        Samples.AssertSameKeys(Samples.Json("rest/composite.graph.response.200.json"), graph.Json!);
        var before = org.Org.ApiCalls.Used;
        var id = (string)(await org.QueryAsync("SELECT Id FROM Contact")).Records[0]["Id"]!;
        var batch = await org.SendAsync("POST", $"{OrgServer.Root}/composite/batch", JsonNode.Parse($$"""
            {"batchRequests":[{"method":"PATCH","url":"v68.0/sobjects/Contact/{{id}}","richInput":{"Title":"x"} },{"method":"GET","url":"v68.0/sobjects/Foo"}]}
            """));
        Samples.AssertShape(Samples.Json("rest/composite.batch.response.200.json"), batch.Json!);
        Assert.Equal(before + 3, org.Org.ApiCalls.Used);
    }

    [Fact]
    public async Task A_tree_makes_parents_with_children_or_nothing()
    {
        await using var org = await OrgServer.StartAsync();
        var tree = JsonNode.Parse("""{"records":[{"attributes":{"type":"Account","referenceId":"a"},"Name":"Acme","Contacts":{"records":[{"attributes":{"type":"Contact","referenceId":"c"},"LastName":"Byron"}]}}]}""")!;
        var made = await org.SendAsync("POST", $"{OrgServer.Root}/composite/tree/Account", tree);
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal("Acme", (string)(await org.QueryAsync("SELECT Account.Name FROM Contact")).Records[0]["Account"]!["Name"]!);
        tree["records"]![0]!["Contacts"]!["records"]![0]!.AsObject().Remove("LastName");
        var refused = await org.SendAsync("POST", $"{OrgServer.Root}/composite/tree/Account", tree);
        Assert.True((bool)refused.Object["hasErrors"]!);
        Assert.Equal(1, (int)(await org.QueryAsync("SELECT COUNT() FROM Account")).Object["totalSize"]!);
    }

    [Fact]
    public async Task Too_many_or_doubly_named_members_are_refused()
    {
        await using var org = await OrgServer.StartAsync();
        JsonNode Member(string id) => JsonNode.Parse($$"""{"method":"GET","url":"/services/data/v68.0/limits","referenceId":"{{id}}"}""")!;
        var many = new JsonObject { ["compositeRequest"] = new JsonArray([.. Enumerable.Range(0, 26).Select(at => Member($"r{at}"))]) };
        Assert.Equal(HttpStatusCode.BadRequest, (await org.SendAsync("POST", $"{OrgServer.Root}/composite", many)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await org.SendAsync("POST", $"{OrgServer.Root}/composite", new JsonObject { ["compositeRequest"] = new JsonArray(Member("a"), Member("a")) })).Status);
    }
}

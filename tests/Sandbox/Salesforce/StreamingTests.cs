using System.Net;
using System.Text.Json.Nodes;
using Integration.Sandbox.Control;
using Integration.Sandbox.Salesforce;

namespace Integration.Sandbox.Tests.Salesforce;

/// <summary>The CometD endpoint and the events it carries.</summary>
public sealed class StreamingTests
{
    private const string Lead = "/data/LeadChangeEvent";

    [Fact]
    public async Task A_client_handshakes_connects_subscribes_and_receives_an_event_on_a_held_connect()
    {
        await using var org = await OrgServer.StartAsync();
        var sample = Samples.Json("streaming/bayeux.exchange.json")["steps"]!.AsArray();
        var handshake = await SendAsync(org, sample[0]!["request"]!.ToJsonString());
        Samples.AssertSameKeys(sample[0]!["response"]![0]!, handshake[0]!);
        var client = (string)handshake[0]!["clientId"]!;
        var first = await SendAsync(org, Message("/meta/connect", client, "\"connectionType\":\"long-polling\",\"advice\":{\"timeout\":0}"));
        Samples.AssertSameKeys(sample[1]!["response"]![0]!, first[0]!);
        Samples.AssertSameKeys(sample[2]!["response"]![0]!, (await SubscribeAsync(org, client, Lead, -1))[0]!);

        var held = SendAsync(org, Message("/meta/connect", client, "\"connectionType\":\"long-polling\""));
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.False(held.IsCompleted);
        await org.SendAsync("POST", $"{OrgServer.Root}/sobjects/Lead", JsonNode.Parse("""{"FirstName":"Ada","LastName":"Byron","Company":"Analytical Engines Ltd","City":"London"}"""), headers: ("Sforce-Call-Options", "client=acme-hubsync"));

        var answer = await held;
        Assert.Equal(2, answer.Count);
        var header = answer[0]!["data"]!["payload"]!["ChangeEventHeader"]!;
        Samples.AssertSameKeys(sample[3]!["response"]![0]!["data"]!["payload"]!["ChangeEventHeader"]!, header);
        Assert.Equal("com/salesforce/api/rest/68.0;client=acme-hubsync", (string)header["changeOrigin"]!);
        Assert.Equal("London", (string)answer[0]!["data"]!["payload"]!["Address"]!["City"]!);
        Assert.True((long)header["commitNumber"]! > 1L << 53);
    }

    [Fact]
    public async Task A_replay_starts_behind_the_given_id_and_an_id_too_old_is_refused()
    {
        await using var org = await OrgServer.StartAsync();
        await org.CreateAsync("Lead", new JsonObject { ["LastName"] = "One", ["Company"] = "C" });
        var mark = org.Org.LastReplayId;
        await org.CreateAsync("Lead", new JsonObject { ["LastName"] = "Two", ["Company"] = "C" });
        Assert.Equal(["Two"], await NamesAsync(org, mark));
        Assert.Equal(["One", "Two"], await NamesAsync(org, -2));
        Assert.Empty(await NamesAsync(org, -1));
        org.Org.Clock.Advance(TimeSpan.FromHours(73));
        await org.LogInAsync();
        var client = await HandshakeAsync(org);
        var refused = await SubscribeAsync(org, client, Lead, mark);
        Assert.StartsWith($"400::The replayId {{{mark}}} you provided was invalid.", (string)refused[0]!["error"]!);
        Assert.True((bool)(await SubscribeAsync(org, client, Lead, -2))[0]!["successful"]!);
    }

    [Fact]
    public async Task A_lost_or_altered_cookie_is_an_unknown_client()
    {
        await using var org = await OrgServer.StartAsync();
        var client = await HandshakeAsync(org);
        using var without = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = org.Url };
        without.DefaultRequestHeaders.Authorization = org.Client.DefaultRequestHeaders.Authorization;
        using var content = new StringContent(Message("/meta/connect", client, "\"connectionType\":\"long-polling\""));
        var answer = await without.PostAsync("/cometd/68.0", content, TestContext.Current.CancellationToken);
        var reply = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))![0]!;
        Samples.AssertSameKeys(Samples.Json("streaming/bayeux.errors.json")[0]!["response"]![0]!, With(reply, "id", "1"));
        Assert.Equal("403::Unknown client", (string)reply["error"]!);
    }

    [Fact]
    public async Task A_client_silent_for_40_seconds_is_forgotten_and_a_revoked_token_shows_at_the_next_connect()
    {
        await using var org = await OrgServer.StartAsync();
        var client = await HandshakeAsync(org);
        org.Org.Clock.Advance(TimeSpan.FromSeconds(41));
        Assert.Equal("403::Unknown client", (string)(await ConnectAsync(org, client))[0]!["error"]!);
        client = await HandshakeAsync(org);
        await org.SendAsync("POST", "/services/oauth2/revoke", form: "token=" + Uri.EscapeDataString(org.Client.DefaultRequestHeaders.Authorization!.Parameter!));
        var refused = (await ConnectAsync(org, client))[0]!;
        Assert.Equal("401::Authentication invalid", (string)refused["error"]!);
        Assert.Equal("none", (string)refused["advice"]!["reconnect"]!);
        var denied = (await SendAsync(org, """[{"channel":"/meta/handshake","version":"1.0","supportedConnectionTypes":["long-polling"],"id":"1"}]"""))[0]!;
        Samples.AssertSameKeys(Samples.Json("streaming/bayeux.errors.json")[2]!["response"]![0]!, denied);
    }

    [Fact]
    public async Task Unselected_objects_missing_permission_and_used_up_allowance_are_refused()
    {
        await using var org = await OrgServer.StartAsync(new SalesforceOrgOptions { StreamingClients = 1 });
        var client = await HandshakeAsync(org);
        Assert.StartsWith("404::", (string)(await SubscribeAsync(org, client, "/data/TaskChangeEvent", -1))[0]!["error"]!);
        var selected = await org.SendAsync("POST", $"{OrgServer.Root}/tooling/sobjects/PlatformEventChannelMember", JsonNode.Parse("""{"FullName":"ChangeEvents_TaskChangeEvent","Metadata":{"eventChannel":"ChangeEvents","selectedEntity":"TaskChangeEvent"}}"""));
        Assert.Equal(HttpStatusCode.Created, selected.Status);
        Assert.True((bool)(await SubscribeAsync(org, client, "/data/TaskChangeEvent", -1))[0]!["successful"]!);
        Assert.Equal("403::Organization concurrent user limit exceeded", (string)(await SendAsync(org, """{"channel":"/meta/handshake","version":"1.0","supportedConnectionTypes":["long-polling"],"id":"1"}"""))[0]!["error"]!);
        org.Org.Options.IntegrationUserViewsAllData = false;
        Assert.StartsWith("403::User not allowed", (string)(await SubscribeAsync(org, client, Lead, -1))[0]!["error"]!);
        org.Org.Options.DailyDeliveredEvents = 0;
        Assert.Equal("403::Organization total events daily limit exceeded", (string)(await ConnectAsync(org, client))[0]!["error"]!);
    }

    [Fact]
    public async Task Bad_messages_are_refused_and_a_websocket_probe_at_once()
    {
        await using var org = await OrgServer.StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await org.SendAsync("GET", "/cometd/68.0")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await org.SendAsync("POST", "/cometd/68.0", text: "[{")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await org.SendAsync("POST", "/cometd/68.0", text: "[1]")).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await org.SendAsync("POST", "/cometd/68.0", text: new string(' ', 32_769))).Status);
    }

    [Fact]
    public void An_update_tells_changed_parts_only_with_nulls_explicit_and_names_dotted()
    {
        var world = new OrgWorld();
        var id = world.Lead("Byron", ("FirstName", "Ada"), ("Title", "Countess"), ("City", "London"));
        var mark = world.Org.LastReplayId;
        world.Act("edit", "Lead", id, ("fields", new JsonObject { ["Status"] = "Working - Contacted", ["Title"] = null, ["LastName"] = "Lovelace", ["City"] = "Ashley Combe" }));
        var change = Assert.Single(world.Events(mark));
        var names = change["ChangeEventHeader"]!["changedFields"]!.AsArray().Select(name => (string)name!).Order();
        Assert.Equal(new[] { "Status", "Title", "Name.LastName", "Address.City", "LastModifiedDate", "LastModifiedById" }.Order(), names);
        Assert.True(change.ContainsKey("Title") && change["Title"] is null);
        Assert.Equal("""{"LastName":"Lovelace"}""", change["Name"]!.ToJsonString());
        Assert.False(change.ContainsKey("SystemModstamp") || change.ContainsKey("Company"));
    }

    [Fact]
    public void Equal_updates_of_one_transaction_share_an_event_and_an_update_that_changes_nothing_gives_none()
    {
        var world = new OrgWorld();
        var ids = new[] { world.Lead("A"), world.Lead("B"), world.Lead("C") };
        var mark = world.Org.LastReplayId;
        world.Org.Update(world.Api, "Lead", [.. ids.Select(id => OrgWorld.Fields(("Id", id), ("OwnerId", world.Org.RepId)))]);
        var change = Assert.Single(world.Events(mark));
        Assert.Equal(ids, change["ChangeEventHeader"]!["recordIds"]!.AsArray().Select(id => (string)id!));
        world.Update("Lead", ids[0], ("OwnerId", world.Org.RepId));
        Assert.Single(world.Events(mark));
    }

    [Theory]
    [InlineData(FaultKind.Lose, "")]
    [InlineData(FaultKind.Duplicate, "CREATE A CREATE A CREATE B")]
    [InlineData(FaultKind.Reorder, "CREATE B CREATE A")]
    [InlineData(FaultKind.Gap, "GAP_CREATE  CREATE B")]
    public void A_fault_on_the_first_event_delivers(FaultKind kind, string expected)
    {
        var world = new OrgWorld();
        var mark = world.Org.LastReplayId;
        world.Org.Faults.Set([new Fault { On = "event:LeadChangeEvent", Do = kind, Times = kind == FaultKind.Lose ? 2 : 1 }]);
        world.Lead("A");
        world.Lead("B");
        var told = world.Events(mark).Select(change => $"{OrgWorld.Header(change, "changeType")} {(string?)change["Name"]?["LastName"]}");
        Assert.Equal(expected, string.Join(' ', told));
    }

    [Fact]
    public void Too_many_changes_in_one_transaction_end_in_an_overflow()
    {
        var world = new OrgWorld(new SalesforceOrgOptions { OverflowAfter = 2 });
        var mark = world.Org.LastReplayId;
        world.Org.Save(world.Api, "Lead", null, [.. Enumerable.Range(0, 5).Select(at => OrgWorld.Fields(("LastName", $"L{at}"), ("Company", "C")))]);
        var events = world.Events(mark);
        Assert.Equal(["CREATE", "CREATE", "GAP_OVERFLOW"], events.Select(change => OrgWorld.Header(change, "changeType")));
        Assert.Equal("000000000000000AAA", (string)events[2]["ChangeEventHeader"]!["recordIds"]![0]!);
    }

    private static async Task<List<string>> NamesAsync(OrgServer org, long replay)
    {
        var client = await HandshakeAsync(org);
        await SubscribeAsync(org, client, Lead, replay);
        return [.. (await ConnectAsync(org, client)).Where(message => message!["data"] is not null).Select(message => (string)message!["data"]!["payload"]!["Name"]!["LastName"]!)];
    }

    private static async Task<string> HandshakeAsync(OrgServer org) =>
        (string)(await SendAsync(org, """[{"channel":"/meta/handshake","version":"1.0","minimumVersion":"1.0","supportedConnectionTypes":["long-polling"],"id":"1"}]"""))[0]!["clientId"]!;

    private static Task<JsonArray> ConnectAsync(OrgServer org, string client) => SendAsync(org, Message("/meta/connect", client, "\"connectionType\":\"long-polling\",\"advice\":{\"timeout\":0}"));

    private static Task<JsonArray> SubscribeAsync(OrgServer org, string client, string channel, long replay) =>
        SendAsync(org, Message("/meta/subscribe", client, $"\"subscription\":\"{channel}\",\"ext\":{{\"replay\":{{\"{channel}\":{replay}}}}}"));

    private static string Message(string channel, string client, string more) => $"[{{\"channel\":\"{channel}\",\"clientId\":\"{client}\",\"id\":\"1\",{more}}}]";

    private static async Task<JsonArray> SendAsync(OrgServer org, string body) => (await org.SendAsync("POST", "/cometd/68.0", text: body)).Array;

    private static JsonNode With(JsonNode node, string name, string value)
    {
        node[name] = value;
        return node;
    }
}

using System.Text.Json.Nodes;
using Integration.Sandbox.HubSpot;
using Integration.Sandbox.HubSpot.Webhooks;

namespace Integration.Sandbox.Tests.HubSpot;

/// <summary>Deliveries over HTTP: facts/hubspot.md sections 7.1 to 7.4.</summary>
public sealed class WebhookDeliveryTests
{
    private const string Contacts = SampleWorld.Contacts;

    private static async Task<(ServedPortal Portal, WebhookReceiver Receiver)> StartAsync(string subscriptions, HubSpotPortalOptions? options = null)
    {
        var receiver = await WebhookReceiver.StartAsync();
        var portal = await ServedPortal.StartAsync(options);
        var answer = await portal.PostAsync("/_sandbox/webhooks", $$"""{"targetUrl":"{{receiver.Url}}","subscriptions":{{subscriptions}} }""");
        Assert.True((int)answer.Status == 200, answer.Text);
        return (portal, receiver);
    }

    private static string Line(JsonNode each) => $"{each["subscriptionType"]} {each["propertyName"]}={each["propertyValue"]} {each["changeSource"]} {each["sourceId"]}";

    [Fact]
    public async Task A_create_tells_itself_and_each_subscribed_property_that_got_a_value()
    {
        var (portal, receiver) = await StartAsync("""[{"eventType":"contact.creation"},{"eventType":"contact.propertyChange","propertyName":"email"},{"eventType":"contact.propertyChange","propertyName":"phone"}]""");
        await using var served = portal;
        await using var hooks = receiver;

        await portal.PostAsync(Contacts, """{"properties":{"email":"a@x.test","city":"Ulm"}}""");

        var events = await receiver.EventsAsync(2);
        Assert.Equal(["contact.creation = INTEGRATION 112233", "contact.propertyChange email=a@x.test INTEGRATION 112233"], events.Select(Line).Order(StringComparer.Ordinal));
        Assert.Equal("CREATED", (string?)events.Single(each => each["changeFlag"] is not null)["changeFlag"]);
        Assert.Single(events.Select(each => (long)each["occurredAt"]!).Distinct());
    }

    [Fact]
    public async Task A_delivery_is_signed_and_named_as_captured()
    {
        var (portal, receiver) = await StartAsync("\"all\"");
        await using var served = portal;
        await using var hooks = receiver;

        await portal.PostAsync(Contacts, """{"properties":{"email":"a@x.test"}}""");
        await receiver.EventsAsync(1);

        var (headers, body) = receiver.Deliveries.First();
        var captured = Samples.Json("webhooks/delivery-headers.json")["headers"]!.AsObject();
        foreach (var (name, _) in captured) Assert.True(headers.ContainsKey(name), $"{name} is missing");
        foreach (var name in new[] { "Accept", "Content-Type", "User-Agent", "X-HubSpot-Timeout-Millis", "X-HubSpot-Signature-Version" }) Assert.Equal((string?)captured[name], headers[name]);
        Assert.Equal(WebhookSignatures.V3("sandbox-secret", "POST", receiver.Url, body, headers["X-HubSpot-Request-Timestamp"]), headers["X-HubSpot-Signature-v3"]);
        Assert.Equal(WebhookSignatures.V1("sandbox-secret", body), headers["X-HubSpot-Signature"]);
    }

    [Fact]
    public async Task A_thousand_edits_come_in_deliveries_of_at_most_a_hundred()
    {
        var (portal, receiver) = await StartAsync("""[{"eventType":"contact.propertyChange","propertyName":"city"}]""");
        await using var served = portal;
        await using var hooks = receiver;
        var ids = await portal.SeedAsync("contacts", [.. Enumerable.Range(0, 1_000).Select(i => $$"""{"email":"p{{i}}@x.test"}""")]);

        await portal.PostAsync("/_sandbox/act", $$"""{"acts":[{{string.Join(',', ids.Select(id => $$$"""{"action":"edit","id":{{{id}}},"properties":{"city":"Ulm"}}"""))}}]}""");

        var events = await receiver.EventsAsync(1_000);
        Assert.Equal(1_000, events.Select(each => (long)each["objectId"]!).Distinct().Count());
        Assert.All(receiver.Deliveries, each => Assert.InRange(JsonNode.Parse(each.Body)!.AsArray().Count, 1, 100));
        Assert.True(receiver.Deliveries.Count < 100, $"{receiver.Deliveries.Count} deliveries");
        Assert.NotEqual(ids, events.Select(each => each["objectId"]!.ToString()));
    }

    [Fact]
    public async Task A_refused_delivery_is_tried_again_with_a_higher_attempt_and_given_up_after_ten()
    {
        var (portal, receiver) = await StartAsync("""[{"eventType":"contact.creation"}]""");
        await using var served = portal;
        await using var hooks = receiver;
        receiver.Status = 404;
        await portal.PostAsync(Contacts, """{"properties":{"email":"a@x.test"}}""");

        for (var attempt = 1; attempt <= 11; attempt++)
        {
            // The failure must be noted before the clock moves on, or the wait would begin after the move.
            await UntilAsync(portal, each => (int)each["givenUpCount"]! == 1 || ((int)each["pendingCount"]! == 1 && (int)each["pending"]![0]!["event"]!["attemptNumber"]! == attempt));
            portal.Portal.Clock.Advance(TimeSpan.FromHours(10));
        }

        Assert.Equal(Enumerable.Range(0, 11), receiver.Events.Select(each => (int)each["attemptNumber"]!));
        Assert.Equal(11, receiver.Deliveries.Select(each => each.Headers["X-HubSpot-Request-Timestamp"]).Distinct().Count());
        var seen = await UntilAsync(portal, each => (int)each["givenUpCount"]! == 1);
        Assert.Equal(0, (int)seen["pendingCount"]!);
        Assert.Equal("contact.creation", (string?)seen["givenUp"]![0]!["subscriptionType"]);
    }

    [Fact]
    public async Task Ten_retries_fit_into_a_day()
    {
        var (portal, receiver) = await StartAsync("""[{"eventType":"contact.creation"}]""");
        await using var served = portal;
        await using var hooks = receiver;
        receiver.Status = 500;
        await portal.PostAsync(Contacts, """{"properties":{"email":"a@x.test"}}""");
        await receiver.EventsAsync(1);
        var due = DateTimeOffset.Parse((string)(await UntilAsync(portal, each => (int)each["pendingCount"]! == 1 && (int)each["pending"]![0]!["event"]!["attemptNumber"]! == 1))["pending"]![0]!["due"]!);

        Assert.InRange(due - portal.Portal.Clock.GetUtcNow(), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(61));
    }

    [Fact]
    public async Task A_receiver_that_is_too_slow_has_not_taken_the_delivery()
    {
        var (portal, receiver) = await StartAsync("""[{"eventType":"contact.creation"}]""", new HubSpotPortalOptions { WebhookTimeout = TimeSpan.FromMilliseconds(100) });
        await using var served = portal;
        await using var hooks = receiver;
        receiver.Slow = TimeSpan.FromSeconds(1);

        await portal.PostAsync(Contacts, """{"properties":{"email":"a@x.test"}}""");

        var seen = await UntilAsync(portal, each => (int)each["pendingCount"]! == 1 && (int)each["pending"]![0]!["event"]!["attemptNumber"]! == 1);
        Assert.Equal(0, (int)seen["deliveredCount"]!);
    }

    [Theory]
    [InlineData("lose", 0)]
    [InlineData("duplicate", 2)]
    [InlineData("reorder", 1)]
    public async Task A_fault_plan_loses_doubles_and_delays_events(string what, int expected)
    {
        var (portal, receiver) = await StartAsync("""[{"eventType":"contact.propertyChange","propertyName":"city"},{"eventType":"contact.creation"}]""");
        await using var served = portal;
        await using var hooks = receiver;
        await portal.PostAsync("/_sandbox/faults", $$"""[{"on":"event:contact.propertyChange","do":"{{what}}"}]""");

        await portal.PostAsync(Contacts, """{"properties":{"email":"a@x.test","city":"Ulm"}}""");
        portal.Portal.Clock.Advance(TimeSpan.FromSeconds(6));
        await receiver.EventsAsync(1 + expected);
        await UntilAsync(portal, each => (int)each["pendingCount"]! == 0);

        Assert.Equal(expected, receiver.Events.Count(each => (string?)each["subscriptionType"] == "contact.propertyChange"));
        Assert.Equal(1, receiver.Events.Count(each => (string?)each["subscriptionType"] == "contact.creation"));
    }

    [Theory]
    [InlineData("/webhooks/v3/112233")]
    [InlineData("/webhooks/2026-03/112233")]
    [InlineData("/app-webhooks/2026-09/112233")]
    public async Task An_app_sets_its_target_and_subscribes_through_the_settings_api(string app)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var portal = await ServedPortal.StartAsync();
        var settings = Samples.Text("webhooks/settings-put-request.json").Replace("https://sync.example.test/hooks/hubspot", receiver.Url, StringComparison.Ordinal);
        Assert.Equal(200, (int)(await portal.SendAsync("PUT", app + "/settings", settings)).Status);

        var made = await portal.PostAsync(app + "/subscriptions", Samples.Text("webhooks/subscription-create-request.json"));
        var paused = await portal.PostAsync(app + "/subscriptions", """{"eventType":"contact.creation"}""");
        await portal.PostAsync(Contacts, """{"properties":{"email":"a@x.test","lifecyclestage":"opportunity"}}""");

        Assert.Empty(Shape.Differences(Samples.Json("webhooks/subscription-201.json"), made.Json));
        Assert.False((bool)paused.Json["active"]!);
        Assert.Equal(["contact.propertyChange lifecyclestage=opportunity INTEGRATION 112233"], (await receiver.EventsAsync(1)).Select(Line));
    }

    [Theory]
    [InlineData("webhooks/batch-classic.json", "contact")]
    [InlineData("webhooks/batch-generic.json", "object")]
    public async Task Events_have_the_captured_form(string sample, string prefix)
    {
        var type = prefix == "object" ? ""","objectType":"contact" """ : "";
        var (portal, receiver) = await StartAsync($$"""[{"eventType":"{{prefix}}.creation"{{type}}},{"eventType":"{{prefix}}.deletion"{{type}}},{"eventType":"{{prefix}}.propertyChange","propertyName":"lifecyclestage"{{type}}}]""");
        await using var served = portal;
        await using var hooks = receiver;
        var id = (string)(await portal.PostAsync("/_sandbox/act", """{"action":"create","object":"contacts","properties":{"email":"a@x.test"}}""")).Json["id"]!;
        await portal.PostAsync("/_sandbox/act", $$"""{"action":"delete","object":"contacts","id":{{id}} }""");

        foreach (var each in await receiver.EventsAsync(3))
        {
            var twin = Samples.Json(sample).AsArray().First(other => (string?)other!["subscriptionType"] == (string?)each["subscriptionType"]);
            Assert.Empty(Shape.Differences(twin, each));
        }
    }

    [Fact]
    public async Task A_merge_a_link_and_a_privacy_delete_have_their_own_forms()
    {
        var (portal, receiver) = await StartAsync("""[{"eventType":"contact.merge"},{"eventType":"contact.privacyDeletion"},{"eventType":"contact.associationChange"}]""");
        await using var served = portal;
        await using var hooks = receiver;
        await portal.SeedAsync("companies", """{"name":"Northwind"}""");
        var ids = await portal.SeedAsync("contacts", """{"email":"a@x.test"}""", """{"email":"b@x.test"}""");
        var merged = await portal.PostAsync("/_sandbox/act", $$"""{"action":"merge","id":{{ids[0]}},"otherId":{{ids[1]}} }""");
        await portal.PostAsync("/_sandbox/act", $$"""{"action":"associate","id":{{merged.Json["id"]}},"toObject":"companies","toId":5501,"primary":true}""");
        await portal.PostAsync("/_sandbox/act", $$"""{"action":"privacy-delete","id":{{merged.Json["id"]}} }""");

        // A primary link brings the unlabelled one along: two events.
        var events = await receiver.EventsAsync(4);

        foreach (var (type, sample) in new[] { ("contact.merge", "merge"), ("contact.associationChange", "association-change"), ("contact.privacyDeletion", "privacy-deletion") })
            Assert.Empty(Shape.Differences(Samples.Json($"webhooks/{sample}.json")[0], events.First(each => (string?)each["subscriptionType"] == type)));
    }

    [Fact]
    public async Task Dates_come_as_epoch_milliseconds_and_a_cleared_value_as_empty_text()
    {
        var (portal, receiver) = await StartAsync("""[{"eventType":"contact.propertyChange","propertyName":"handoff_at"}]""");
        await using var served = portal;
        await using var hooks = receiver;
        await portal.PostAsync("/crm/properties/2026-09/contacts", """{"name":"handoff_at","label":"Handoff","groupName":"contactinformation","type":"datetime","fieldType":"date"}""");
        var id = (string)(await portal.PostAsync(Contacts, """{"properties":{"email":"a@x.test","handoff_at":"2026-11-22T00:00:00Z"}}""")).Json["id"]!;
        await portal.PatchAsync($"{Contacts}/{id}", """{"properties":{"handoff_at":""}}""");

        Assert.Equal(["", "1795305600000"], (await receiver.EventsAsync(2)).Select(each => (string)each["propertyValue"]!).Order(StringComparer.Ordinal));
    }

    private static async Task<JsonNode> UntilAsync(ServedPortal portal, Func<JsonNode, bool> reached)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var seen = (await portal.GetAsync("/_sandbox/webhooks")).Json;
            if (reached(seen)) return seen;
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(10), $"not reached: {seen.ToJsonString()}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }
}

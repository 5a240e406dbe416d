using System.Net;
using System.Security.Cryptography;
using System.Text;
using Integration.EndToEnd.Tests.Rigs;

namespace Integration.EndToEnd.Tests.BadInput;

/// <summary>Requests that nobody in their right mind sends, to every endpoint of the service and of the Sandbox's control surface.</summary>
public sealed class HostileRequestTests
{
    private static readonly string[] Bodies = ["", "{", "[", "null", "\"text\"", "7", "[[[[[[[[[[", "{\"a\":", "\0\u0001", "<html></html>", "[null]", "{\"object\":7}", "[{\"objectId\":{}}]", "{\"advanceSeconds\":1e300}", "{\"set\":\"soon\"}"];

    [Fact]
    public async Task No_request_whatever_its_body_is_answered_with_500_or_by_silence_and_the_service_goes_on()
    {
        await using var rig = await Rig.StartAsync(Deployment.Embedded, pollSeconds: 10);
        await rig.SetUpAsync();
        await rig.StartServiceAsync();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        var problems = new List<string>();

        foreach (var target in Targets(rig))
            foreach (var body in Bodies.Append(new string('[', 2_000_000)).Append("\"" + new string('x', 2_000_000)))
                foreach (var method in new[] { HttpMethod.Post, HttpMethod.Get, HttpMethod.Put })
                {
                    using var request = new HttpRequestMessage(method, target) { Content = method == HttpMethod.Get ? null : new StringContent(body, Encoding.UTF8, "application/json") };
                    request.Headers.ConnectionClose = true; // An oversized body ends its connection; the next request must not be the one that notices.
                    var what = $"{method} {target.PathAndQuery} with {body.Length} characters '{body[..Math.Min(12, body.Length)]}'";
                    try
                    {
                        using var answer = await http.SendAsync(request);
                        if ((int)answer.StatusCode >= 500) problems.Add($"{what}: {(int)answer.StatusCode}");
                        // A control surface that takes nonsense for an order hides a broken test.
                        else if (method == HttpMethod.Post && target.AbsolutePath.StartsWith("/_sandbox", StringComparison.Ordinal) && target.AbsolutePath is not ("/_sandbox/webhooks" or "/_sandbox/nowhere") && answer.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.MethodNotAllowed))
                            problems.Add($"{what}: {(int)answer.StatusCode}");
                    }
                    catch (Exception silence) when (silence is HttpRequestException or TaskCanceledException && body.Length < 1_000_000)
                    {
                        problems.Add($"{what}: {silence.Message}"); // An oversized body may also be cut off while it is sent.
                    }
                    catch (HttpRequestException)
                    {
                        // Cut off while it was sent.
                    }
                }

        Assert.True(problems.Count == 0, $"{problems.Count} problems:\n{string.Join('\n', problems.Take(30))}\n{rig.Tails()}");
        Assert.False(rig.HasStopped, rig.Tails());
        await rig.ReadyAsync("healthy");
    }

    [Fact]
    public async Task A_wrong_or_stale_signature_is_401_and_counted_and_a_replay_is_a_hint_that_writes_nothing()
    {
        await using var rig = await Rig.StartAsync(Deployment.Embedded, pollSeconds: 60);
        await rig.SetUpAsync();
        await rig.Outside.SeedContactsAsync([new() { ["email"] = "ana@acme.test", ["lastname"] = "Abt", ["company"] = "Acme" }]);
        await rig.StartServiceAsync();
        await rig.QuietAsync(TimeSpan.FromMinutes(1), async () => (await rig.Outside.SalesforceAsync("Lead")).Count == 1);
        var contact = (await rig.Outside.ContactsAsync()).Keys.Single();
        var lead = (await rig.Outside.SalesforceAsync("Lead")).Values.Single();
        var now = TimeProvider.System.GetUtcNow();
        var body = $$"""[{"eventId":1,"subscriptionId":1,"portalId":7654321,"appId":1,"occurredAt":{{now.ToUnixTimeMilliseconds()}},"subscriptionType":"contact.propertyChange","attemptNumber":0,"objectId":{{contact}},"propertyName":"jobtitle","propertyValue":"a lie"}]""";
        using var http = new HttpClient();

        Assert.Equal(HttpStatusCode.Unauthorized, await DeliverAsync(http, rig, body, now, secret: "another"));
        Assert.Equal(HttpStatusCode.Unauthorized, await DeliverAsync(http, rig, body, now - TimeSpan.FromMinutes(6)));
        Assert.Equal(HttpStatusCode.BadRequest, await DeliverAsync(http, rig, body[..^20], now));
        Assert.Equal(HttpStatusCode.OK, await DeliverAsync(http, rig, body.Replace("7654321", "99", StringComparison.Ordinal), now));
        foreach (var _ in Enumerable.Range(0, 5)) Assert.Equal(HttpStatusCode.OK, await DeliverAsync(http, rig, body, now));

        await rig.QuietAsync(TimeSpan.FromSeconds(30));
        var counters = (await rig.Service.StatusAsync())!["counters"]!;
        foreach (var counter in new[] { "bad-signature", "stale", "malformed", "foreign-portal" }) Assert.Equal(1, counters[$"hubspot.webhook.{counter}"]!.GetValue<int>());
        Assert.Contains("another account than portal 7654321", rig.Tails());
        // The hint led to a read and the read to nothing: neither the lie nor a stamp moved.
        var after = (await rig.Outside.SalesforceAsync("Lead")).Values.Single();
        Assert.Null(after["Title"]);
        Assert.Equal(lead["SystemModstamp"], after["SystemModstamp"]);
    }

    private static IEnumerable<Uri> Targets(Rig rig)
    {
        foreach (var path in new[] { "/webhooks/hubspot", "/api/sync/status", "/api/sync/held", "/api/sync/held?limit=-1&after=%00", "/api/records/hubspot/contacts/1", "/api/records/x/%2e%2e/%ff", "/health/live", "/health/ready", "/openapi/v1.json", "/openapi/nothing.json", "/nowhere" })
            yield return new Uri(rig.Service.Url, path);
        foreach (var system in new[] { rig.Outside.HubSpot, rig.Outside.Salesforce })
            foreach (var path in new[] { "/_sandbox/seed", "/_sandbox/act", "/_sandbox/faults", "/_sandbox/clock", "/_sandbox/nowhere" })
                yield return new Uri(system, path);
        yield return new Uri(rig.Outside.HubSpot, "/_sandbox/webhooks");
    }

    // As HubSpot signs, version 3: method, address, body and time under the app's secret (facts/hubspot.md section 7.3).
    private static async Task<HttpStatusCode> DeliverAsync(HttpClient http, Rig rig, string body, DateTimeOffset at, string secret = "sandbox-secret")
    {
        var url = new Uri(rig.Service.Url, "/webhooks/hubspot");
        var stamp = $"{at.ToUnixTimeMilliseconds()}";
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-HubSpot-Request-Timestamp", stamp);
        request.Headers.Add("X-HubSpot-Signature-v3", Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"POST{url}{body}{stamp}"))));
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}

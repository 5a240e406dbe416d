using System.Net;
using System.Security.Cryptography;
using System.Text;
using Integration.HubSpot.Feeds;
using Integration.HubSpot.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.HubSpot.Tests.Feeds;

public sealed class HubSpotWebhookEndpointTests : IAsyncLifetime
{
    private const string Secret = "sandbox-secret";
    private const string PublicUrl = "https://sync.example.test/webhooks/hubspot";
    private const string OneEvent = """[{"subscriptionType":"contact.propertyChange","objectId":90210,"propertyName":"lifecyclestage","propertyValue":"lead"}]""";
    private readonly MemorySink sink = new();
    private readonly HttpClient http = new();
    private WebApplication app = null!;
    private Uri url = null!;

    public async ValueTask InitializeAsync() => await StartAsync(Secret);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
    }

    private async Task StartAsync(string? secret, Func<Uri, Uri>? signedUrl = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        HubSpotWebhookEndpoint? endpoint = null;
        // The endpoint must know the port in tests where the portal signs the real address.
        app.MapPost(HubSpotWebhookEndpoint.Path + "-ready", () => endpoint is not null);
        await app.StartAsync();
        url = new Uri(new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()), HubSpotWebhookEndpoint.Path);
        var options = new HubSpotOptions { Login = new BearerLogin("t"), WebhookSecret = secret, WebhookUrl = secret is null ? null : signedUrl?.Invoke(url) ?? new Uri(PublicUrl) };
        endpoint = new HubSpotWebhookEndpoint(options, ServedPortal.Watched, sink, TimeProvider.System, NullLogger<HubSpotWebhookEndpoint>.Instance);
        endpoint.Map(app);
    }

    private async Task<HttpStatusCode> PostAsync(byte[] body, string? signature = null, long? stamp = null)
    {
        var timestamp = (stamp ?? TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()).ToString();
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-HubSpot-Signature-v3", signature ?? Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), (byte[])[.. Encoding.UTF8.GetBytes("POST" + PublicUrl), .. body, .. Encoding.UTF8.GetBytes(timestamp)])));
        request.Headers.Add("X-HubSpot-Request-Timestamp", timestamp);
        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }

    private Task<HttpStatusCode> PostAsync(string body) => PostAsync(Encoding.UTF8.GetBytes(body));

    [Fact]
    public async Task A_signed_delivery_is_stored_before_it_is_answered_200()
    {
        Assert.Equal(HttpStatusCode.OK, await PostAsync(OneEvent));
        Assert.Equal(["90210"], sink.Ids);
    }

    [Fact]
    public async Task A_bad_signature_is_401_and_counted_and_stores_nothing()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(Encoding.UTF8.GetBytes(OneEvent), signature: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="));
        Assert.Equal(1, sink.Counters["hubspot.webhook.bad-signature"]);
        Assert.Empty(sink.Ids);
    }

    [Fact]
    public async Task A_replay_of_an_old_delivery_is_401_and_counted()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(Encoding.UTF8.GetBytes(OneEvent), stamp: TimeProvider.System.GetUtcNow().AddMinutes(-6).ToUnixTimeMilliseconds()));
        Assert.Equal(1, sink.Counters["hubspot.webhook.stale"]);
        Assert.Empty(sink.Ids);
    }

    [Fact]
    public async Task While_the_ledger_is_down_it_answers_503_so_that_HubSpot_sends_again()
    {
        sink.IsDown = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await PostAsync(OneEvent));
        sink.IsDown = false;
        Assert.Equal(HttpStatusCode.OK, await PostAsync(OneEvent));
        Assert.Equal(["90210"], sink.Ids);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[{")]
    [InlineData("\"text\"")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[1,2]")]
    public async Task A_signed_body_that_is_no_list_of_events_is_400_and_counted(string body)
    {
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(body));
        Assert.Equal(1, sink.Counters["hubspot.webhook.malformed"]);
    }

    [Fact]
    public async Task A_body_beyond_1_MB_is_413_and_counted()
    {
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(new byte[HubSpotWebhookEndpoint.BodyBytesMax + 1]));
        Assert.Equal(1, sink.Counters["hubspot.webhook.too-large"]);
    }

    [Fact]
    public async Task Events_that_do_not_concern_us_are_200_and_counted()
    {
        Assert.Equal(HttpStatusCode.OK, await PostAsync("""[{"subscriptionType":"deal.creation","objectId":1},{"subscriptionType":"contact.creation","objectId":123,"changeFlag":"NEW"},{"subscriptionType":"contact.creation","objectId":5}]"""));
        Assert.Equal((1, 1), (sink.Counters["hubspot.webhook.foreign-object"], sink.Counters["hubspot.webhook.test-button"]));
        Assert.Equal(["5"], sink.Ids);
    }

    [Fact]
    public async Task Without_a_secret_every_delivery_is_refused()
    {
        await app.DisposeAsync();
        await StartAsync(secret: null);

        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(OneEvent));
    }

    [Fact]
    public async Task A_hundred_events_are_answered_well_within_five_seconds()
    {
        var body = "[" + string.Join(',', Enumerable.Range(1, 100).Select(id => $$"""{"subscriptionType":"contact.propertyChange","objectId":{{id}},"propertyName":"phone","propertyValue":"{{id}}"}""")) + "]";
        await PostAsync(body);
        var started = TimeProvider.System.GetTimestamp();
        for (var delivery = 0; delivery < 20; delivery++) Assert.Equal(HttpStatusCode.OK, await PostAsync(body));

        Assert.True(TimeProvider.System.GetElapsedTime(started) / 20 < TimeSpan.FromSeconds(1));
        Assert.Equal(100, sink.Ids.Distinct().Count());
    }

    [Fact]
    public async Task The_portals_own_deliveries_are_accepted_edits_merges_and_deletions_alike()
    {
        await app.DisposeAsync();
        await StartAsync(Secret, address => address);
        await using var portal = await ServedPortal.StartAsync();
        using var control = new HttpClient();
        using var answer = await control.PostAsync(new Uri(portal.Url, "/_sandbox/webhooks"), new StringContent($$"""{"targetUrl":"{{url}}","secret":"{{Secret}}","subscriptions":"all"}""", Encoding.UTF8, "application/json"));
        answer.EnsureSuccessStatusCode();

        var one = portal.Has(("email", "a@a.test"), ("firstname", "Ana"));
        var other = portal.Has(("email", "b@b.test"));
        portal.Edits(one, ("jobtitle", "CTO"));
        var survivor = portal.Merges(one, other);
        portal.Deletes(survivor);
        for (var turn = 0; turn < 200 && sink.Ids.Distinct().Count() < 3; turn++) await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System);

        Assert.Equal(new[] { one.Id, other.Id, survivor.Id }.Order(), sink.Ids.Distinct().Order());
        Assert.False(sink.Counters.ContainsKey("hubspot.webhook.bad-signature"));
        Assert.Contains(sink.Hints, hint => hint.Key == survivor && hint.IsLifeChange);
    }
}

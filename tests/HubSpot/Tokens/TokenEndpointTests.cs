using Integration.Connectors.Ports;
using Integration.Connectors.Tests;
using Integration.Connectors.Tests.Http;
using Integration.Core.Records;
using Integration.HubSpot.Tokens;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.HubSpot.Tests.Tokens;

public sealed class TokenEndpointTests : IAsyncLifetime
{
    private static readonly ReadRequest Read = new(Lane.Normal, [ServedPortal.Key(1)], ServedPortal.Selection("email"));
    private StubVendor vendor = null!;

    public async ValueTask InitializeAsync() => vendor = await StubVendor.StartAsync();

    public ValueTask DisposeAsync() => vendor.DisposeAsync();

    private async Task<ReadOutcome> ReadAsync(long portal = 0)
    {
        using var worker = new HubSpotWorker(new HubSpotOptions { Url = vendor.Url, Login = new RefreshTokenLogin("client", "very-secret", "refresh-1"), PortalId = portal }, TimeProvider.System, new Seeded(1), NullLoggerFactory.Instance);
        return (await worker.Connector.ReadAsync(Read, default)).Outcomes[0];
    }

    [Fact]
    public async Task A_token_is_fetched_with_the_refresh_token_and_used()
    {
        vendor.Then(200, """{"access_token":"a1","refresh_token":"refresh-2","expires_in":1800,"hub_id":7}""").Then(200, """{"results":[{"id":"1","properties":{"email":"a@a.test"}}]}""");

        Assert.NotNull((await ReadAsync(portal: 7)).Seen);
        Assert.Equal(["/oauth/2026-09/token", "/crm/objects/2026-09/contacts/batch/read"], vendor.Requests.Select(request => request.Path));
        Assert.Equal("Bearer a1", vendor.Requests.Last().Authorization);
        Assert.Contains("grant_type=refresh_token&refresh_token=refresh-1", vendor.Requests.First().Body);
    }

    [Fact]
    public async Task A_token_that_expires_in_the_middle_is_renewed_with_the_refresh_token_that_came_last()
    {
        vendor.Then(200, """{"access_token":"a1","refresh_token":"refresh-2","expires_in":1800}""")
            .Then(401, """{"category":"EXPIRED_AUTHENTICATION"}""")
            .Then(200, """{"access_token":"a2","expires_in":1800}""")
            .Then(200, """{"results":[{"id":"1","properties":{"email":"a@a.test"}}]}""");

        Assert.NotNull((await ReadAsync()).Seen);
        Assert.Contains("refresh_token=refresh-2", vendor.Requests.ElementAt(2).Body);
        Assert.Equal("Bearer a2", vendor.Requests.Last().Authorization);
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_grant","status":"BAD_REFRESH_TOKEN"}""", "BAD_REFRESH_TOKEN", FaultClass.Side)]
    [InlineData(400, """{"error":"invalid_client"}""", "invalid_client", FaultClass.Side)]
    [InlineData(503, "<html>", "HTTP_503", FaultClass.Transient)]
    [InlineData(200, "<html>", "NOT_JSON", FaultClass.Transient)]
    [InlineData(200, "{\"access", "TRUNCATED", FaultClass.Transient)]
    [InlineData(200, "[]", "WRONG_SHAPE", FaultClass.Transient)]
    [InlineData(200, "{}", "WRONG_SHAPE", FaultClass.Transient)]
    [InlineData(200, """{"access_token":"a1","hub_id":8}""", "WRONG_PORTAL", FaultClass.Side)]
    public async Task A_token_that_cannot_be_had_is_a_fault_without_a_secret(int status, string body, string code, FaultClass faultClass)
    {
        vendor.Then(status, body);

        var fault = (await ReadAsync(portal: 7)).Fault!;

        Assert.Equal((code, faultClass), (fault.Code, fault.Class));
        Assert.DoesNotContain("secret", (fault.Reason + fault.Mend).Replace("clientSecret", "", StringComparison.Ordinal).Replace("client's secret", "", StringComparison.Ordinal));
        Assert.DoesNotContain("refresh-1", fault.Reason + fault.Mend);
    }

    [Fact]
    public void Secrets_are_in_no_text_of_ours()
    {
        var options = new HubSpotOptions { Login = new RefreshTokenLogin("client", "very-secret", "refresh-1"), WebhookSecret = "hook-secret", WebhookUrl = new Uri("https://a.test") };

        foreach (var secret in new[] { "very-secret", "refresh-1", "hook-secret" })
            Assert.DoesNotContain(secret, options.ToString() + options.Login + new BearerLogin(secret) + new Connectors.Http.AccessToken(secret));
    }

    [Fact]
    public async Task The_Sandboxs_OAuth_lets_us_in()
    {
        await using var portal = await ServedPortal.StartAsync();
        using var http = new HttpClient();
        using var grant = await http.PostAsync(new Uri(portal.Url, "/oauth/2026-09/token"), new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "authorization_code", ["code"] = "sandbox", ["redirect_uri"] = "https://a.test", ["client_id"] = "sandbox", ["client_secret"] = "sandbox" }));
        var text = await grant.Content.ReadAsStringAsync();
        Assert.True(grant.IsSuccessStatusCode, text);
        var refresh = System.Text.Json.JsonDocument.Parse(text).RootElement.GetProperty("refresh_token").GetString()!;
        using var worker = new HubSpotWorker(portal.Options with { Login = new RefreshTokenLogin("sandbox", "sandbox", refresh) }, TimeProvider.System, new Seeded(1), NullLoggerFactory.Instance);
        var ana = portal.Has(("email", "a@a.test"));

        async Task<ReadOutcome> OutcomeAsync() => (await worker.Connector.ReadAsync(new ReadRequest(Lane.Normal, [ana], ServedPortal.Selection("email")), default)).Outcomes[0];
        Assert.NotNull((await OutcomeAsync()).Seen);
        portal.Portal.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.NotNull((await OutcomeAsync()).Seen);
    }
}

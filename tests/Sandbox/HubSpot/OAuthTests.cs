using System.Net;
using System.Text;

namespace Integration.Sandbox.Tests.HubSpot;

public sealed class OAuthTests
{
    internal static async Task<Answer> TokenAsync(ServedPortal portal, string grant, string more, string path = "/oauth/2026-09/token", string secret = "sandbox")
    {
        using var form = new StringContent($"grant_type={grant}&client_id=sandbox&client_secret={secret}&{more}", Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await portal.Http.PostAsync(new Uri(path, UriKind.Relative), form);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), new Dictionary<string, string>());
    }

    [Theory]
    [InlineData("/oauth/2026-09/token")]
    [InlineData("/oauth/v3/token")]
    [InlineData("/oauth/v1/token")]
    public async Task A_code_buys_a_token_that_opens_the_portal(string path)
    {
        await using var portal = await ServedPortal.StartAsync();

        var answer = await TokenAsync(portal, "authorization_code", "code=abc&redirect_uri=https%3A%2F%2Fx.test", path);

        Assert.Empty(Shape.Differences(Samples.Json("oauth/token-200.json"), answer.Json));
        Assert.Equal(1800, (int)answer.Json["expires_in"]!);
        var read = await portal.SendAsync("GET", "/crm/objects/2026-09/contacts", token: (string)answer.Json["access_token"]!);
        Assert.Equal(HttpStatusCode.OK, read.Status);
        Assert.False(read.Headers.ContainsKey("X-HubSpot-RateLimit-Daily"));
    }

    [Fact]
    public async Task A_revoked_refresh_token_says_reconnect()
    {
        await using var portal = await ServedPortal.StartAsync();
        using var form = new StringContent("token=na1-sandbox-refresh", Encoding.UTF8, "application/x-www-form-urlencoded");
        using var revoked = await portal.Http.PostAsync(new Uri("/oauth/2026-09/token/revoke", UriKind.Relative), form);

        var answer = await TokenAsync(portal, "refresh_token", "refresh_token=na1-sandbox-refresh");

        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(Samples.Json("oauth/error-invalid-grant-400.json").ToJsonString(), answer.Json.ToJsonString());
    }

    [Fact]
    public async Task A_wrong_client_gets_no_token()
    {
        await using var portal = await ServedPortal.StartAsync();

        var answer = await TokenAsync(portal, "refresh_token", "refresh_token=na1-sandbox-refresh", secret: "guess");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("invalid_client", (string?)answer.Json["error"]);
    }
}

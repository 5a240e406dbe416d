using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Integration.Sandbox.Salesforce;

namespace Integration.Sandbox.Tests.Salesforce;

public sealed class AuthTests
{
    [Fact]
    public async Task Client_credentials_by_body_or_basic_give_the_sample_answer_and_wrong_ones_the_sample_error()
    {
        await using var org = await OrgServer.StartAsync(logIn: false);
        var answer = await TokenAsync(org, "grant_type=client_credentials&client_id=sandbox&client_secret=sandbox");
        Samples.AssertSameKeys(Samples.Json("auth/token.client_credentials.response.200.json"), answer.Json!);
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes("sandbox:sandbox"));
        Assert.Equal(HttpStatusCode.OK, (await org.SendAsync("POST", "/services/oauth2/token", form: "grant_type=client_credentials", headers: ("Authorization", $"Basic {basic}"))).Status);
        var refused = await TokenAsync(org, "grant_type=client_credentials&client_id=other&client_secret=sandbox");
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(Samples.Json("auth/token.error.invalid_client.400.json").ToJsonString(), refused.Json!.ToJsonString());
        Assert.Equal("invalid_client", (string)(await TokenAsync(org, "grant_type=client_credentials&client_id=sandbox&client_secret=wrong")).Object["error"]!);
        Assert.Equal(Samples.Json("auth/token.error.authentication_failure.400.json").ToJsonString(), (await TokenAsync(org, "grant_type=password&username=a&password=b")).Json!.ToJsonString());
        Assert.Equal(Samples.Json("auth/token.error.expired_refresh.400.json").ToJsonString(), (await TokenAsync(org, "grant_type=refresh_token&refresh_token=x&client_id=sandbox&client_secret=sandbox")).Json!.ToJsonString());
    }

    [Fact]
    public async Task A_refresh_token_gives_a_session_until_it_is_revoked()
    {
        await using var org = await OrgServer.StartAsync(logIn: false);
        var token = org.Org.Sessions.NewRefreshToken(org.Org.Standard.IntegrationUserId);
        var form = $"grant_type=refresh_token&refresh_token={token}&client_id=sandbox&client_secret=sandbox";
        Samples.AssertSameKeys(Samples.Json("auth/token.refresh.response.200.json"), (await TokenAsync(org, form)).Json!);
        await org.SendAsync("POST", "/services/oauth2/revoke", form: $"token={token}");
        Assert.Equal(HttpStatusCode.BadRequest, (await TokenAsync(org, form)).Status);
    }

    [Theory]
    [InlineData("sandbox", "integration@sandbox.test", "https://login.salesforce.com", 180, null)]
    [InlineData("sandbox", "nobody@sandbox.test", "https://login.salesforce.com", 180, "invalid_grant")]
    [InlineData("other", "integration@sandbox.test", "https://login.salesforce.com", 180, "invalid_client_id")]
    [InlineData("sandbox", "integration@sandbox.test", "https://example.com", 180, "invalid_grant")]
    [InlineData("sandbox", "integration@sandbox.test", "https://test.salesforce.com", -10, "invalid_grant")]
    [InlineData("sandbox", "integration@sandbox.test", "https://test.salesforce.com", 3_600, "invalid_grant")]
    public async Task An_assertion_is_judged_by_issuer_subject_audience_and_expiry(string issuer, string subject, string audience, int seconds, string? error)
    {
        await using var org = await OrgServer.StartAsync(logIn: false);
        using var rsa = RSA.Create(2048);
        var answer = await TokenAsync(org, Assertion(org, rsa, issuer, subject, audience, seconds));
        Assert.Equal(error, (string?)answer.Object["error"]);
        if (error is null) Samples.AssertSameKeys(Samples.Json("auth/token.jwt.response.200.json"), answer.Json!);
    }

    [Fact]
    public async Task A_signature_is_verified_when_a_key_is_configured()
    {
        using var right = RSA.Create(2048);
        using var wrong = RSA.Create(2048);
        await using var org = await OrgServer.StartAsync(new SalesforceOrgOptions { JwtPublicKeyPem = right.ExportSubjectPublicKeyInfoPem() }, logIn: false);
        string Form(RSA key) => Assertion(org, key, "sandbox", "integration@sandbox.test", "https://login.salesforce.com", 120);
        Assert.Equal(HttpStatusCode.OK, (await TokenAsync(org, Form(right))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await TokenAsync(org, Form(wrong))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await TokenAsync(org, "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=a.b.c")).Status);
    }

    [Fact]
    public async Task Userinfo_and_introspection_tell_of_the_session()
    {
        await using var org = await OrgServer.StartAsync();
        Samples.AssertSameKeys(Samples.Json("auth/userinfo.200.json"), (await org.SendAsync("GET", "/services/oauth2/userinfo")).Json!);
        var token = org.Client.DefaultRequestHeaders.Authorization!.Parameter!;
        var form = $"token={Uri.EscapeDataString(token)}&client_id=sandbox&client_secret=sandbox";
        Assert.True((bool)(await org.SendAsync("POST", "/services/oauth2/introspect", form: form)).Object["active"]!);
        org.Org.Clock.Advance(TimeSpan.FromHours(3));
        Assert.False((bool)(await org.SendAsync("POST", "/services/oauth2/introspect", form: form)).Object["active"]!);
    }

    private static Task<Answer> TokenAsync(OrgServer org, string form) => org.SendAsync("POST", "/services/oauth2/token", form: form);

    private static string Assertion(OrgServer org, RSA key, string issuer, string subject, string audience, int seconds)
    {
        var expires = org.Org.Clock.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds();
        var signed = $"{Part("""{"alg":"RS256"}""")}.{Part($$"""{"iss":"{{issuer}}","sub":"{{subject}}","aud":"{{audience}}","exp":{{expires}}}""")}";
        var signature = Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        return $"grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion={signed}.{signature}";
    }

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}

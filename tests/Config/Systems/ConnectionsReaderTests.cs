using System.Security.Cryptography;
using Integration.Config.Systems;

namespace Integration.Config.Tests.Systems;

public sealed class ConnectionsReaderTests
{
    private static SystemConnections Read(string hubSpot, string salesforce, Func<string, string?>? environment = null)
    {
        var findings = new Config.Diagnostics.Findings();
        var text = $"kind: Connections\nhubspot: {{ portal: 4711, dailyCalls: 40%, {hubSpot} }}\nsalesforce: {{ url: https://acme.my.salesforce.com, clientId: key, dailyCalls: 5000, {salesforce} }}\n---\n{Cases.Companies}";
        var result = ConfigLoader.Read(Cases.Directory, [new Config.Yaml.SourceText("a.yaml", text)], environment ?? Cases.Environment.GetValueOrDefault, null, findings);
        Assert.True(result.IsGood, result.Render(colour: false));
        return result.Configuration!.Connections!;
    }

    private const string Token = "token: \"${env:TOKEN}\"";
    private const string ClientSecret = "clientSecret: \"${env:SECRET}\"";

    [Fact]
    public void What_is_left_out_has_defaults()
    {
        var (hubSpot, salesforce) = Read(Token, ClientSecret);
        Assert.Equal(("https://api.hubapi.com/", "2026-09", TimeSpan.FromMinutes(1)), (hubSpot.Url.ToString(), hubSpot.ApiVersion, hubSpot.Poll));
        Assert.Equal(("68.0", TimeSpan.FromMinutes(1)), (salesforce.ApiVersion, salesforce.Poll));
        Assert.Null(hubSpot.WebhookSecret);
    }

    [Fact]
    public void Everything_given_arrives()
    {
        var (hubSpot, salesforce) = Read(
            Token + ", url: http://127.0.0.1:5101, apiVersion: 2026-03, webhookSecret: \"${env:SECRET}\", webhookUrl: https://sync.acme.test/webhooks/hubspot, pollSeconds: 10",
            ClientSecret + ", apiVersion: v67.0, pollSeconds: 86400");
        Assert.Equal(("http://127.0.0.1:5101/", "2026-03", "https://sync.acme.test/webhooks/hubspot", 10d), (hubSpot.Url.ToString(), hubSpot.ApiVersion, hubSpot.WebhookUrl!.ToString(), hubSpot.Poll.TotalSeconds));
        Assert.Equal("s3cret", hubSpot.WebhookSecret!.Reveal());
        Assert.Equal(("67.0", 1d), (salesforce.ApiVersion, salesforce.Poll.TotalDays));
    }

    [Fact]
    public void Each_kind_of_credential_is_read()
    {
        using var rsa = RSA.Create(2048);
        var key = rsa.ExportPkcs8PrivateKeyPem();
        string? Environment(string name) => name == "KEY" ? key : Cases.Environment.GetValueOrDefault(name);

        Assert.Equal("pat-test", Assert.IsType<HubSpotToken>(Read(Token, ClientSecret).HubSpot.Credential).Token.Reveal());
        var grant = Assert.IsType<HubSpotOAuth>(Read("oauth: { clientId: app, clientSecret: \"${env:SECRET}\", refreshToken: \"${env:TOKEN}\" }", ClientSecret).HubSpot.Credential);
        Assert.Equal(("app", "s3cret", "pat-test"), (grant.ClientId, grant.ClientSecret.Reveal(), grant.RefreshToken.Reveal()));
        Assert.Equal("s3cret", Assert.IsType<SalesforceClientSecret>(Read(Token, ClientSecret).Salesforce.Credential).ClientSecret.Reveal());
        Assert.Null(Assert.IsType<SalesforceRefreshToken>(Read(Token, "refreshToken: \"${env:TOKEN}\"").Salesforce.Credential).ClientSecret);
        Assert.NotNull(Assert.IsType<SalesforceRefreshToken>(Read(Token, "refreshToken: \"${env:TOKEN}\", " + ClientSecret).Salesforce.Credential).ClientSecret);
        var jwt = Assert.IsType<SalesforceJwt>(Read(Token, "jwt: { user: me@acme.test, privateKey: \"${env:KEY}\" }", Environment).Salesforce.Credential);
        Assert.Equal(("key", "me@acme.test", key.Trim()), (jwt.ClientId, jwt.User, jwt.PrivateKey.Reveal()));
    }

    [Fact]
    public void A_secret_file_is_read_relative_to_the_directory_without_its_line_end()
    {
        var name = $"token-{Environment.ProcessId}.txt";
        var path = Path.Combine(Cases.Directory, name);
        try
        {
            File.WriteAllText(path, "from-a-file\n");
            Assert.Equal("from-a-file", Assert.IsType<HubSpotToken>(Read($"token: \"${{file:{name}}}\"", ClientSecret).HubSpot.Credential).Token.Reveal());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_secret_prints_as_stars()
    {
        var connections = Read(Token, ClientSecret);
        Assert.DoesNotContain("pat-test", connections.ToString());
        Assert.DoesNotContain("s3cret", connections.ToString());
        Assert.Equal("***", new Secret("x").ToString());
    }

    [Theory]
    [InlineData("40%", 1_000_000, 400_000)]
    [InlineData("12.5%", 1_000, 125)]
    [InlineData("33%", 100, 33)]
    [InlineData("1%", 99, 0)]
    [InlineData("100", 1_000, 100)]
    [InlineData("5000", 1_000, 1_000)] // never more than the system itself allows
    public void An_allowance_is_a_share_or_a_number_of_calls(string text, long dailyLimit, long calls) =>
        Assert.Equal(calls, CallAllowance.Parse(text)!.Value.Of(dailyLimit));

    [Theory]
    [InlineData("0%")]
    [InlineData("101%")]
    [InlineData("-5%")]
    [InlineData("99")]
    [InlineData("1e9")]
    [InlineData("%")]
    [InlineData("40 %")]
    public void Other_texts_are_no_allowance(string text) => Assert.Null(CallAllowance.Parse(text));
}

using Integration.Config.Systems;
using Integration.Connectors.Quotas;
using Integration.HubSpot;
using Integration.Salesforce;

namespace Integration.App.Configuration;

/// <summary>From the admin's Connections to the workers' options. The environment may shorten or lengthen polls for one deployment.</summary>
internal static class ConnectionOptions
{
    public static HubSpotOptions Of(HubSpotConnection connection, Func<string, string?> environment) => new()
    {
        Url = connection.Url,
        PortalId = connection.Portal,
        ApiVersion = HubSpotApiVersion.Parse(connection.ApiVersion),
        Login = connection.Credential switch
        {
            HubSpotToken token => new HubSpot.Tokens.BearerLogin(token.Token.Reveal()),
            HubSpotOAuth oauth => new HubSpot.Tokens.RefreshTokenLogin(oauth.ClientId, oauth.ClientSecret.Reveal(), oauth.RefreshToken.Reveal()),
            var other => throw new NotSupportedException(other.GetType().Name),
        },
        WebhookSecret = connection.WebhookSecret?.Reveal(),
        WebhookUrl = connection.WebhookUrl,
        DailyCalls = Of(connection.DailyCalls),
        PollPeriod = SecondsVariable.Of("INTEGRATION_POLL_HUBSPOT_SECONDS", environment, least: 0.5) ?? connection.Poll,
        SweepPeriod = SweepPeriod(environment),
    };

    public static SalesforceOptions Of(SalesforceConnection connection, Func<string, string?> environment) => new()
    {
        Url = connection.Url,
        ApiVersion = connection.ApiVersion,
        Login = connection.Credential switch
        {
            SalesforceClientSecret secret => new Salesforce.Tokens.ClientCredentialsLogin(secret.ClientId, secret.ClientSecret.Reveal()),
            SalesforceRefreshToken refresh => new Salesforce.Tokens.RefreshTokenLogin(refresh.ClientId, refresh.ClientSecret?.Reveal() ?? "", refresh.RefreshToken.Reveal()),
            SalesforceJwt jwt => new Salesforce.Tokens.JwtLogin(jwt.ClientId, jwt.User, jwt.PrivateKey.Reveal()) { Audience = Audience(connection.Url) },
            var other => throw new NotSupportedException(other.GetType().Name),
        },
        DailyCalls = Of(connection.DailyCalls),
        PollPeriod = SecondsVariable.Of("INTEGRATION_POLL_SALESFORCE_SECONDS", environment, least: 0.5) ?? connection.Poll,
        SweepPeriod = SweepPeriod(environment),
    };

    /// <summary>How often what no hint told of is looked for.</summary>
    /// <exception cref="Commands.StopsHereException">The variable is wrong.</exception>
    public static TimeSpan SweepPeriod(Func<string, string?> environment) => MinutesVariable.Of("INTEGRATION_SWEEP_MINUTES", environment) ?? TimeSpan.FromDays(1);

    // Sandboxes of Salesforce itself carry it in their My Domain: acme--uat.sandbox.my.salesforce.com (facts/salesforce.md section 2).
    private static string Audience(Uri url) =>
        url.IsLoopback ? url.GetLeftPart(UriPartial.Authority)
        : url.Host.Contains(".sandbox.", StringComparison.OrdinalIgnoreCase) || url.Host == "test.salesforce.com" ? "https://test.salesforce.com"
        : "https://login.salesforce.com";

    private static Allowance Of(CallAllowance allowance) => allowance.Calls is { } calls ? Allowance.Calls(calls) : Allowance.Percent((double)allowance.Percent!.Value);
}

using Integration.Connectors.Quotas;
using Integration.HubSpot;
using Integration.Salesforce;

namespace Integration.App.Demo;

/// <summary>How the service reaches the Sandbox; its credentials are public.</summary>
internal static class DemoConnections
{
    public const string WebhookSecret = "sandbox-secret";

    // The Sandbox counts calls and does not mind them: a demo shall not stop at an allowance.
    private static readonly Allowance Plenty = Allowance.Percent(100);

    public static HubSpotOptions HubSpot(Uri portal, Uri webhook) => new()
    {
        Url = portal,
        Login = new HubSpot.Tokens.BearerLogin("pat-sandbox"),
        WebhookSecret = WebhookSecret,
        WebhookUrl = webhook,
        DailyCalls = Plenty,
        PollPeriod = TimeSpan.FromSeconds(5),
    };

    public static SalesforceOptions Salesforce(Uri org) => new()
    {
        Url = org,
        Login = new Salesforce.Tokens.ClientCredentialsLogin("sandbox", "sandbox"),
        DailyCalls = Plenty,
        PollPeriod = TimeSpan.FromSeconds(1),
    };
}

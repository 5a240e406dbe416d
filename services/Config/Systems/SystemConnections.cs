namespace Integration.Config.Systems;

/// <summary>The two systems that are kept in step and how they are reached.</summary>
public sealed record SystemConnections(HubSpotConnection HubSpot, SalesforceConnection Salesforce);

/// <summary>One HubSpot portal.</summary>
public sealed record HubSpotConnection
{
    /// <summary>Account number, compared with the one that the credential belongs to.</summary>
    public required long Portal { get; init; }
    /// <summary>Where the API answers. Default <c>https://api.hubapi.com</c>.</summary>
    public Uri Url { get; init; } = new("https://api.hubapi.com");
    /// <summary>Default <c>2026-09</c>; <c>2026-03</c> for portals whose admin rules refuse API writes (facts/hubspot.md 1.4).</summary>
    public string ApiVersion { get; init; } = "2026-09";
    /// <summary>By what we are let in.</summary>
    public required HubSpotCredential Credential { get; init; }
    /// <summary>Client secret that signs webhooks; null together with <see cref="WebhookUrl"/> = webhooks are not taken and changes are found by polling.</summary>
    public Secret? WebhookSecret { get; init; }
    /// <summary>The public address that HubSpot calls, which is part of what it signs.</summary>
    public Uri? WebhookUrl { get; init; }
    /// <summary>What the service may spend of the portal's calls.</summary>
    public required CallAllowance DailyCalls { get; init; }
    /// <summary>How often changes are looked for. 10 seconds to a day; default one minute, or <see cref="PollBesideWebhooks"/> where webhooks tell them.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMinutes(1);
    /// <summary>Beside webhooks the poll only heals lost ones; each pass over a mass change costs a call for 200 records.</summary>
    public static TimeSpan PollBesideWebhooks { get; } = TimeSpan.FromMinutes(5);
}

/// <summary>By what HubSpot lets us in.</summary>
public abstract record HubSpotCredential;

/// <summary>A token that does not expire: a private or project app's, or a service key.</summary>
public sealed record HubSpotToken(Secret Token) : HubSpotCredential;

/// <summary>A project app's OAuth grant; access tokens are fetched with it.</summary>
public sealed record HubSpotOAuth(string ClientId, Secret ClientSecret, Secret RefreshToken) : HubSpotCredential;

/// <summary>One Salesforce org.</summary>
public sealed record SalesforceConnection
{
    /// <summary>The org's My Domain, or a login host where the credential allows one.</summary>
    public required Uri Url { get; init; }
    /// <summary>Default <c>68.0</c> (Winter '27).</summary>
    public string ApiVersion { get; init; } = "68.0";
    /// <summary>By what we are let in.</summary>
    public required SalesforceCredential Credential { get; init; }
    /// <summary>What the service may spend of the org's calls.</summary>
    public required CallAllowance DailyCalls { get; init; }
    /// <summary>How often changes are looked for beside change events. 10 seconds to a day, default one minute.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMinutes(1);
}

/// <summary>By what Salesforce lets us in.</summary>
/// <param name="ClientId">Consumer key of the app.</param>
public abstract record SalesforceCredential(string ClientId);

/// <summary>Client credentials: runs as the user that the app names.</summary>
public sealed record SalesforceClientSecret(string ClientId, Secret ClientSecret) : SalesforceCredential(ClientId);

/// <summary>A refresh token; the secret is null for an app that needs none.</summary>
public sealed record SalesforceRefreshToken(string ClientId, Secret RefreshToken, Secret? ClientSecret) : SalesforceCredential(ClientId);

/// <summary>JWT bearer: signs in as a user with the key whose certificate the app holds.</summary>
/// <param name="ClientId">Consumer key of the app.</param>
/// <param name="User">User name to run as.</param>
/// <param name="PrivateKey">RSA key, PEM.</param>
public sealed record SalesforceJwt(string ClientId, string User, Secret PrivateKey) : SalesforceCredential(ClientId);

namespace Integration.Salesforce.Tokens;

/// <summary>How the service logs in to Salesforce (facts/salesforce.md section 2). Holds secrets: its text never shows them.</summary>
public abstract record SalesforceLogin
{
    private protected SalesforceLogin() { }

    /// <summary>What is missing or wrong, for the admin; without secrets.</summary>
    internal abstract IEnumerable<string> Problems();

    /// <summary>The kind of login, without its secrets.</summary>
    public sealed override string ToString() => GetType().Name;

    private protected static IEnumerable<string> Required(params (string Name, string Value)[] values) =>
        values.Where(value => string.IsNullOrWhiteSpace(value.Value)).Select(value => $"salesforce {value.Name} is missing: set it, from ${{env:NAME}} or ${{file:PATH}}");
}

/// <summary>A token that is given from outside and never renewed: for tests and trials.</summary>
public sealed record BearerLogin(string Token) : SalesforceLogin
{
    internal override IEnumerable<string> Problems() => Required(("token", Token));
}

/// <summary>OAuth client credentials of an External Client App; runs as the user configured there. The simplest for a service.</summary>
public sealed record ClientCredentialsLogin(string ClientId, string ClientSecret) : SalesforceLogin
{
    internal override IEnumerable<string> Problems() => Required(("clientId", ClientId), ("clientSecret", ClientSecret));
}

/// <summary>OAuth refresh token.</summary>
/// <param name="ClientId">Consumer key.</param>
/// <param name="ClientSecret">Consumer secret.</param>
/// <param name="RefreshToken">The token granted once by a person.</param>
public sealed record RefreshTokenLogin(string ClientId, string ClientSecret, string RefreshToken) : SalesforceLogin
{
    /// <summary>
    /// File that holds the refresh token and is replaced when the org rotates it; it wins over <see cref="RefreshToken"/> where
    /// it exists. Null = a rotated token lives until the service stops, and the next start is refused.
    /// </summary>
    public string? RefreshTokenPath { get; init; }

    internal override IEnumerable<string> Problems() => Required(("clientId", ClientId), ("clientSecret", ClientSecret), ("refreshToken", RefreshToken));
}

/// <summary>OAuth JWT bearer: signed with a key whose certificate is uploaded to the app. No secret is ever sent.</summary>
/// <param name="ClientId">Consumer key; the assertion's issuer.</param>
/// <param name="User">User name of the integration user, pre-authorised in the app.</param>
/// <param name="PrivateKeyPem">RSA private key, PEM (PKCS#1 or PKCS#8, not encrypted), 2,048 bits or more.</param>
public sealed record JwtLogin(string ClientId, string User, string PrivateKeyPem) : SalesforceLogin
{
    /// <summary>Who the assertion is for: <c>https://login.salesforce.com</c>, for sandboxes <c>https://test.salesforce.com</c>. Default the first.</summary>
    public string Audience { get; init; } = "https://login.salesforce.com";

    internal override IEnumerable<string> Problems()
    {
        foreach (var missing in Required(("clientId", ClientId), ("user", User), ("privateKey", PrivateKeyPem))) yield return missing;
        if (!string.IsNullOrWhiteSpace(PrivateKeyPem) && JwtAssertion.ProblemOf(PrivateKeyPem) is { } problem) yield return problem;
    }
}

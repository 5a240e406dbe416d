namespace Integration.HubSpot.Tokens;

/// <summary>By what HubSpot lets the service in (facts/hubspot.md section 2). Holds secrets: its text never shows them.</summary>
public abstract record HubSpotLogin
{
    private protected HubSpotLogin() { }

    /// <summary>What is missing, for the admin; without secrets.</summary>
    internal abstract IEnumerable<string> Problems();

    /// <summary>The kind of login, without its secrets.</summary>
    public sealed override string ToString() => GetType().Name;

    private protected static IEnumerable<string> Required(params (string Name, string Value)[] values) =>
        values.Where(value => string.IsNullOrWhiteSpace(value.Value)).Select(value => $"hubspot {value.Name} is missing: set it, from ${{env:NAME}} or ${{file:PATH}}");
}

/// <summary>A token that does not expire: of a project app with static auth, of a private app, or a service key.</summary>
public sealed record BearerLogin(string Token) : HubSpotLogin
{
    internal override IEnumerable<string> Problems() => Required(("token", Token));
}

/// <summary>OAuth: access tokens of 30 minutes are fetched with a refresh token.</summary>
public sealed record RefreshTokenLogin(string ClientId, string ClientSecret, string RefreshToken) : HubSpotLogin
{
    internal override IEnumerable<string> Problems() => Required(("clientId", ClientId), ("clientSecret", ClientSecret), ("refreshToken", RefreshToken));
}

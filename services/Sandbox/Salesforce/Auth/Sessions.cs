using System.Text;

namespace Integration.Sandbox.Salesforce.Auth;

/// <summary>Access and refresh tokens. A session lives as long as it is used; nothing tells a client when it will end (facts/salesforce.md section 2).</summary>
internal sealed class Sessions(TimeProvider time, Random random, SalesforceOrgOptions options)
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";
    // A client that logs in for every call must not fill the memory.
    private const int SessionsMax = 10_000;
    private readonly Dictionary<string, Session> byToken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> userByRefreshToken = new(StringComparer.Ordinal);

    public IEnumerable<Session> All => byToken.Values;
    public IReadOnlyDictionary<string, string> RefreshTokens => userByRefreshToken;

    public Session Open(string organizationId, string userId)
    {
        if (byToken.Count >= SessionsMax) byToken.Remove(byToken.Values.MinBy(session => session.LastUsed)!.Token);
        var session = new Session($"{organizationId[..15]}!AQ{Draw(60)}", userId, time.GetUtcNow());
        byToken[session.Token] = session;
        return session;
    }

    public string NewRefreshToken(string userId)
    {
        var token = "5Aep" + Draw(40);
        userByRefreshToken[token] = userId;
        return token;
    }

    public string? UserOfRefreshToken(string token) => userByRefreshToken.GetValueOrDefault(token);

    /// <summary>The session, kept alive by this use; null when there is none or it has ended.</summary>
    public Session? Use(string? token)
    {
        if (Peek(token) is not { } session) return null;
        session.LastUsed = time.GetUtcNow();
        return session;
    }

    /// <summary>The session without keeping it alive.</summary>
    public Session? Peek(string? token)
    {
        if (token is null || !byToken.TryGetValue(token, out var session)) return null;
        if (time.GetUtcNow() - session.LastUsed < options.SessionTimeout) return session;
        byToken.Remove(token);
        return null;
    }

    public bool Revoke(string token) => byToken.Remove(token) || userByRefreshToken.Remove(token);

    public void Restore(Session session) => byToken[session.Token] = session;

    public void RestoreRefreshToken(string token, string userId) => userByRefreshToken[token] = userId;

    public string Draw(int length)
    {
        var text = new StringBuilder(length);
        for (var i = 0; i < length; i++) text.Append(Letters[random.Next(Letters.Length)]);
        return text.ToString();
    }
}

/// <summary>One log-in.</summary>
internal sealed record Session(string Token, string UserId, DateTimeOffset Opened)
{
    public DateTimeOffset LastUsed { get; set; } = Opened;
}

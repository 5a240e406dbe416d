using System.Security.Cryptography;
using System.Text;

namespace Integration.Sandbox.HubSpot.Logins;

/// <summary>What a bearer token is good for.</summary>
internal enum TokenState { Good, Expired, Unknown }

/// <summary>Access and refresh tokens. Source: facts/hubspot.md section 2.2.</summary>
internal sealed class TokenTable(TimeProvider time, int seed)
{
    public const string StaticToken = "pat-sandbox";
    public const string ClientId = "sandbox";
    public const string ClientSecret = "sandbox";
    /// <summary>Valid from the start, as if the app had been installed.</summary>
    public const string FirstRefreshToken = "na1-sandbox-refresh";
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset> access = new(StringComparer.Ordinal);
    private readonly HashSet<string> refresh = new([FirstRefreshToken], StringComparer.Ordinal);
    private int issued;

    public (TokenState State, DateTimeOffset Expiry) Check(string token)
    {
        if (token == StaticToken) return (TokenState.Good, DateTimeOffset.MaxValue);
        lock (gate)
        {
            if (!access.TryGetValue(token, out var expiry)) return (TokenState.Unknown, default);
            return (time.GetUtcNow() < expiry ? TokenState.Good : TokenState.Expired, expiry);
        }
    }

    public string IssueAccess()
    {
        lock (gate)
        {
            var token = "CJ" + Opaque("access");
            access[token] = time.GetUtcNow() + Lifetime;
            return token;
        }
    }

    public string IssueRefresh()
    {
        lock (gate)
        {
            var token = "na1-" + Opaque("refresh");
            refresh.Add(token);
            return token;
        }
    }

    public bool IsRefresh(string token)
    {
        lock (gate) return refresh.Contains(token);
    }

    /// <summary>Forgets a refresh or access token; true when it was known.</summary>
    public bool Revoke(string token)
    {
        lock (gate) return refresh.Remove(token) | access.Remove(token);
    }

    public void Reset()
    {
        lock (gate)
        {
            access.Clear();
            refresh.Clear();
            refresh.Add(FirstRefreshToken);
        }
    }

    // Not guessable by counting, yet the same for one seed: a run replays.
    private string Opaque(string kind) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind} {seed} {++issued}")))[..40].ToLowerInvariant();
}

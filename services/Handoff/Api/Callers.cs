using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Integration.Handoff.Api;

/// <summary>Who may call what changes something: bearer tokens by caller's name, and HubSpot workflows by their signature.</summary>
public sealed class Callers
{
    /// <summary>Name of the caller that HubSpot's workflows are.</summary>
    public const string Workflow = "hubspot-workflow";

    private const string SignatureHeader = "X-HubSpot-Signature";
    private const string VersionHeader = "X-HubSpot-Signature-Version";
    private readonly List<(string Name, byte[] Digest)> tokens;
    private readonly string? secret;
    private readonly string? signedUrl;

    /// <summary>Knows nobody: every call that changes something is refused.</summary>
    public static Callers None { get; } = new(new Dictionary<string, string>(), null, null);

    /// <summary>Knows these.</summary>
    /// <param name="tokens">Token by caller's name; at least 16 characters each.</param>
    /// <param name="workflowSecret">The HubSpot app's client secret; null = workflows cannot call.</param>
    /// <param name="workflowUrl">The address of <c>POST /api/handoffs</c> as HubSpot calls it: what it signs, whatever a proxy makes of it.</param>
    /// <exception cref="FormatException">A token is too short to be a secret.</exception>
    public Callers(IReadOnlyDictionary<string, string> tokens, string? workflowSecret, Uri? workflowUrl)
    {
        if (tokens.FirstOrDefault(token => token.Value.Length < 16) is { Key: { } name }) throw new FormatException($"the API token of '{name}' is shorter than 16 characters: make one with 'openssl rand -hex 24'");
        // Digests of equal length: comparing them tells nothing about a token's length.
        this.tokens = [.. tokens.Select(token => (token.Key, SHA256.HashData(Encoding.UTF8.GetBytes(token.Value))))];
        (secret, signedUrl) = (workflowSecret, workflowUrl?.OriginalString);
    }

    /// <summary>The caller of a bearer token; null when there is none that is known.</summary>
    public string? ByToken(HttpRequest request)
    {
        const string scheme = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) return null;
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(header[scheme.Length..].Trim()));
        string? found = null;
        foreach (var (name, known) in tokens)
            if (CryptographicOperations.FixedTimeEquals(digest, known)) found = name;
        return found;
    }

    /// <summary>Whether HubSpot's signature v2 stands under a body: hex SHA-256 of secret, method, address and body (facts/hubspot.md section 7.4).</summary>
    /// <remarks>It carries no time, so an old call can be sent again by who saw it: the caller's key makes that the same request.</remarks>
    public bool IsWorkflow(HttpRequest request, ReadOnlySpan<byte> body)
    {
        if (secret is null || signedUrl is null || request.Headers[VersionHeader] != "v2" || request.Headers[SignatureHeader].ToString() is not { Length: 64 } given) return false;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(secret + "POST" + signedUrl));
        hash.AppendData(body);
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset())), Encoding.ASCII.GetBytes(given.ToLowerInvariant()));
    }
}

using System.Security.Cryptography;
using System.Text;

namespace Integration.Sandbox.HubSpot.Webhooks;

/// <summary>Signs deliveries: facts/hubspot.md section 7.4.</summary>
public static class WebhookSignatures
{
    private static readonly (string Encoded, string Plain)[] Decoded =
    [
        ("%3A", ":"), ("%2F", "/"), ("%3F", "?"), ("%40", "@"), ("%21", "!"), ("%24", "$"),
        ("%27", "'"), ("%28", "("), ("%29", ")"), ("%2A", "*"), ("%2C", ","), ("%3B", ";"),
    ];

    /// <summary>Base64 of the keyed SHA-256 over method, URI, body and timestamp.</summary>
    /// <param name="secret">The app's client secret.</param>
    /// <param name="method">Such as <c>POST</c>.</param>
    /// <param name="uri">The full URL as called; twelve escapes in it are decoded first, all others stay.</param>
    /// <param name="body">The raw body.</param>
    /// <param name="timestamp">The header's text, milliseconds.</param>
    public static string V3(string secret, string method, string uri, ReadOnlySpan<byte> body, string timestamp)
    {
        var signed = uri;
        foreach (var (encoded, plain) in Decoded) signed = signed.Replace(encoded, plain, StringComparison.OrdinalIgnoreCase);
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.UTF8.GetBytes(method + signed));
        hash.AppendData(body);
        hash.AppendData(Encoding.UTF8.GetBytes(timestamp));
        return Convert.ToBase64String(hash.GetHashAndReset());
    }

    /// <summary>Hex SHA-256 over secret, method, URI and body: workflow webhooks.</summary>
    public static string V2(string secret, string method, string uri, ReadOnlySpan<byte> body) => Hex(secret + method + uri, body);

    /// <summary>Hex SHA-256 over secret and body: sent beside v3.</summary>
    public static string V1(string secret, ReadOnlySpan<byte> body) => Hex(secret, body);

    private static string Hex(string head, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(head));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

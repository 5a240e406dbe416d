using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Integration.HubSpot.Feeds;

/// <summary>What a signature check found.</summary>
internal enum SignatureVerdict
{
    /// <summary>Signed by our app, just now.</summary>
    Good,
    /// <summary>Not signed with our secret, or over something else.</summary>
    Bad,
    /// <summary>Older than five minutes, or from the future.</summary>
    Stale,
}

/// <summary>HubSpot's signature v3: base64(HMAC-SHA256(client secret, method + address + body + timestamp)) (facts/hubspot.md section 7.4).</summary>
internal sealed class WebhookSignature(string secret, Uri targetUrl, TimeProvider clock)
{
    /// <summary>Header of the signature.</summary>
    public const string Header = "X-HubSpot-Signature-v3";
    /// <summary>Header of the timestamp: 13 digits, ms since 1970, of this attempt.</summary>
    public const string TimestampHeader = "X-HubSpot-Request-Timestamp";

    private static readonly TimeSpan AgeMax = TimeSpan.FromMinutes(5);
    // HubSpot decodes exactly these before it signs, and nothing else.
    private static readonly (string Encoded, string Plain)[] Decoded =
    [
        ("%3A", ":"), ("%2F", "/"), ("%3F", "?"), ("%40", "@"), ("%21", "!"), ("%24", "$"), ("%27", "'"), ("%28", "("), ("%29", ")"), ("%2A", "*"), ("%2C", ","), ("%3B", ";"),
    ];

    private readonly byte[] key = Encoding.UTF8.GetBytes(secret);
    private readonly byte[] prefix = Encoding.UTF8.GetBytes("POST" + Signed(targetUrl.OriginalString));

    /// <summary>Checks one delivery. Bad wins over stale: nothing is told to one who cannot sign.</summary>
    public SignatureVerdict Check(string? signature, string? timestamp, ReadOnlySpan<byte> body)
    {
        if (string.IsNullOrEmpty(signature) || timestamp is not { Length: > 0 and <= 15 } || !timestamp.All(char.IsAsciiDigit)) return SignatureVerdict.Bad;
        Span<byte> given = stackalloc byte[64];
        if (!Convert.TryFromBase64String(signature, given, out var length) || length != HMACSHA256.HashSizeInBytes) return SignatureVerdict.Bad;
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(prefix);
        hmac.AppendData(body);
        hmac.AppendData(Encoding.ASCII.GetBytes(timestamp));
        if (!CryptographicOperations.FixedTimeEquals(hmac.GetHashAndReset(), given[..length])) return SignatureVerdict.Bad;
        var sentAt = long.Parse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture);
        var age = TimeSpan.FromMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds() - sentAt);
        // The future as well: a stamp made now for next year would open the door until then.
        return age > AgeMax || age < -AgeMax ? SignatureVerdict.Stale : SignatureVerdict.Good;
    }

    /// <summary>An address as HubSpot signs it.</summary>
    internal static string Signed(string url)
    {
        foreach (var (encoded, plain) in Decoded) url = url.Replace(encoded, plain, StringComparison.OrdinalIgnoreCase);
        return url;
    }
}

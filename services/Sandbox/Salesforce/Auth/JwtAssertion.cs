using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Integration.Sandbox.Salesforce.Auth;

/// <summary>Judges a JWT bearer assertion: facts/salesforce.md section 2.</summary>
internal static class JwtAssertion
{
    private static readonly HashSet<string> Audiences = ["https://login.salesforce.com", "https://test.salesforce.com"];
    // Salesforce asks for about three minutes and forgives clocks a little.
    private static readonly TimeSpan ExpiryMax = TimeSpan.FromMinutes(5);

    /// <returns>The user name, or the error description to refuse with.</returns>
    public static (string? Username, string? Error) Judge(string assertion, string clientId, string instanceUrl, DateTimeOffset now, string? publicKeyPem)
    {
        var parts = assertion.Split('.');
        if (parts.Length != 3 || Json(parts[0]) is not { } header || Json(parts[1]) is not { } claims) return (null, "invalid assertion");
        if (Text(header, "alg") != "RS256") return (null, "invalid assertion");
        if (Text(claims, "iss") != clientId) return (null, "client identifier invalid");
        if (Text(claims, "aud") is not { } audience || !(Audiences.Contains(audience.TrimEnd('/')) || audience.TrimEnd('/') == instanceUrl)) return (null, "audience is invalid");
        if (!claims.TryGetProperty("exp", out var exp) || exp.ValueKind != JsonValueKind.Number || !exp.TryGetDouble(out var seconds) || seconds is < 0 or > 1e11) return (null, "invalid assertion");
        var expires = DateTimeOffset.UnixEpoch.AddSeconds(seconds);
        if (expires <= now || expires > now + ExpiryMax) return (null, "expired authorization code");
        if (publicKeyPem is not null && !Verifies(parts, publicKeyPem)) return (null, "invalid assertion");
        return (Text(claims, "sub"), null);
    }

    private static bool Verifies(string[] parts, string pem)
    {
        using var rsa = pem.Contains("CERTIFICATE", StringComparison.Ordinal) ? X509Certificate2.CreateFromPem(pem).GetRSAPublicKey()! : RSA.Create();
        if (!pem.Contains("CERTIFICATE", StringComparison.Ordinal)) rsa.ImportFromPem(pem);
        if (!Base64Url.IsValid(parts[2])) return false;
        return rsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static JsonElement? Json(string part)
    {
        if (!Base64Url.IsValid(part)) return null;
        try
        {
            var element = JsonDocument.Parse(Base64Url.DecodeFromChars(part)).RootElement;
            return element.ValueKind == JsonValueKind.Object ? element : null;
        }
        catch (JsonException)
        {
            return null; // Told to the caller as an invalid assertion.
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

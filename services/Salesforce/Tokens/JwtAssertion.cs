using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Integration.Salesforce.Tokens;

/// <summary>The signed claim that a JWT login trades for a token: RS256, base library only.</summary>
internal static class JwtAssertion
{
    /// <summary>Salesforce takes at most about three minutes; two leave a minute for clocks that disagree (facts/salesforce.md section 2).</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    /// <summary>A fresh assertion.</summary>
    /// <exception cref="CryptographicException">The key cannot be used; <see cref="ProblemOf"/> says so at start.</exception>
    public static string Sign(JwtLogin login, DateTimeOffset now)
    {
        using var key = RSA.Create();
        key.ImportFromPem(login.PrivateKeyPem);
        var head = Base64Url.EncodeToString("{\"alg\":\"RS256\"}"u8);
        var claims = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["iss"] = login.ClientId,
            ["sub"] = login.User,
            ["aud"] = login.Audience,
            ["exp"] = (now + Lifetime).ToUnixTimeSeconds(),
        }));
        var signature = key.SignData(System.Text.Encoding.ASCII.GetBytes($"{head}.{claims}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{head}.{claims}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>Why a key cannot be used, for the admin; null = it can.</summary>
    public static string? ProblemOf(string pem)
    {
        try
        {
            using var key = RSA.Create();
            key.ImportFromPem(pem);
            key.SignData([0], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return key.KeySize >= 2048 ? null : $"salesforce privateKey has {key.KeySize} bits: Salesforce wants 2048 or more";
        }
        catch (Exception unusable) when (unusable is CryptographicException or ArgumentException)
        {
            // The exception's text is not given on: it may quote the key.
            return "salesforce privateKey is no usable RSA private key: give it as PEM ('-----BEGIN PRIVATE KEY-----'), not encrypted, not the certificate";
        }
    }
}

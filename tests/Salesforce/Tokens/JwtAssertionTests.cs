using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Integration.Salesforce.Tokens;

namespace Integration.Salesforce.Tests.Tokens;

public class JwtAssertionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_assertion_is_signed_with_RS256_and_names_issuer_user_audience_and_a_short_life()
    {
        using var key = RSA.Create(2048);
        var assertion = JwtAssertion.Sign(new JwtLogin("consumer", "integration@acme.example", key.ExportPkcs8PrivateKeyPem()), Now);

        var parts = assertion.Split('.');
        Assert.Equal("""{"alg":"RS256"}""", Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0])));
        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        var claims = JsonElement.Parse(Base64Url.DecodeFromChars(parts[1]));
        Assert.Equal(["consumer", "integration@acme.example", "https://login.salesforce.com"], ["iss", "sub", "aud"], (value, name) => claims.GetProperty(name).GetString() == value);
        Assert.InRange(claims.GetProperty("exp").GetInt64() - Now.ToUnixTimeSeconds(), 1, 180);
    }

    [Fact]
    public void A_key_in_either_PEM_form_is_taken()
    {
        using var key = RSA.Create(2048);
        Assert.Null(JwtAssertion.ProblemOf(key.ExportPkcs8PrivateKeyPem()));
        Assert.Null(JwtAssertion.ProblemOf(key.ExportRSAPrivateKeyPem()));
    }

    [Fact]
    public void A_key_that_cannot_sign_is_named_at_start_without_being_quoted()
    {
        using var weak = RSA.Create(1024);
        using var strong = RSA.Create(2048);

        Assert.Contains("1024", JwtAssertion.ProblemOf(weak.ExportPkcs8PrivateKeyPem()), StringComparison.Ordinal);
        Assert.Contains("PEM", JwtAssertion.ProblemOf("not a key at all"), StringComparison.Ordinal);
        Assert.Contains("not the certificate", JwtAssertion.ProblemOf(strong.ExportSubjectPublicKeyInfoPem()), StringComparison.Ordinal);
        Assert.DoesNotContain("not a key at all", JwtAssertion.ProblemOf("not a key at all"), StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_are_not_in_the_text_of_options()
    {
        var options = new SalesforceOptions { Url = new Uri("https://acme.my.salesforce.com"), Login = new ClientCredentialsLogin("id", "very-secret") };

        Assert.DoesNotContain("very-secret", $"{options} {options.Login}", StringComparison.Ordinal);
    }
}

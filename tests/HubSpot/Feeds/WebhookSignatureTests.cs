using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Integration.Connectors.Tests;
using Integration.HubSpot.Feeds;
using Integration.Tests.Shared;

namespace Integration.HubSpot.Tests.Feeds;

public sealed class WebhookSignatureTests
{
    private const string Secret = "5a2d7f10-3c44-4e0b-9a61-0f7d2b8c9e13";
    private const string Url = "https://sync.example.test/hooks/hubspot";
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""[{"eventId":7,"objectId":90211,"propertyName":"firstname","propertyValue":"Zoë Łukasz"}]""");
    private readonly Clock clock = new();

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private WebhookSignature Ours(string secret = Secret, string url = Url) => new(secret, new Uri(url), clock);

    private static string Sign(string secret, string url, string timestamp, byte[] body) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.UTF8.GetBytes("POST" + url), .. body, .. Encoding.UTF8.GetBytes(timestamp)]));

    [Theory]
    [InlineData(0, SignatureVerdict.Good)]
    [InlineData(-299, SignatureVerdict.Good)]
    [InlineData(-301, SignatureVerdict.Stale)]
    [InlineData(299, SignatureVerdict.Good)]
    [InlineData(301, SignatureVerdict.Stale)]
    [InlineData(365 * 86_400, SignatureVerdict.Stale)]
    public void A_delivery_older_than_five_minutes_or_from_the_future_is_stale(int secondsOff, object verdict)
    {
        var stamp = (Now + secondsOff * 1000L).ToString(CultureInfo.InvariantCulture);

        Assert.Equal((SignatureVerdict)verdict, Ours().Check(Sign(Secret, Url, stamp, Body), stamp, Body));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not base64 !")]
    [InlineData("YWJj")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Anything_else_than_our_signature_is_bad(string? signature) =>
        Assert.Equal(SignatureVerdict.Bad, Ours().Check(signature, Now.ToString(CultureInfo.InvariantCulture), Body));

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("-1795305601500")]
    [InlineData("1795305601500.5")]
    [InlineData(" 1795305601500")]
    [InlineData("٣٣٣٣٣٣٣٣٣٣٣٣٣")]
    [InlineData("9999999999999999999999")]
    public void A_timestamp_that_is_no_number_is_bad_though_signed(string stamp) =>
        Assert.Equal(SignatureVerdict.Bad, Ours().Check(Sign(Secret, Url, stamp, Body), stamp, Body));

    [Fact]
    public void One_changed_byte_another_secret_or_another_address_is_bad()
    {
        var stamp = Now.ToString(CultureInfo.InvariantCulture);
        var signature = Sign(Secret, Url, stamp, Body);
        var changed = (byte[])Body.Clone();
        changed[20] ^= 1;

        Assert.Equal(SignatureVerdict.Good, Ours().Check(signature, stamp, Body));
        Assert.Equal(SignatureVerdict.Bad, Ours().Check(signature, stamp, changed));
        Assert.Equal(SignatureVerdict.Bad, Ours(secret: "other").Check(signature, stamp, Body));
        Assert.Equal(SignatureVerdict.Bad, Ours(url: Url + "/").Check(signature, stamp, Body));
        Assert.Equal(SignatureVerdict.Bad, Ours().Check(signature, (Now + 1).ToString(CultureInfo.InvariantCulture), Body));
    }

    [Fact]
    public void Published_and_computed_vectors_are_reproduced()
    {
        var path = Shared.Find("samples/hubspot/webhooks/signature-vectors.json");
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        var secret = document.RootElement.GetProperty("clientSecret").GetString()!;
        var checkedVectors = 0;
        foreach (var vector in document.RootElement.GetProperty("vectors").EnumerateArray().Where(vector => vector.GetProperty("version").GetString() == "v3"))
        {
            string Text(string name) => vector.GetProperty(name).GetString()!;
            var own = vector.TryGetProperty("clientSecret", out var other) ? other.GetString()! : secret;
            // The vectors lie in the past or future of this clock: stale shows that the signature itself was right.
            clock.Advance(DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(Text("timestamp"))) - clock.GetUtcNow());
            Assert.Equal(SignatureVerdict.Good, Ours(own, Text("uri")).Check(Text("signature"), Text("timestamp"), Encoding.UTF8.GetBytes(Text("body"))));
            checkedVectors++;
        }
        Assert.Equal(5, checkedVectors);
    }
}

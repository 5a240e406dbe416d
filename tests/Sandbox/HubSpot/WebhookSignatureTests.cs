using System.Text;
using Integration.Sandbox.HubSpot.Webhooks;

namespace Integration.Sandbox.Tests.HubSpot;

public sealed class WebhookSignatureTests
{
    [Fact]
    public void Every_known_signature_is_reproduced()
    {
        var file = Samples.Json("webhooks/signature-vectors.json");
        var vectors = file["vectors"]!.AsArray();
        Assert.True(vectors.Count >= 7);
        foreach (var vector in vectors)
        {
            string Text(string name) => (string?)vector![name] ?? "";
            var secret = (string?)vector!["clientSecret"] ?? (string)file["clientSecret"]!;
            var body = Encoding.UTF8.GetBytes(Text("body"));
            var made = Text("version") switch
            {
                "v3" => WebhookSignatures.V3(secret, Text("method"), Text("uri"), body, Text("timestamp")),
                "v2" => WebhookSignatures.V2(secret, Text("method"), Text("uri"), body),
                _ => WebhookSignatures.V1(secret, body),
            };
            Assert.True(made == Text("signature"), $"{Text("name")}: {made}");
        }
    }
}

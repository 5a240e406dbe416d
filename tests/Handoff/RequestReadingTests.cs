using System.Security.Cryptography;
using System.Text;
using Integration.Handoff.Api;
using Integration.Handoff.Requests;
using Microsoft.AspNetCore.Http;

namespace Integration.Handoff.Tests;

public class RequestReadingTests
{
    [Theory]
    [InlineData("""{"contact":"4711","key":"k"}""", "4711", null)]
    [InlineData("""{"vid":4711,"key":"k","product":"robots","properties":{"email":{"value":"a@b.test"}}}""", "4711", "robots")]
    public void Both_forms_are_read_and_nothing_of_the_persons_properties_is_kept(string body, string contact, string? product)
    {
        var asked = RequestReading.Read(Encoding.UTF8.GetBytes(body), null, isWorkflow: true);
        Assert.Equal((contact, "k", product), (asked.Record.Id, asked.Key, asked.Product));
        Assert.DoesNotContain("a@b.test", asked.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[]""", "no JSON object")]
    [InlineData("""{""", "no JSON object")]
    [InlineData("""{"key":"k"}""", "no 'contact'")]
    [InlineData("""{"contact":"abc","key":"k"}""", "digits only")]
    [InlineData("""{"contact":"1"}""", "no 'key'")]
    [InlineData("""{"contact":"1","key":"a\u0000b"}""", "control")]
    public void A_wrong_body_is_refused_with_its_mend(string body, string told) =>
        Assert.Contains(told, Assert.Throws<FormatException>(() => RequestReading.Read(Encoding.UTF8.GetBytes(body), null, isWorkflow: false)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_workflow_that_retries_without_a_key_is_the_same_request()
    {
        var body = Encoding.UTF8.GetBytes("""{"vid":1}""");
        Assert.Equal(RequestReading.Read(body, null, isWorkflow: true).Key, RequestReading.Read(body, null, isWorkflow: true).Key);
    }

    [Fact]
    public void Only_HubSpots_own_signature_over_this_very_body_opens_the_door()
    {
        var callers = new Callers(new Dictionary<string, string> { ["crm"] = "0123456789abcdef" }, "secret", new Uri("https://sync.example.test/api/handoffs"));
        var body = """{"contact":"1","key":"k"}"""u8.ToArray();
        var request = new DefaultHttpContext().Request;
        request.Headers["X-HubSpot-Signature-Version"] = "v2";
        request.Headers["X-HubSpot-Signature"] = Convert.ToHexStringLower(SHA256.HashData([.. "secretPOSThttps://sync.example.test/api/handoffs"u8, .. body]));

        Assert.True(callers.IsWorkflow(request, body));
        Assert.False(callers.IsWorkflow(request, """{"contact":"2","key":"k"}"""u8));
        Assert.Null(callers.ByToken(request));
        request.Headers.Authorization = "Bearer 0123456789abcdef";
        Assert.Equal("crm", callers.ByToken(request));
        request.Headers.Authorization = "Bearer 0123456789abcdeF";
        Assert.Null(callers.ByToken(request));
    }

    [Fact]
    public void A_token_that_is_no_secret_is_refused() => Assert.Throws<FormatException>(() => new Callers(new Dictionary<string, string> { ["crm"] = "short" }, null, null));
}

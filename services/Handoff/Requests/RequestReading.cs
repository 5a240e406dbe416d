using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integration.Core.Records;

namespace Integration.Handoff.Requests;

/// <summary>What a body asks for.</summary>
/// <param name="Record">Whom it is about.</param>
/// <param name="Key">The caller's key.</param>
/// <param name="Product">Which product; null leaves it to the Agreement.</param>
/// <param name="Body">What is kept of it: the contact, the product and the note, not the person's properties.</param>
internal sealed record AskedHandoff(RecordKey Record, string Key, string? Product, string Body);

/// <summary>Reads the body of <c>POST /api/handoffs</c>: our own form, or what a HubSpot workflow sends.</summary>
/// <remarks>
/// A workflow sends either a flat body that its author picks, in which our names are used, or the contact whole, with its number in
/// <c>vid</c> (facts/hubspot.md section 7.5).
/// </remarks>
internal static class RequestReading
{
    public const string Form = "{\"contact\": \"4711\", \"key\": \"your own key\", \"product\": \"name or left out\", \"note\": \"left out or a sentence\"}";
    private const int TextMax = 300;

    /// <exception cref="FormatException">What is wrong and how to mend it.</exception>
    public static AskedHandoff Read(byte[] body, string? keyHeader, bool isWorkflow)
    {
        var root = Parse(body);
        var contact = Text(root, "contact") ?? Text(root, "vid") ?? Text(root, "hs_object_id") ?? throw new FormatException($"there is no 'contact': send {Form}");
        if (contact.Length > 20 || !contact.All(char.IsAsciiDigit)) throw new FormatException("'contact' is the number of a HubSpot contact, digits only");
        var product = Text(root, "product");
        // A workflow that has no key to give sends the same bytes again when it retries.
        var key = Text(root, "key") ?? keyHeader ?? (isWorkflow ? $"body-{Convert.ToHexStringLower(SHA256.HashData(body))}" : throw new FormatException("there is no 'key': send one of your own, the same for the same request, or an Idempotency-Key header"));
        foreach (var (name, text) in new[] { ("key", key), ("product", product), ("note", Text(root, "note")) })
        {
            if (text?.Length > TextMax) throw new FormatException($"'{name}' is longer than {TextMax} characters");
            if (text?.Any(char.IsControl) == true) throw new FormatException($"'{name}' holds control characters");
        }
        var kept = new JsonObject { ["contact"] = contact, ["product"] = product, ["note"] = Text(root, "note") };
        return new AskedHandoff(new RecordKey(SystemName.HubSpot, "contacts", contact), key, product, kept.ToJsonString());
    }

    private static JsonObject Parse(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body, documentOptions: new JsonDocumentOptions { MaxDepth = 16 }) as JsonObject ?? throw new FormatException($"the body is no JSON object: send {Form}");
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
            throw new FormatException($"the body is no JSON object: send {Form}");
        }
    }

    private static string? Text(JsonObject root, string name)
    {
        if (root[name] is not JsonValue value) return null;
        var text = value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.Number => value.TryGetValue<long>(out var number) ? number.ToString(CultureInfo.InvariantCulture) : null,
            _ => null,
        };
        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }
}

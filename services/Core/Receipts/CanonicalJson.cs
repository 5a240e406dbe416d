using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Integration.Core.Receipts;

/// <summary>One text for one content: keys in ordinal order, no white space, numbers in their shortest form. What is hashed and signed.</summary>
public static class CanonicalJson
{
    /// <summary>Deepest nesting that is accepted.</summary>
    public const int DepthMax = 64;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The canonical text of a JSON value.</summary>
    /// <exception cref="FormatException">The text is no JSON, has a key twice, or is nested deeper than <see cref="DepthMax"/>; the message says which.</exception>
    public static string Of(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = DepthMax });
            return Of(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new FormatException($"this is no JSON of at most {DepthMax} levels: {exception.Message}", exception);
        }
    }

    /// <summary>The canonical text of a JSON value.</summary>
    /// <exception cref="FormatException">A key comes twice.</exception>
    public static string Of(JsonElement element)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain)) Write(writer, element);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The canonical text of a JSON value.</summary>
    public static string Of(JsonNode node) => Of(node.ToJsonString());

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                string? last = null;
                foreach (var property in element.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    if (property.Name == last) throw new FormatException($"the key '{last}' comes twice");
                    last = property.Name;
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray()) Write(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(Number(element));
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    // 60, 60.0 and 6e1 are one number. One that no decimal holds keeps the form in which it was written.
    private static string Number(JsonElement element) => element.TryGetDecimal(out var number)
        ? number.ToString("0.############################", CultureInfo.InvariantCulture)
        : element.GetRawText();
}

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Integration.Connectors.Ports;

namespace Integration.Connectors.Http;

/// <summary>Turns bodies into types, and every way that fails into a fault.</summary>
public static class JsonAnswers
{
    /// <summary>Reads a body.</summary>
    /// <returns>Exactly one of value and fault.</returns>
    public static (T? Value, Fault? Fault) Read<T>(string system, ReadOnlyMemory<byte> body, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            var value = JsonSerializer.Deserialize(body.Span, type);
            return value is null ? (null, OutsideFaults.WrongShape(system, "null")) : (value, null);
        }
        catch (JsonException wrong)
        {
            // The path names fields, never values; the message may quote a value.
            return (null, Broken(system, body) ?? OutsideFaults.WrongShape(system, wrong.Path ?? "$"));
        }
    }

    /// <summary>Null when the body is empty or whole JSON; else <c>NOT_JSON</c> or <c>TRUNCATED</c>.</summary>
    public static Fault? Broken(string system, ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty) return null;
        // Not the final block: the reader then reports an unfinished document by stopping, and only nonsense by throwing.
        var reader = new Utf8JsonReader(body.Span, isFinalBlock: false, state: default);
        try
        {
            var depth = 0;
            var tokens = 0L;
            while (reader.Read())
            {
                tokens++;
                depth = reader.CurrentDepth + (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : 0);
            }
            if (depth > 0) return OutsideFaults.Truncated(system);
            // A bare number at the end of a block is never complete to the reader; no vendor answers so.
            return tokens > 0 ? null : OutsideFaults.Truncated(system);
        }
        catch (JsonException)
        {
            return OutsideFaults.NotJson(system);
        }
    }
}

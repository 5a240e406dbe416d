using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Integration.Hosting.Buses;

/// <summary>An immutable dictionary of texts on the bus: a JSON object.</summary>
/// <remarks>MassTransit's own converters know the mutable ones only and leave the property null, without a word.</remarks>
internal sealed class RulesJson : JsonConverter<ImmutableSortedDictionary<string, string>>
{
    public override ImmutableSortedDictionary<string, string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("a dictionary is a JSON object");
        var texts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            texts[name] = reader.GetString() ?? throw new JsonException($"'{name}' holds no text");
        }
        return texts.ToImmutable();
    }

    public override void Write(Utf8JsonWriter writer, ImmutableSortedDictionary<string, string> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, text) in value) writer.WriteString(name, text);
        writer.WriteEndObject();
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Integration.HubSpot.Wire;

/// <summary>Property values: documented as strings, really string or null; a number or boolean is taken as its text.</summary>
internal sealed class PropertyTextJson : JsonConverter<IReadOnlyDictionary<string, string?>>
{
    public override IReadOnlyDictionary<string, string?> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException();
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            values[name] = TextOf(ref reader);
        }
        return values;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, string?> value, JsonSerializerOptions options) => throw new NotSupportedException();

    internal static string? TextOf(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Null => null,
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        _ => throw new JsonException(),
    };
}

/// <summary>Error context: names with lists of texts; single values and numbers are taken too, anything else is passed over.</summary>
internal sealed class ContextJson : JsonConverter<IReadOnlyDictionary<string, IReadOnlyList<string>>>
{
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> None { get; } = new Dictionary<string, IReadOnlyList<string>>();

    public override bool HandleNull => true;

    public override IReadOnlyDictionary<string, IReadOnlyList<string>> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return None;
        }
        var context = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        using var document = JsonDocument.ParseValue(ref reader);
        foreach (var entry in document.RootElement.EnumerateObject())
            context[entry.Name] = entry.Value.ValueKind == JsonValueKind.Array ? [.. entry.Value.EnumerateArray().Select(TextOf).OfType<string>()] : TextOf(entry.Value) is { } text ? [text] : [];
        return context;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, IReadOnlyList<string>> value, JsonSerializerOptions options) => throw new NotSupportedException();

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}

/// <summary>A text that may come as a number: ids differ by endpoint (facts/hubspot.md section 5.4).</summary>
internal sealed class IdTextJson : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType == JsonTokenType.Number
        ? reader.GetInt64().ToString(CultureInfo.InvariantCulture)
        : PropertyTextJson.TextOf(ref reader);

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => throw new NotSupportedException();
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Integration.Core.Records;

/// <summary>What a read showed for one field: a text, blank, or missing.</summary>
/// <remarks>
/// Missing (the field was not in the answer: deleted, renamed, no permission) is not blank: a missing field is suspended,
/// a blank one may clear the other side. The default value is missing, so that forgetting to set one clears nothing.
/// The text is the system's own wire form: numbers, booleans and dates are not converted.
/// </remarks>
[JsonConverter(typeof(FieldValueJson))]
public readonly record struct FieldValue
{
    private readonly bool seen;

    private FieldValue(string? text)
    {
        seen = true;
        Text = text;
    }

    /// <summary>The field was not in the answer.</summary>
    public static FieldValue Missing => default;

    /// <summary>The field is there and holds nothing.</summary>
    public static FieldValue Blank { get; } = new(null);

    /// <summary>A text; null and "" are both <see cref="Blank"/>, as both systems treat them.</summary>
    public static FieldValue Of(string? text) => new(string.IsNullOrEmpty(text) ? null : text);

    /// <summary>The text, or null when blank or missing.</summary>
    public string? Text { get; }

    /// <summary>Not in the answer.</summary>
    public bool IsMissing => !seen;

    /// <summary>In the answer, holding nothing.</summary>
    public bool IsBlank => seen && Text is null;

    /// <summary>In the answer, holding a text.</summary>
    public bool HasText => Text is not null;

    /// <inheritdoc />
    public override string ToString() => IsMissing ? "(missing)" : Text ?? "(blank)";
}

/// <summary>JSON form, public because generated serializers must name it: a string, null for blank, <c>false</c> for missing.</summary>
public sealed class FieldValueJson : JsonConverter<FieldValue>
{
    /// <inheritdoc />
    public override bool HandleNull => true;

    /// <inheritdoc />
    public override FieldValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => FieldValue.Of(reader.GetString()),
        JsonTokenType.Null => FieldValue.Blank,
        JsonTokenType.False => FieldValue.Missing,
        _ => throw new JsonException($"a field value is a string, null or false, not {reader.TokenType}"),
    };

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, FieldValue value, JsonSerializerOptions options)
    {
        if (value.IsMissing) writer.WriteBooleanValue(false);
        else if (value.Text is null) writer.WriteNullValue();
        else writer.WriteStringValue(value.Text);
    }
}

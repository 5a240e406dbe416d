using System.Collections;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Integration.Core.Records;

/// <summary>Field name to value, in ordinal order of the names. Immutable; a name that is not there is missing.</summary>
/// <remarks>Names are compared ordinally: HubSpot and Salesforce both answer in one canonical case.</remarks>
[JsonConverter(typeof(FieldValuesJson))]
public sealed class FieldValues : IEnumerable<KeyValuePair<string, FieldValue>>, IEquatable<FieldValues>
{
    private readonly ImmutableSortedDictionary<string, FieldValue> values;

    private FieldValues(ImmutableSortedDictionary<string, FieldValue> values) => this.values = values;

    /// <summary>No field at all.</summary>
    public static FieldValues None { get; } = new(ImmutableSortedDictionary.Create<string, FieldValue>(StringComparer.Ordinal));

    /// <summary>Builds from name and value; a missing value is left out, of a doubled name the last counts.</summary>
    public static FieldValues Of(IEnumerable<KeyValuePair<string, FieldValue>> fields)
    {
        var builder = None.values.ToBuilder();
        foreach (var (name, value) in fields)
            if (!value.IsMissing) builder[name] = value;
        return new FieldValues(builder.ToImmutable());
    }

    /// <summary>Builds from texts; null is blank.</summary>
    public static FieldValues Of(params (string Name, string? Text)[] fields) =>
        Of(fields.Select(field => KeyValuePair.Create(field.Name, FieldValue.Of(field.Text))));

    /// <summary>The value of a field; <see cref="FieldValue.Missing"/> when it is not there.</summary>
    public FieldValue this[string name] => values.TryGetValue(name, out var value) ? value : FieldValue.Missing;

    /// <summary>Number of fields that are not missing.</summary>
    public int Count => values.Count;

    /// <summary>The names, in ordinal order.</summary>
    public IEnumerable<string> Names => values.Keys;

    /// <summary>A copy with one field changed; a missing value removes it.</summary>
    public FieldValues With(string name, FieldValue value) =>
        new(value.IsMissing ? values.Remove(name) : values.SetItem(name, value));

    /// <summary>A copy with the fields of <paramref name="over"/> laid over these.</summary>
    public FieldValues With(FieldValues over) => over.Count == 0 ? this : new(values.SetItems(over.values));

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, FieldValue>> GetEnumerator() => values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Same names with the same values.</summary>
    public bool Equals(FieldValues? other) => other is not null && values.SequenceEqual(other.values);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as FieldValues);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (name, value) in values) { hash.Add(name); hash.Add(value); }
        return hash.ToHashCode();
    }
}

/// <summary>JSON form, public because generated serializers must name it: an object of string or null.</summary>
public sealed class FieldValuesJson : JsonConverter<FieldValues>
{
    /// <inheritdoc />
    public override FieldValues Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("field values are a JSON object");
        var fields = new List<KeyValuePair<string, FieldValue>>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            fields.Add(KeyValuePair.Create(name, reader.TokenType == JsonTokenType.Null ? FieldValue.Blank : FieldValue.Of(reader.GetString())));
        }
        return FieldValues.Of(fields);
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, FieldValues value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, field) in value)
        {
            if (field.Text is null) writer.WriteNull(name);
            else writer.WriteString(name, field.Text);
        }
        writer.WriteEndObject();
    }
}

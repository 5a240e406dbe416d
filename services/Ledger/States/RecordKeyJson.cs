using System.Text.Json;
using System.Text.Json.Serialization;
using Integration.Core.Records;

namespace Integration.Ledger.States;

/// <summary><c>"HubSpot/contacts/4711"</c>: the form that logs and the ref table use, so that one search finds a record everywhere.</summary>
internal sealed class RecordKeyJson : JsonConverter<RecordKey>
{
    public override RecordKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString() ?? throw new JsonException("a record key is a string");
        try
        {
            return RecordKey.Parse(text);
        }
        catch (FormatException error)
        {
            throw new JsonException(error.Message, error);
        }
    }

    public override void Write(Utf8JsonWriter writer, RecordKey value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

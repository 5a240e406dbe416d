using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Integration.Config.Yaml;

namespace Integration.Config.Agreements;

/// <summary>A document's content as JSON: texts stay texts, comments and layout are gone.</summary>
internal static class DocumentJson
{
    public static string Of(YamlNode node)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) Write(json, node);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Write(Utf8JsonWriter json, YamlNode node)
    {
        switch (node)
        {
            case YamlMap map:
                json.WriteStartObject();
                foreach (var (name, value) in map.Entries)
                {
                    json.WritePropertyName(name.Value);
                    Write(json, value);
                }
                json.WriteEndObject();
                break;
            case YamlList list:
                json.WriteStartArray();
                foreach (var item in list.Items) Write(json, item);
                json.WriteEndArray();
                break;
            case YamlText { IsBlank: true }:
                json.WriteNullValue();
                break;
            case YamlText text:
                json.WriteStringValue(text.Value);
                break;
        }
    }
}

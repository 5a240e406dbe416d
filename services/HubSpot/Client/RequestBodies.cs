using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Integration.Core.Records;

namespace Integration.HubSpot.Client;

/// <summary>One input of a batch write.</summary>
/// <param name="Id">Record id, or the value of the unique property.</param>
/// <param name="TraceId">Distinct within the batch: only with it do failures come one by one.</param>
/// <param name="Values">Properties to write; blank clears.</param>
internal sealed record WriteInput(string Id, string TraceId, FieldValues Values)
{
    /// <summary>Create only: the record that it is associated with from its first moment, and under which type.</summary>
    public (string ToId, int TypeId)? About { get; init; }
}

/// <summary>Bodies of requests, written straight to UTF-8.</summary>
internal static class RequestBodies
{
    // Relaxed: text in other scripts stays text; the body is JSON for a server and never part of a page.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Of(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    public static ReadOnlyMemory<byte> Read(IReadOnlyList<string> properties, IReadOnlyList<string> ids, string? idProperty) => Of(json =>
    {
        Texts(json, "properties", properties);
        if (idProperty is not null) json.WriteString("idProperty", idProperty);
        Inputs(json, ids, (id, each) => each.WriteString("id", id));
    });

    public static ReadOnlyMemory<byte> Write(IReadOnlyList<WriteInput> inputs, string? idProperty) => Of(json => Inputs(json, inputs, (input, each) =>
    {
        each.WriteString("id", input.Id);
        if (idProperty is not null) each.WriteString("idProperty", idProperty);
        each.WriteString("objectWriteTraceId", input.TraceId);
        each.WriteStartObject("properties");
        // "" clears; what null does in a write is documented nowhere (facts/hubspot.md section 4.1).
        foreach (var (name, value) in input.Values) each.WriteString(name, value.Text ?? "");
        each.WriteEndObject();
    }));

    public static ReadOnlyMemory<byte> Create(IReadOnlyList<WriteInput> inputs) => Of(json => Inputs(json, inputs, (input, each) =>
    {
        each.WriteString("objectWriteTraceId", input.TraceId);
        each.WriteStartObject("properties");
        foreach (var (name, value) in input.Values)
            if (value.Text is { } text) each.WriteString(name, text);
        each.WriteEndObject();
        if (input.About is not { } about) return;
        each.WriteStartArray("associations");
        each.WriteStartObject();
        each.WriteStartObject("to");
        each.WriteString("id", about.ToId);
        each.WriteEndObject();
        each.WriteStartArray("types");
        each.WriteStartObject();
        each.WriteString("associationCategory", "HUBSPOT_DEFINED");
        each.WriteNumber("associationTypeId", about.TypeId);
        each.WriteEndObject();
        each.WriteEndArray();
        each.WriteEndObject();
        each.WriteEndArray();
    }));

    public static ReadOnlyMemory<byte> Archive(IReadOnlyList<string> ids) => Of(json => Inputs(json, ids, (id, each) => each.WriteString("id", id)));

    public static ReadOnlyMemory<byte> Search(SearchWindow window) => Of(json =>
    {
        json.WriteStartArray("filterGroups");
        json.WriteStartObject();
        json.WriteStartArray("filters");
        Filter(json, window.Stamp, "GTE", window.FromMs);
        if (window.AfterId > 0) Filter(json, "hs_object_id", "GT", window.AfterId);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("sorts");
        json.WriteStartObject();
        json.WriteString("propertyName", "hs_object_id");
        json.WriteString("direction", "ASCENDING");
        json.WriteEndObject();
        json.WriteEndArray();
        Texts(json, "properties", window.Properties);
        json.WriteNumber("limit", window.Limit);
    });

    public static ReadOnlyMemory<byte> Search(string property, IReadOnlyList<string> values, string? after) => Of(json =>
    {
        json.WriteStartArray("filterGroups");
        json.WriteStartObject();
        json.WriteStartArray("filters");
        json.WriteStartObject();
        json.WriteString("propertyName", property);
        json.WriteString("operator", "IN");
        Texts(json, "values", values);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        Texts(json, "properties", [property]);
        json.WriteNumber("limit", 200);
        if (after is not null) json.WriteString("after", after);
    });

    public static ReadOnlyMemory<byte> ReadLinks(IReadOnlyList<(string Id, string? After)> ids) => Of(json => Inputs(json, ids, (input, each) =>
    {
        each.WriteString("id", input.Id);
        if (input.After is not null) each.WriteString("after", input.After);
    }));

    public static ReadOnlyMemory<byte> Links(IReadOnlyList<(string From, string To)> ends, int typeId) => Of(json => Inputs(json, ends, (input, each) =>
    {
        End(each, "from", input.From);
        End(each, "to", input.To);
        each.WriteStartArray("types");
        each.WriteStartObject();
        each.WriteString("associationCategory", "HUBSPOT_DEFINED");
        each.WriteNumber("associationTypeId", typeId);
        each.WriteEndObject();
        each.WriteEndArray();
    }));

    private static void End(Utf8JsonWriter json, string name, string id)
    {
        json.WriteStartObject(name);
        json.WriteString("id", id);
        json.WriteEndObject();
    }

    private static void Filter(Utf8JsonWriter json, string property, string operation, long value)
    {
        json.WriteStartObject();
        json.WriteString("propertyName", property);
        json.WriteString("operator", operation);
        json.WriteString("value", value.ToString(CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void Inputs<T>(Utf8JsonWriter json, IReadOnlyList<T> inputs, Action<T, Utf8JsonWriter> members)
    {
        json.WriteStartArray("inputs");
        foreach (var input in inputs)
        {
            json.WriteStartObject();
            members(input, json);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}

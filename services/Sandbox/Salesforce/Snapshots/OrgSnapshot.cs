using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce.Auth;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Schema;
using Integration.Sandbox.Salesforce.Streaming;

namespace Integration.Sandbox.Salesforce.Snapshots;

/// <summary>Writes and reads a whole org as JSON. Values stand at the positions of a named list of fields, so that a later schema still reads an older file.</summary>
internal static class OrgSnapshot
{
    private const int FormatVersion = 1;

    public static void Save(SalesforceOrg org, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteNumber("format", FormatVersion);
        json.WriteStartObject("numbers");
        foreach (var (prefix, number) in org.State.LastNumbers) json.WriteNumber(prefix, number);
        json.WriteEndObject();
        json.WritePropertyName("customFields");
        JsonSerializer.Serialize(json, org.State.Schema.CustomFields.Select(custom => new CustomFieldEntry(custom.Object, custom.Id, custom.Field)));
        json.WriteStartObject("tables");
        foreach (var type in org.State.Schema.Objects.Where(type => org.State.Table(type).Count > 0)) WriteTable(json, org.State.Table(type));
        json.WriteEndObject();
        json.WritePropertyName("sessions");
        JsonSerializer.Serialize(json, org.Sessions.All);
        json.WritePropertyName("refreshTokens");
        JsonSerializer.Serialize(json, org.Sessions.RefreshTokens);
        WriteEvents(json, org.Events);
        json.WritePropertyName("jobs");
        JsonSerializer.Serialize(json, org.Jobs.All);
        json.WriteEndObject();
    }

    public static void Load(SalesforceOrg org, Stream stream)
    {
        using var document = JsonDocument.Parse(stream);
        var root = document.RootElement;
        if (root.GetProperty("format").GetInt32() is var format && format != FormatVersion) throw new InvalidDataException($"the snapshot has format {format}; this sandbox reads {FormatVersion}");
        foreach (var custom in root.GetProperty("customFields").Deserialize<List<CustomFieldEntry>>()!) org.State.AddField(custom.Object, custom.Field, custom.Id);
        foreach (var number in root.GetProperty("numbers").EnumerateObject()) org.State.RestoreNumber(number.Name, number.Value.GetInt64());
        foreach (var table in root.GetProperty("tables").EnumerateObject()) ReadTable(org, table.Name, table.Value);
        foreach (var session in root.GetProperty("sessions").Deserialize<List<Session>>()!) org.Sessions.Restore(session);
        foreach (var (token, user) in root.GetProperty("refreshTokens").Deserialize<Dictionary<string, string>>()!) org.Sessions.RestoreRefreshToken(token, user);
        ReadEvents(org.Events, root.GetProperty("events"));
        foreach (var job in root.GetProperty("jobs").Deserialize<List<Bulk.BulkJob>>()!) org.Jobs.Add(job);
        org.State.Permissions.Invalidate();
    }

    private static void WriteTable(Utf8JsonWriter json, Table table)
    {
        json.WriteStartObject(table.Type.Name);
        json.WriteStartArray("fields");
        foreach (var field in table.Type.Fields) json.WriteStringValue(field.Name);
        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (var row in table.Rows)
        {
            json.WriteStartArray();
            foreach (var field in table.Type.Fields) WriteValue(json, row[field.Ordinal]);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case decimal number: json.WriteNumberValue(number); break;
            case DateTimeOffset instant: json.WriteNumberValue(instant.ToUnixTimeSeconds()); break;
            case DateOnly day: json.WriteStringValue(day.ToString("O", CultureInfo.InvariantCulture)); break;
            default: throw new InvalidOperationException($"no form in a snapshot for {value.GetType().Name}");
        }
    }

    private static void ReadTable(SalesforceOrg org, string objectName, JsonElement table)
    {
        var type = org.State.Schema[objectName];
        var fields = table.GetProperty("fields").EnumerateArray().Select(name => type.Field(name.GetString()!)).ToArray();
        foreach (var cells in table.GetProperty("rows").EnumerateArray())
        {
            var values = new object?[type.Fields.Count];
            var at = 0;
            foreach (var cell in cells.EnumerateArray())
            {
                if (fields[at++] is { } field) values[field.Ordinal] = ReadValue(field, cell);
            }
            var row = new Row(type.Name, (string)values[type["Id"].Ordinal]!, values);
            org.State.Table(type).Put(null, row);
            if (row.IsDeleted(type)) org.RestoreDeleted(row.Stamp(type), row.Id);
        }
    }

    private static object? ReadValue(SField field, JsonElement cell) => cell.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when field.Type == FieldType.DateTime => DateTimeOffset.FromUnixTimeSeconds(cell.GetInt64()),
        JsonValueKind.Number => cell.GetDecimal(),
        _ when field.Type == FieldType.Date => DateOnly.ParseExact(cell.GetString()!, "O", CultureInfo.InvariantCulture),
        _ => cell.GetString(),
    };

    private static void WriteEvents(Utf8JsonWriter json, ChangeLog events)
    {
        json.WriteStartObject("events");
        json.WriteNumber("lastReplayId", events.LastReplayId);
        json.WriteNumber("oldestReplayable", events.OldestReplayable);
        json.WriteStartArray("kept");
        foreach (var change in events.All)
        {
            json.WriteStartObject();
            json.WriteNumber("replayId", change.ReplayId);
            json.WriteString("object", change.Object);
            json.WriteNumber("committed", change.Committed.ToUnixTimeSeconds());
            json.WritePropertyName("payload");
            change.Payload.WriteTo(json);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void ReadEvents(ChangeLog events, JsonElement element)
    {
        foreach (var change in element.GetProperty("kept").EnumerateArray())
        {
            events.Restore(new ChangeEvent
            {
                ReplayId = change.GetProperty("replayId").GetInt64(),
                Object = change.GetProperty("object").GetString()!,
                Committed = DateTimeOffset.FromUnixTimeSeconds(change.GetProperty("committed").GetInt64()),
                Header = EventHeader.Restored,
                Stored = JsonObject.Create(change.GetProperty("payload").Clone()),
            });
        }
        events.RestoreBounds(element.GetProperty("lastReplayId").GetInt64(), element.GetProperty("oldestReplayable").GetInt64());
    }

    private sealed record CustomFieldEntry(string Object, string Id, SField Field);
}

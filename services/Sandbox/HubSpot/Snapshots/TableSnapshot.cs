using System.Globalization;
using System.Text.Json;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Records;

namespace Integration.Sandbox.HubSpot.Snapshots;

/// <summary>One object's records, aliases and own properties. Values are short arrays: ten thousand contacts must save in well under a second.</summary>
internal static class TableSnapshot
{
    public static void Write(Utf8JsonWriter json, RecordTable table)
    {
        json.WriteStartObject(table.Type.Plural);
        json.WriteNumber("nextId", table.NextId);
        json.WritePropertyName("properties");
        JsonSerializer.Serialize(json, table.Properties.Own);
        json.WritePropertyName("groups");
        JsonSerializer.Serialize(json, table.Properties.OwnGroups.Select(group => new StoredGroup(group.Key, group.Value.Label, group.Value.DisplayOrder, group.Value.Archived)));
        json.WriteStartObject("aliases");
        foreach (var (from, to) in table.Aliases) json.WriteNumber(from.ToString(CultureInfo.InvariantCulture), to);
        json.WriteEndObject();
        json.WriteStartArray("records");
        foreach (var record in table.All) WriteRecord(json, record);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRecord(Utf8JsonWriter json, HubSpotRecord record)
    {
        json.WriteStartObject();
        json.WriteNumber("id", record.Id);
        json.WriteNumber("version", record.Version);
        json.WriteNumber("created", record.CreatedAt.ToUnixTimeMilliseconds());
        json.WriteNumber("updated", record.UpdatedAt.ToUnixTimeMilliseconds());
        if (record.ArchivedAt is { } archivedAt) json.WriteNumber("archived", archivedAt.ToUnixTimeMilliseconds());
        WriteCaller(json, "by", record.CreatedBy);
        json.WriteStartObject("values");
        for (var i = 0; i < record.Bag.Count; i++)
        {
            json.WriteStartArray(record.Bag.NameAt(i));
            for (var value = record.Bag.ValueAt(i); value is not null; value = value.Before)
            {
                json.WriteStringValue(value.Value);
                json.WriteNumberValue(value.At.ToUnixTimeMilliseconds());
                json.WriteStringValue(value.By.ChangeSource);
                json.WriteStringValue(value.By.SourceId);
                json.WriteNumberValue(value.By.UserId ?? 0);
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteCaller(Utf8JsonWriter json, string name, Caller by)
    {
        json.WriteStartArray(name);
        json.WriteStringValue(by.ChangeSource);
        json.WriteStringValue(by.SourceId);
        json.WriteNumberValue(by.UserId ?? 0);
        json.WriteEndArray();
    }

    public static void Read(JsonElement stored, PortalState state, ObjectType type)
    {
        var table = state.Table(type);
        foreach (var property in stored.GetProperty("properties").Deserialize<List<PropertyDefinition>>() ?? []) table.Properties.Put(property);
        foreach (var group in stored.GetProperty("groups").Deserialize<List<StoredGroup>>() ?? []) table.Properties.PutGroup(group.Name, group.Label, group.DisplayOrder, group.Archived);
        foreach (var alias in stored.GetProperty("aliases").EnumerateObject()) table.Alias(long.Parse(alias.Name, CultureInfo.InvariantCulture), alias.Value.GetInt64());
        var now = state.Now;
        var callers = new Dictionary<(string, string?, long), Caller>();
        foreach (var each in stored.GetProperty("records").EnumerateArray())
        {
            var record = ReadRecord(each, table, callers);
            table.Put(record);
            table.Index.Note(record, now, now);
            if (record.Archived) continue;
            foreach (var (property, value) in table.UniqueValues(record)) table.Claim(property, value, record.Id);
        }
        table.NextId = stored.GetProperty("nextId").GetInt64();
    }

    private static HubSpotRecord ReadRecord(JsonElement each, RecordTable table, Dictionary<(string, string?, long), Caller> callers)
    {
        var stored = each.GetProperty("values");
        var names = new string[stored.GetPropertyCount()];
        var values = new PropertyValue[names.Length];
        var i = 0;
        foreach (var value in stored.EnumerateObject())
        {
            // The schema's own string, not a copy of it per record.
            names[i] = table.Properties.Any(value.Name)?.Name ?? value.Name;
            values[i++] = ReadHistory(value.Value, callers);
        }
        return new HubSpotRecord(table.Type, each.GetProperty("id").GetInt64(), Instant(each.GetProperty("created")), ReadCaller(each.GetProperty("by"), 0, callers))
        {
            UpdatedAt = Instant(each.GetProperty("updated")),
            ArchivedAt = each.TryGetProperty("archived", out var archived) ? Instant(archived) : null,
            Version = each.GetProperty("version").GetInt64(),
            Bag = PropertyBag.OfSorted(names, values),
        };
    }

    private static PropertyValue ReadHistory(JsonElement flat, Dictionary<(string, string?, long), Caller> callers)
    {
        PropertyValue? value = null;
        for (var i = flat.GetArrayLength() - 5; i >= 0; i -= 5)
            value = new PropertyValue(flat[i].GetString(), Instant(flat[i + 1]), ReadCaller(flat, i + 2, callers), value);
        return value ?? throw new InvalidDataException("a property without any value: delete the file to start empty");
    }

    // A few callers made all the values: one object each.
    private static Caller ReadCaller(JsonElement flat, int at, Dictionary<(string, string?, long), Caller> callers)
    {
        var key = (flat[at].GetString()!, flat[at + 1].GetString(), flat[at + 2].GetInt64());
        if (!callers.TryGetValue(key, out var caller)) callers[key] = caller = new Caller(key.Item1, key.Item2, key.Item3 > 0 ? key.Item3 : null);
        return caller;
    }

    private static DateTimeOffset Instant(JsonElement ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms.GetInt64());

    private sealed record StoredGroup(string Name, string Label, int DisplayOrder, bool Archived);
}

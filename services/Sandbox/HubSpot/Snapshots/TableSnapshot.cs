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
        foreach (var each in stored.GetProperty("records").EnumerateArray())
        {
            var record = ReadRecord(each, type);
            table.Put(record);
            table.Index.Note(record, now, now);
            if (record.Archived) continue;
            foreach (var (property, value) in table.UniqueValues(record)) table.Claim(property, value, record.Id);
        }
        table.NextId = stored.GetProperty("nextId").GetInt64();
    }

    private static HubSpotRecord ReadRecord(JsonElement each, ObjectType type)
    {
        var by = each.GetProperty("by");
        var values = each.GetProperty("values").EnumerateObject().Select(value => new KeyValuePair<string, PropertyValue>(value.Name, ReadHistory(value.Value))).ToList();
        return new HubSpotRecord(type, each.GetProperty("id").GetInt64(), Instant(each.GetProperty("created")), ReadCaller(by, 0))
        {
            UpdatedAt = Instant(each.GetProperty("updated")),
            ArchivedAt = each.TryGetProperty("archived", out var archived) ? Instant(archived) : null,
            Version = each.GetProperty("version").GetInt64(),
            Bag = PropertyBag.Empty.With(values),
        };
    }

    private static PropertyValue ReadHistory(JsonElement flat)
    {
        PropertyValue? value = null;
        for (var i = flat.GetArrayLength() - 5; i >= 0; i -= 5)
            value = new PropertyValue(flat[i].GetString(), Instant(flat[i + 1]), ReadCaller(flat, i + 2), value);
        return value ?? throw new InvalidDataException("a property without any value: delete the file to start empty");
    }

    private static Caller ReadCaller(JsonElement flat, int at) =>
        new(flat[at].GetString()!, flat[at + 1].GetString(), flat[at + 2].GetInt64() is var user && user > 0 ? user : null);

    private static DateTimeOffset Instant(JsonElement ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms.GetInt64());

    private sealed record StoredGroup(string Name, string Label, int DisplayOrder, bool Archived);
}

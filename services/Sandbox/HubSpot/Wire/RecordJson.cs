using System.Globalization;
using System.Text.Json;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Records;

namespace Integration.Sandbox.HubSpot.Wire;

/// <summary>Records on the wire: facts/hubspot.md sections 3.1 and 4.1.</summary>
internal static class RecordJson
{
    /// <summary>The names a read shows: those asked for and defined, plus the three that always come, in alphabetical order.</summary>
    public static string[] Shown(HubSpotPortal portal, ObjectType type, IReadOnlyList<string> asked)
    {
        IEnumerable<string> names = asked.Count == 0 ? type.DefaultProperties : portal.Locked(state => asked.Where(name => state.Table(type).Properties.Find(name) is not null).ToList());
        return WithStamps(type, names);
    }

    public static string[] WithStamps(ObjectType type, IEnumerable<string> names)
    {
        var shown = names.Append(type.CreatedStamp).Append("hs_object_id").Append(type.ModifiedStamp).Distinct(StringComparer.Ordinal).ToArray();
        Array.Sort(shown, StringComparer.Ordinal);
        return shown;
    }

    /// <summary>Begins an object and writes the envelope; the caller adds what else belongs in and ends it.</summary>
    public static void Begin(Utf8JsonWriter json, HubSpotRecord record, IReadOnlyList<string> shown, long portalId, bool withUrl, bool? isNew = null)
    {
        json.WriteStartObject();
        WriteId(json, record);
        if (isNew is { } flag) json.WriteBoolean("new", flag);
        json.WriteStartObject("properties");
        foreach (var name in shown) json.WriteString(name, record[name]);
        json.WriteEndObject();
        WriteEnvelope(json, record, portalId, withUrl);
    }

    /// <summary>As <see cref="Begin"/>, with all values that are not empty: the answer to a create.</summary>
    public static void BeginWhole(Utf8JsonWriter json, HubSpotRecord record, long portalId, bool withUrl, bool? isNew = null, bool created = true)
    {
        json.WriteStartObject();
        WriteId(json, record);
        if (isNew is { } flag) json.WriteBoolean("new", flag);
        json.WriteStartObject("properties");
        foreach (var (name, value) in record.Properties)
        {
            if (name == "hs_createdate" && !record.Type.IsEngagement || name == "hs_lastmodifieddate" && record.Type == ObjectType.Contact) continue;
            // A captured create answer showed these as epoch milliseconds beside ISO dates: facts/hubspot.md section 4.1.
            var epoch = created && name.StartsWith("hs_lifecyclestage_", StringComparison.Ordinal) ? WireTime.Milliseconds(value) : null;
            json.WriteString(name, epoch?.ToString(CultureInfo.InvariantCulture) ?? value);
        }
        json.WriteEndObject();
        WriteEnvelope(json, record, portalId, withUrl);
    }

    public static void WriteWarnings(Utf8JsonWriter json, IReadOnlyList<DateWarning> warnings)
    {
        if (warnings.Count == 0) return;
        json.WriteStartArray("warnings");
        foreach (var warning in warnings)
        {
            json.WriteStartObject();
            json.WriteString("category", "PROPERTY_VALUE_NORMALIZED");
            json.WriteString("message", $"{warning.Property} was normalized");
            json.WriteStartObject("context");
            json.WriteString("propertyName", warning.Property);
            json.WriteString("rawValue", warning.Raw);
            json.WriteString("normalizedValue", warning.NormalizedTo);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void WriteHistory(Utf8JsonWriter json, HubSpotRecord record, IReadOnlyList<string> names)
    {
        if (names.Count == 0) return;
        json.WriteStartObject("propertiesWithHistory");
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            json.WriteStartArray(name);
            for (var value = record.History(name); value is not null; value = value.Before)
            {
                json.WriteStartObject();
                json.WriteString("value", value.Value ?? "");
                json.WriteString("timestamp", WireTime.Iso(value.At));
                json.WriteString("sourceType", value.By.ChangeSource);
                if (value.By.SourceId is { } source) json.WriteString("sourceId", source);
                if (value.By.UserId is { } user) json.WriteNumber("updatedByUserId", user);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void WriteId(Utf8JsonWriter json, HubSpotRecord record) => json.WriteString("id", record.Id.ToString(CultureInfo.InvariantCulture));

    private static void WriteEnvelope(Utf8JsonWriter json, HubSpotRecord record, long portalId, bool withUrl)
    {
        json.WriteString("createdAt", WireTime.Iso(record.CreatedAt));
        json.WriteString("updatedAt", WireTime.Iso(record.UpdatedAt));
        json.WriteBoolean("archived", record.Archived);
        if (record.ArchivedAt is { } archivedAt) json.WriteString("archivedAt", WireTime.Iso(archivedAt));
        else if (withUrl && !record.Type.IsEngagement)
            json.WriteString("url", string.Create(CultureInfo.InvariantCulture, $"https://app.hubspot.com/contacts/{portalId}/record/{record.Type.TypeId}/{record.Id}"));
    }
}

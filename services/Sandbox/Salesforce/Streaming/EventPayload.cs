using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Schema;

namespace Integration.Sandbox.Salesforce.Streaming;

/// <summary>Writes the payload of a change event: compound fields nested, date-times in Z, nulls only where a value was cleared.</summary>
internal static class EventPayload
{
    // Never in events: facts/salesforce.md section 8.2.
    private static readonly HashSet<string> Left = ["SystemModstamp", "IsDeleted", "LastActivityDate", "LastViewedDate", "LastReferencedDate", "PhotoUrl", "MasterRecordId", "LastModifiedDate", "LastModifiedById"];

    /// <summary>Fields that differ between two versions, but for those that events never carry and the stamps.</summary>
    public static List<SField> Changed(SObjectType type, Row before, Row after)
    {
        var changed = new List<SField>();
        foreach (var field in type.Fields)
        {
            if (!Equals(before[field.Ordinal], after[field.Ordinal]) && Carries(type, field)) changed.Add(field);
        }
        return changed;
    }

    public static JsonObject Write(ChangeEvent change)
    {
        var payload = new JsonObject();
        var changedFields = new JsonArray();
        if (change is { Type: { } type, After: { } after })
        {
            if (change.Before is { } before) WriteChanged(payload, changedFields, type, before, after);
            else WriteWhole(payload, type, after);
        }
        payload["ChangeEventHeader"] = new JsonObject
        {
            ["commitNumber"] = change.Header.CommitNumber,
            ["commitUser"] = change.Header.CommitUser,
            ["sequenceNumber"] = change.Header.Sequence,
            ["entityName"] = change.Object,
            ["changeType"] = change.Header.ChangeType,
            ["changedFields"] = changedFields,
            ["changeOrigin"] = change.Header.Origin,
            ["transactionKey"] = change.Header.TransactionKey,
            ["commitTimestamp"] = change.Committed.ToUnixTimeMilliseconds(),
            ["recordIds"] = new JsonArray([.. change.Header.RecordIds.Select(id => JsonValue.Create(id))]),
        };
        return payload;
    }

    /// <summary>An opaque name of the object's event schema.</summary>
    public static string SchemaId(string objectName) => (objectName + "AvroSchemaOfEvents")[..Math.Min(22, objectName.Length + 18)].PadRight(22, 'A');

    private static void WriteChanged(JsonObject payload, JsonArray changedFields, SObjectType type, Row before, Row after)
    {
        foreach (var field in Changed(type, before, after))
        {
            Place(payload, field, after[field.Ordinal]);
            changedFields.Add(JsonValue.Create(PathOf(field)));
        }
        payload["LastModifiedDate"] = FieldJson.Event(after[type.System.LastModifiedDate]);
        changedFields.Add(JsonValue.Create("LastModifiedDate"));
        if (Equals(before[type.System.LastModifiedById], after[type.System.LastModifiedById])) return;
        payload["LastModifiedById"] = FieldJson.Event(after[type.System.LastModifiedById]);
        changedFields.Add(JsonValue.Create("LastModifiedById"));
    }

    private static void WriteWhole(JsonObject payload, SObjectType type, Row row)
    {
        foreach (var field in type.Fields)
        {
            if (row[field.Ordinal] is { } value && Carries(type, field)) Place(payload, field, value);
        }
        payload["LastModifiedDate"] = FieldJson.Event(row[type.System.LastModifiedDate]);
        payload["LastModifiedById"] = FieldJson.Event(row[type.System.LastModifiedById]);
    }

    private static void Place(JsonObject payload, SField field, object? value)
    {
        if (field.Compound is not { } compound || compound == "Fiscal")
        {
            payload[field.Name] = FieldJson.Event(value);
            return;
        }
        if (payload[compound] is not JsonObject nested) payload[compound] = nested = [];
        nested[Part(field)] = FieldJson.Event(value);
    }

    private static string PathOf(SField field) => field.Compound is { } compound && compound != "Fiscal" ? $"{compound}.{Part(field)}" : field.Name;

    /// <summary>MailingCity is City within MailingAddress.</summary>
    private static string Part(SField field) =>
        field.Compound!.EndsWith("Address", StringComparison.Ordinal) ? field.Name[(field.Compound.Length - "Address".Length)..] : field.Name;

    private static bool Carries(SObjectType type, SField field) =>
        field.Type is not (FieldType.Id or FieldType.Address) && !Left.Contains(field.Name) && !Computed.IsFullName(type, field);
}

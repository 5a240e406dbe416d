using System.Text.Json.Nodes;
using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Records;
using Integration.Salesforce.Faults;
using Integration.Salesforce.Schemas;
using Integration.Salesforce.Wire;

namespace Integration.Salesforce.Writes;

/// <summary>From an intent to the row that carries it, or the fault that keeps it here.</summary>
internal static class WriteRows
{
    /// <summary>Exactly one of item and fault. A field fault names the first field that cannot be sent.</summary>
    public static (WriteItem? Item, Fault? Fault) Of(RecordWrite write, DescribedObject schema)
    {
        var intent = write.Intent;
        if (intent.Kind == IntentKind.Create)
        {
            if (schema[KeyField.Name] is null) return (null, KeyField.Absent(schema.Name));
            var key = KeyField.TextOf(write.PairKey);
            return Row(intent, schema, key, new() { [KeyField.Name] = key });
        }
        if (intent.Kind == IntentKind.Activity) return Activity(write, schema);
        if (intent.Target is not { System: SystemName.Salesforce } target || !SalesforceIds.TryNormalise(target.Id, out var id))
            return (null, new Fault(FaultClass.Identity, "MALFORMED_ID", $"{intent.Target?.ToString() ?? "nothing"} is no Salesforce record.", "The pair is read again; nothing to do."));
        return intent.Kind == IntentKind.Delete ? (new WriteItem(intent.Kind, schema, id, null), null) : Row(intent, schema, id, new() { ["Id"] = id });
    }

    private static (WriteItem?, Fault?) Activity(RecordWrite write, DescribedObject schema)
    {
        // No key, no activity: one whose answer is lost could be made twice. A fault of this ask alone, since nothing else waits for it.
        if (schema[KeyField.Name] is null) return (null, KeyField.Absent(schema.Name) with { Class = FaultClass.Record });
        if (schema[Who] is null || write.Intent.Target is not { System: SystemName.Salesforce } person || !SalesforceIds.TryNormalise(person.Id, out var id))
            return (null, new Fault(FaultClass.Record, "NO_SUCH_ACTIVITY", $"A {schema.Name} cannot be made about {write.Intent.Target?.ToString() ?? "nobody"}.", "Ask for a Task about a Lead or a Contact."));
        var key = KeyField.TextOf(write.PairKey);
        return Row(write.Intent, schema, key, new() { [KeyField.Name] = key, [Who] = id });
    }

    /// <summary>The field of a Task or Event that names its Lead or Contact.</summary>
    private const string Who = "WhoId";

    private static (WriteItem?, Fault?) Row(Intent intent, DescribedObject schema, string key, JsonObject row)
    {
        row["attributes"] = new JsonObject { ["type"] = schema.Name };
        foreach (var (name, value) in intent.Values)
        {
            if (name is "Id" or "attributes" or KeyField.Name || (name == Who && row.ContainsKey(Who))) continue;
            if (schema[name] is not { } field) return (null, SalesforceFaults.UnknownField(schema.Name, name));
            var (json, fault) = FieldJson.Of(field, value);
            if (fault is not null) return (null, fault);
            row[name] = json;
        }
        return (new WriteItem(intent.Kind, schema, key, row) { UnchangedSince = intent.UnchangedSince }, null);
    }
}

using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Permissions;
using Integration.Sandbox.Salesforce.Schema;

namespace Integration.Sandbox.Salesforce.Records;

/// <summary>Creates and updates records under the org's rules. A refusal leaves the record as it was.</summary>
internal static class RecordWriter
{
    /// <returns>The new record's id.</returns>
    /// <exception cref="RefusedException">With every reason found.</exception>
    public static string Create(Transaction tx, SObjectType type, IReadOnlyDictionary<string, object?> fields)
    {
        if (!type.Has(ObjectTraits.Createable)) throw NotSupported(type, "insert");
        var incoming = IncomingRecord.Read(tx, type, fields, creating: true);
        StrikeLock(tx, incoming.Values.FirstOrDefault(pair => pair.Field.Name == "AccountId").Value as string ?? "000000000000000AAA");
        var values = (object?[])type.Blank.Clone();
        StampNew(tx, type, values);
        foreach (var (field, value) in incoming.Values) values[field.Ordinal] = value;
        FillDefaults(type, values);
        Assign(tx, type, values);
        ObjectRules.Derive(tx, type, null, values);
        RecordChecks.Check(tx, type, null, values, incoming);
        var id = tx.State.NextId(type.KeyPrefix);
        values[type["Id"].Ordinal] = id;
        tx.Put(type, null, new Row(type.Name, id, values), ChangeKind.Create);
        ObjectRules.AfterSave(tx, type, null, id);
        return id;
    }

    /// <exception cref="RefusedException">With every reason found; NOT_FOUND and ENTITY_IS_DELETED among them.</exception>
    public static void Update(Transaction tx, SObjectType type, string id, IReadOnlyDictionary<string, object?> fields)
    {
        if (!type.Has(ObjectTraits.Updateable)) throw NotSupported(type, "update");
        var before = Live(tx.State, type, id);
        var incoming = IncomingRecord.Read(tx, type, fields, creating: false);
        if (type.Name == "Lead" && before.IsTrue(type, "IsConverted"))
            throw new RefusedException("CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead");
        StrikeLock(tx, before.Id);
        var values = before.Copy(type.Fields.Count);
        foreach (var (field, value) in incoming.Values) values[field.Ordinal] = value;
        StampChanged(tx, type, values);
        Assign(tx, type, values);
        ObjectRules.Derive(tx, type, before, values);
        RecordChecks.Check(tx, type, before, values, incoming);
        tx.Put(type, before, new Row(type.Name, before.Id, values), ChangeKind.Update);
        ObjectRules.AfterSave(tx, type, before, before.Id);
    }

    /// <summary>Creates or updates by a key field. Text keys match whatever their case.</summary>
    /// <exception cref="AmbiguousKeyException">Several records hold the key.</exception>
    public static (string Id, bool Created) Upsert(Transaction tx, SObjectType type, SField key, object? rawKey, IReadOnlyDictionary<string, object?> fields, bool updateOnly = false)
    {
        var found = FindByKey(tx, type, key, rawKey);
        if (found.Count > 1) throw new AmbiguousKeyException(type.Name, [.. found.Select(row => row.Id)]);
        if (found.Count == 1)
        {
            Update(tx, type, found[0].Id, fields);
            return (found[0].Id, false);
        }
        if (updateOnly) throw RefusedException.NotFound();
        if (key.Type == FieldType.Id)
        {
            if (rawKey is string id && id.Length > 0) throw new RefusedException("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id");
            return (Create(tx, type, fields), true);
        }
        return (Create(tx, type, new Dictionary<string, object?>(fields) { [key.Name] = rawKey }), true);
    }

    public static IReadOnlyList<Row> FindByKey(Transaction tx, SObjectType type, SField key, object? rawKey)
    {
        var table = tx.State.Table(type);
        if (key.Type == FieldType.Id)
            return RecordId.Normalise(rawKey as string) is { } id && table.Find(id) is { } row && !row.IsDeleted(type) ? [row] : [];
        var errors = new List<ApiError>();
        var value = key.IsText && rawKey is decimal number ? Table.KeyOf(number) : FieldValues.Read(key, rawKey, errors);
        if (errors.Count > 0) throw new RefusedException(errors);
        if (Table.KeyOf(value) is not { } text)
            throw new RefusedException("MISSING_ARGUMENT", $"{key.Name} not specified");
        return [.. table.Holding(key, text).Where(row => !row.IsDeleted(type))];
    }

    /// <summary>The record, if it is there and not deleted.</summary>
    public static Row Live(OrgState state, SObjectType type, string id)
    {
        var full = RecordId.Normalise(id) ?? throw new RefusedException("MALFORMED_ID", $"malformed id {id}");
        var row = state.Table(type).Find(full) ?? throw RefusedException.NotFound().AsRecord();
        return row.IsDeleted(type) ? throw new RefusedException("ENTITY_IS_DELETED", "entity is deleted") : row;
    }

    public static void StampChanged(Transaction tx, SObjectType type, object?[] values)
    {
        Set(values, type.System.LastModifiedDate, tx.StampValue);
        Set(values, type.System.LastModifiedById, tx.Caller.UserId);
        Set(values, type.System.SystemModstamp, tx.StampValue);
    }

    private static void StampNew(Transaction tx, SObjectType type, object?[] values)
    {
        Set(values, type.System.CreatedDate, tx.StampValue);
        Set(values, type.System.CreatedById, tx.Caller.UserId);
        StampChanged(tx, type, values);
        Set(values, type.System.OwnerId, tx.Caller.UserId);
    }

    // An empty value sent for a field that has a default leaves the default: clients send what their form held.
    private static void FillDefaults(SObjectType type, object?[] values)
    {
        foreach (var field in type.DefaultedFields)
        {
            if (values[field.Ordinal] is null) values[field.Ordinal] = type.Blank[field.Ordinal];
        }
    }

    private static void Set(object?[] values, int ordinal, object? value)
    {
        if (ordinal >= 0) values[ordinal] = value;
    }

    // The rule runs on update too, so a client that does not switch it off re-owns every lead it touches: facts/salesforce.md section 3.
    private static void Assign(Transaction tx, SObjectType type, object?[] values)
    {
        if (type.Name == "Lead" && tx.Caller is { AutoAssign: true, SeesEverything: false } && tx.State.Options.LeadAssignmentOwner is { } owner)
            values[type.System.OwnerId] = owner;
    }

    private static void StrikeLock(Transaction tx, string id)
    {
        if (tx.Caller.Subject.Length > 0 && tx.State.LockStrikes(tx.Caller.Subject)) throw Transaction.Locked(id);
    }

    private static RefusedException NotSupported(SObjectType type, string operation) =>
        new("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", $"entity type {type.Name} does not support {operation}");
}

/// <summary>An upsert key that several records hold: HTTP 300 with their addresses.</summary>
internal sealed class AmbiguousKeyException(string objectName, IReadOnlyList<string> ids) : Exception($"{ids.Count} records of {objectName} hold the key")
{
    public string ObjectName => objectName;
    public IReadOnlyList<string> Ids => ids;

    /// <summary>How the same is reported for one record of many.</summary>
    public ApiError ToError(SField key) => new("DUPLICATE_EXTERNAL_ID", $"{key.Label}: more than one record found for external id field: [{string.Join(", ", ids)}]", [key.Name]);
}

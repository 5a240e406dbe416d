using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Permissions;
using Integration.Sandbox.Salesforce.Schema;

namespace Integration.Sandbox.Salesforce.Records;

/// <summary>The fields a client sent for one record, matched with the schema and turned into stored values.</summary>
internal sealed class IncomingRecord
{
    private static readonly HashSet<string> AuditFields = ["CreatedDate", "CreatedById", "LastModifiedDate", "LastModifiedById"];

    public List<(SField Field, object? Value)> Values { get; } = [];
    public List<ApiError> Errors { get; } = [];

    /// <param name="tx">The transaction; its caller's field-level security decides what exists.</param>
    /// <param name="type">The object.</param>
    /// <param name="fields">Field name, in any case, to string, bool, decimal, null, or a map for a parent named by its external id.</param>
    /// <param name="creating">Create or update.</param>
    /// <exception cref="RefusedException">A field does not exist or a value is of the wrong type: the whole request is refused.</exception>
    public static IncomingRecord Read(Transaction tx, SObjectType type, IReadOnlyDictionary<string, object?> fields, bool creating)
    {
        var record = new IncomingRecord();
        var readOnly = new List<string>();
        foreach (var (name, raw) in fields)
        {
            if (name == "attributes") continue;
            var field = tx.State.Permissions.Visible(tx.Caller, type, name);
            if (field is null && raw is IReadOnlyDictionary<string, object?> parent && type.Relationship(name) is { } reference)
            {
                record.Values.Add((reference, ParentId(tx, reference, parent)));
                continue;
            }
            if (field is null) throw RefusedException.Request("INVALID_FIELD", $"No such column '{name}' on sobject of type {type.Name}");
            if (field.Type == FieldType.Id) throw RefusedException.Request("INVALID_FIELD", "The Id field should not be specified in the sobject data.");
            if (!MayWrite(tx, type, field, creating)) readOnly.Add(field.Name);
            else record.Values.Add((field, Format(tx.State, type, field, FieldValues.Read(field, raw, record.Errors))));
        }
        if (readOnly.Count > 0)
        {
            record.Errors.Add(new ApiError("INVALID_FIELD_FOR_INSERT_UPDATE",
                $"Unable to create/update fields: {string.Join(", ", readOnly)}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.", readOnly));
        }
        return record;
    }

    private static bool MayWrite(Transaction tx, SObjectType type, SField field, bool creating) =>
        ((creating ? field.Createable : field.Updateable) && tx.State.Permissions.CanEdit(tx.Caller, type, field))
        || (creating && tx.Caller.SetsAuditFields && AuditFields.Contains(field.Name));

    private static object? Format(OrgState state, SObjectType type, SField field, object? value) =>
        value is string text && state.Options.Formatter is { } formatter && field.IsText && formatter(type.Name, field.Name, text) is { } formatted ? formatted : value;

    private static string ParentId(Transaction tx, SField reference, IReadOnlyDictionary<string, object?> parent)
    {
        var key = parent.FirstOrDefault(pair => pair.Key != "attributes");
        var target = tx.State.Schema.Find(reference.ReferenceTo[0]);
        var field = target is null ? null : tx.State.Permissions.Visible(tx.Caller, target, key.Key ?? "");
        if (field is not { Key: true } || Table.KeyOf(key.Value) is not { } text)
            throw new RefusedException("INVALID_FIELD", $"Foreign key external ID: {key.Value} not found for field {key.Key} in entity {reference.ReferenceTo[0]}");
        var found = tx.State.Table(target!).Holding(field, text).Where(row => !row.IsDeleted(target!)).Take(2).ToList();
        if (found.Count == 1) return found[0].Id;
        throw new RefusedException("INVALID_FIELD", found.Count == 0
            ? $"Foreign key external ID: {text.ToLowerInvariant()} not found for field {field.Name} in entity {target!.Name}"
            : $"Foreign key external ID: {text.ToLowerInvariant()} found more than once for field {field.Name} in entity {target!.Name}");
    }
}

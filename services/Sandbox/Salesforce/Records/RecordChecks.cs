using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Schema;

namespace Integration.Sandbox.Salesforce.Records;

/// <summary>What a record must satisfy before it is saved. All that is wrong is told at once, except that duplicates are sought only for a sound record.</summary>
internal static class RecordChecks
{
    public static void Check(Transaction tx, SObjectType type, Row? before, object?[] values, IncomingRecord incoming)
    {
        var errors = incoming.Errors;
        Required(type, before, values, incoming, errors);
        foreach (var (field, value) in incoming.Values)
        {
            if (field.Type == FieldType.Reference && value is string id) Target(tx, type, field, id, errors);
        }
        if (type.System.OwnerId >= 0 && before?[type.System.OwnerId] as string != values[type.System.OwnerId] as string)
            Owner(tx.State, type, (string?)values[type.System.OwnerId], errors);
        ObjectRules.Check(tx, type, before, values, errors);
        if (!errors.Any(error => error.Code is "REQUIRED_FIELD_MISSING" or "INVALID_FIELD_FOR_INSERT_UPDATE")) Rules(tx.State, type, values, errors);
        if (errors.Count == 0) Unique(tx.State, type, before, values, errors);
        if (errors.Count == 0) Duplicates(tx, type, before, values, errors);
        if (errors.Count > 0) throw new RefusedException(errors);
    }

    private static void Required(SObjectType type, Row? before, object?[] values, IncomingRecord incoming, List<ApiError> errors)
    {
        var missing = type.RequiredFields
            .Where(field => values[field.Ordinal] is null && (before is null || incoming.Values.Any(pair => pair.Field == field)))
            .Select(field => field.Name).ToList();
        if (before is not null) missing.AddRange(incoming.Values.Where(pair => pair.Value is null && pair.Field is { Nillable: false, DefaultedOnCreate: true }).Select(pair => pair.Field.Name));
        if (missing.Count > 0) errors.Add(new ApiError("REQUIRED_FIELD_MISSING", $"Required fields are missing: [{string.Join(", ", missing)}]", missing));
    }

    private static void Target(Transaction tx, SObjectType type, SField field, string id, List<ApiError> errors)
    {
        var target = tx.State.Schema.OfId(id);
        var known = field.ReferenceTo.Where(name => tx.State.Schema.Find(name) is not null).ToList();
        if (known.Count == 0) return; // Profiles and roles are not modelled: any id stands for one.
        if (target is null || !known.Contains(target.Name))
            errors.Add(new ApiError("MALFORMED_ID", $"{field.Label}: id value of incorrect type: {RecordId.Short(id)}", [field.Name]));
        else if (tx.State.Table(target).Find(id) is not { } row || row.IsDeleted(target))
            errors.Add(new ApiError("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", []));
    }

    private static void Owner(OrgState state, SObjectType type, string? ownerId, List<ApiError> errors)
    {
        if (ownerId is null || state.Find(ownerId) is not { } owner) return;
        if (owner.Object == "User" && !owner.IsTrue(state.Schema["User"], "IsActive"))
            errors.Add(new ApiError("INACTIVE_OWNER_OR_USER", $"operation performed with inactive user [{RecordId.Short(ownerId)}] as owner of {type.Name.ToLowerInvariant()}", []));
        if (owner.Object != "Group") return;
        var queues = state.Table("QueueSobject");
        if (!queues.Holding(queues.Type["QueueId"], ownerId).Any(queue => queue.Text(queues.Type, "SobjectType") == type.Name))
            errors.Add(new ApiError("FIELD_INTEGRITY_EXCEPTION", "Queue not associated with this SObject type", ["OwnerId"]));
    }

    private static void Rules(OrgState state, SObjectType type, object?[] values, List<ApiError> errors)
    {
        foreach (var rule in state.Options.ValidationRules)
        {
            if (rule.Object == type.Name && rule.Refuses(name => values[type[name].Ordinal]))
                errors.Add(new ApiError("FIELD_CUSTOM_VALIDATION_EXCEPTION", rule.Message, rule.Field is null ? [] : [rule.Field]));
        }
    }

    // Deleted rows do not count: the value of a unique field is free again once its record is in the bin (facts/salesforce.md section 9.4).
    private static void Unique(OrgState state, SObjectType type, Row? before, object?[] values, List<ApiError> errors)
    {
        foreach (var field in type.IndexedFields)
        {
            if (!field.Unique || Table.KeyOf(values[field.Ordinal]) is not { } key) continue;
            var holder = state.Table(type).Holding(field, key).FirstOrDefault(row => row.Id != before?.Id && !row.IsDeleted(type) && (!field.CaseSensitive || Equals(row.Stored(field), values[field.Ordinal])));
            if (holder is not null)
                errors.Add(new ApiError("DUPLICATE_VALUE", $"duplicate value found: {field.Name} duplicates value on record with id: {RecordId.Short(holder.Id)}", []));
        }
    }

    private static void Duplicates(Transaction tx, SObjectType type, Row? before, object?[] values, List<ApiError> errors)
    {
        var rule = tx.State.Options.DuplicateRules.FirstOrDefault(rule => rule.Object == type.Name);
        if (rule is null || (tx.Caller.AllowDuplicates && !rule.Blocks)) return;
        var email = type["Email"];
        if (values[email.Ordinal] is not string address || before?.Stored(email) as string == address) return;
        var matches = tx.State.Table(type).Holding(email, address).Where(row => row.Id != before?.Id && !row.IsDeleted(type)).ToList();
        if (matches.Count == 0) return;
        errors.Add(new ApiError("DUPLICATES_DETECTED", "Use one of these records?", []) { Duplicates = DuplicateBody(tx, type, rule, matches) });
    }

    private static JsonObject DuplicateBody(Transaction tx, SObjectType type, DuplicateRule rule, List<Row> matches) => new()
    {
        ["allowSave"] = !rule.Blocks,
        ["duplicateRule"] = $"Standard_{type.Name}_Duplicate_Rule",
        ["duplicateRuleEntityType"] = type.Name,
        ["errorMessage"] = "Use one of these records?",
        ["matchResults"] = new JsonArray(new JsonObject
        {
            ["entityType"] = type.Name,
            ["errors"] = new JsonArray(),
            ["matchEngine"] = "FuzzyMatchEngine",
            ["matchRecords"] = new JsonArray([.. matches.Select(row => new JsonObject
            {
                ["additionalInformation"] = new JsonArray(),
                ["fieldDiffs"] = new JsonArray(),
                ["matchConfidence"] = 100.0m,
                ["record"] = new JsonObject
                {
                    ["attributes"] = new JsonObject { ["type"] = type.Name, ["url"] = $"/services/data/v{tx.Caller.Version}.0/sobjects/{type.Name}/{row.Id}" },
                    ["Id"] = row.Id,
                },
            })]),
            ["rule"] = $"Standard_{type.Name}_Match_Rule_v1_0",
            ["size"] = matches.Count,
            ["success"] = true,
        }),
    };
}

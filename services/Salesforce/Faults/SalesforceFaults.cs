using System.Text.RegularExpressions;
using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Records;
using Integration.Salesforce.Wire;

namespace Integration.Salesforce.Faults;

/// <summary>Maps every error that Salesforce can name to the fault that says what we do next.</summary>
/// <remarks>
/// Decided by code; texts are only mined for a holder's id, a length or a field, and never given on: they quote refused
/// values ("invalid email address: ..."). The one exception is a validation rule's message, which its admin wrote to be read.
/// </remarks>
internal static partial class SalesforceFaults
{
    /// <summary>The org's total is counted over 24 hours, rolling: some of it returns every minute, most of it late.</summary>
    private static readonly TimeSpan LimitPause = TimeSpan.FromMinutes(15);
    /// <summary>Only calls of 20 s and longer count as concurrent, so the jam clears in about as long.</summary>
    private static readonly TimeSpan ConcurrentPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LockPause = TimeSpan.FromSeconds(2);

    // When one row has several errors: a row that a rule refuses stays refused however its fields are mended, and a
    // retry helps only when nothing but the moment was wrong.
    private static readonly FaultClass[] BySeriousness = [FaultClass.Side, FaultClass.Identity, FaultClass.Record, FaultClass.Field, FaultClass.Transient];

    /// <summary>The fault of one row of a write.</summary>
    /// <param name="errors">At least one.</param>
    /// <param name="objectName">The object written.</param>
    /// <param name="kind">What was done to it.</param>
    public static Fault OfRow(IReadOnlyList<SalesforceError> errors, string objectName, IntentKind kind)
    {
        var faults = errors.Select(error => (error, fault: One(error, objectName, kind))).ToList();
        var worst = BySeriousness.Select(level => faults.FirstOrDefault(entry => entry.fault.Class == level)).First(entry => entry.fault is not null).fault;
        return faults.Count == 1 ? worst : worst with
        {
            Reason = $"{worst.Reason} Salesforce names {errors.Count} errors: {string.Join("; ", errors.Select(Named))}.",
        };
    }

    /// <summary>The fault of a whole call that answered with errors.</summary>
    public static Fault OfCall(IReadOnlyList<SalesforceError> errors, string objectName) => OfRow(errors, objectName, IntentKind.Update);

    /// <summary>The fault of a value that Salesforce would refuse without naming the record.</summary>
    public static Fault UnknownField(string objectName, string field) =>
        One(new SalesforceError("INVALID_FIELD", "", [field]), objectName, IntentKind.Update);

    private static Fault One(SalesforceError error, string objectName, IntentKind kind)
    {
        var row = FaultTable.Of(error.Code);
        // A code we do not know is held with its name rather than retried for ever: somebody must look.
        var fault = row is null
            ? new Fault(FaultClass.Record, error.Code, $"Salesforce refuses the record with {error.Code}.", "Look the code up in Salesforce's documentation and mend the record or the org.")
            : new Fault(row.Class, error.Code, row.Reason, row.Mend);
        fault = fault with { Field = FieldOf(error) };
        if (fault.Field is not null) fault = fault with { Reason = $"{objectName}.{fault.Field}: {fault.Reason}" };
        return error.Code switch
        {
            "INVALID_CROSS_REFERENCE_KEY" or "MALFORMED_ID" when fault.Field is not null and not "Id" => fault with
            {
                Class = FaultClass.Field,
                Reason = $"{objectName}.{fault.Field}: Salesforce finds no record for this reference.",
                Mend = $"Map {fault.Field} to an existing, active record.",
            },
            "STRING_TOO_LONG" when LengthMax().Match(error.Message) is { Success: true } match => fault with
            {
                Reason = $"{objectName}.{fault.Field}: the text is longer than its {match.Groups[1].Value} characters.",
            },
            "FIELD_CUSTOM_VALIDATION_EXCEPTION" when error.Message.Length > 0 => fault with { Reason = $"{fault.Reason} It says: {Short(error.Message)}" },
            "REQUIRED_FIELD_MISSING" when error.Fields.Count > 0 => fault with { Reason = $"{objectName} has no value for {string.Join(", ", error.Fields)}, which Salesforce requires." },
            "DUPLICATE_VALUE" => Duplicate(fault, error, objectName, kind),
            "DUPLICATES_DETECTED" when error.Matches.Count > 0 => fault with { Holder = HolderOf(error.Matches[0], objectName) },
            // A trigger's failure may wrap a lock; this text alone may soften a verdict, never harden it.
            "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY" when error.Message.Contains("UNABLE_TO_LOCK_ROW", StringComparison.Ordinal) => fault with { Class = FaultClass.Transient, RetryAfter = LockPause },
            "UNABLE_TO_LOCK_ROW" => fault with { RetryAfter = LockPause },
            "REQUEST_LIMIT_EXCEEDED" => fault with { RetryAfter = error.Message.StartsWith("Concurrent", StringComparison.Ordinal) ? ConcurrentPause : LimitPause },
            _ => fault,
        };
    }

    // The field of a create stays in: without its unique value the new record could be a second one of the same person.
    private static Fault Duplicate(Fault fault, SalesforceError error, string objectName, IntentKind kind)
    {
        var text = DuplicateText().Match(error.Message);
        var field = fault.Field ?? (text.Groups["field"].Success ? text.Groups["field"].Value : null);
        return fault with
        {
            Class = field is not null && kind == IntentKind.Update ? FaultClass.Field : FaultClass.Record,
            Field = field,
            Reason = field is null ? fault.Reason : $"{objectName}.{field}: another record holds this value, and it is unique.",
            Holder = text.Groups["id"].Success ? HolderOf(text.Groups["id"].Value, objectName) : null,
        };
    }

    private static RecordKey? HolderOf(string id, string objectName) =>
        SalesforceIds.TryNormalise(id, out var normal) ? new RecordKey(SystemName.Salesforce, SalesforceIds.ObjectOf(normal) ?? objectName, normal) : null;

    private static string? FieldOf(SalesforceError error) => error.Fields.Count > 0
        ? error.Fields[0]
        : error.Code is "INVALID_FIELD" or "INVALID_FIELD_FOR_INSERT_UPDATE" && NamedField().Match(error.Message) is { Success: true } match
            ? match.Groups["quoted"].Success ? match.Groups["quoted"].Value : match.Groups["listed"].Value
            : null;

    private static string Named(SalesforceError error) => error.Fields.Count == 0 ? error.Code : $"{error.Code} ({string.Join(", ", error.Fields)})";

    private static string Short(string text) => text.Length <= 255 ? text : $"{text[..254]}…";

    [GeneratedRegex(@"\(max length=(\d{1,7})\)\s*\z")]
    private static partial Regex LengthMax();

    [GeneratedRegex(@"^duplicate value found: (?<field>[A-Za-z][A-Za-z0-9_]*) duplicates value on record with id: (?<id>[A-Za-z0-9]{15,18})")]
    private static partial Regex DuplicateText();

    [GeneratedRegex(@"No such column '(?<quoted>[A-Za-z][A-Za-z0-9_.]*)'|Unable to create/update fields: (?<listed>[A-Za-z][A-Za-z0-9_]*)")]
    private static partial Regex NamedField();
}

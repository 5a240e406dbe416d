using System.Collections.Frozen;
using Integration.Connectors.Ports;

namespace Integration.Salesforce.Faults;

/// <summary>What each Salesforce error code means for us: one row per code (facts/salesforce.md section 7).</summary>
internal static class FaultTable
{
    /// <summary>One code.</summary>
    internal sealed record Row(FaultClass Class, string Reason, string Mend);

    private const string LookAgain = "The record is read again and its pair follows it; nothing to do.";
    private const string TriesAgain = "It is tried again by itself.";

    private static readonly FrozenDictionary<string, Row> Rows = new Dictionary<string, Row>(StringComparer.Ordinal)
    {
        // Identity: the record is not what we thought.
        ["CANNOT_UPDATE_CONVERTED_LEAD"] = new(FaultClass.Identity, "The lead was converted and is read-only.", LookAgain),
        ["ENTITY_IS_DELETED"] = new(FaultClass.Identity, "The record was deleted or merged into another.", LookAgain),
        ["INVALID_CROSS_REFERENCE_KEY"] = new(FaultClass.Identity, "Salesforce finds no record of this id: deleted for good, of another type, or hidden from our user.", LookAgain),
        ["MALFORMED_ID"] = new(FaultClass.Identity, "The id is none of this object.", LookAgain),
        ["INVALID_ID_FIELD"] = new(FaultClass.Identity, "The id is none of this object.", LookAgain),
        ["NOT_FOUND"] = new(FaultClass.Identity, "There is no such record, or it is hidden from our user.", LookAgain),
        // Field: leave it out, send the rest.
        ["STRING_TOO_LONG"] = new(FaultClass.Field, "The text is longer than the field.", "Shorten the value in HubSpot, or lengthen the field in Salesforce."),
        ["INVALID_EMAIL_ADDRESS"] = new(FaultClass.Field, "Salesforce takes it for no mail address.", "Correct the address in HubSpot."),
        ["INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"] = new(FaultClass.Field, "The field takes values of its list only.", "Add the value to the picklist in Salesforce, or map it to an existing one under 'values'."),
        ["INVALID_FIELD_FOR_INSERT_UPDATE"] = new(FaultClass.Field, "The field is read-only for our user.", "Grant edit on it to the integration's permission set, or map it to-hubspot."),
        ["INVALID_FIELD"] = new(FaultClass.Field, "There is no such field, or our user may not see it.", "Grant read on it to the integration's permission set, or correct the mapping: `integration describe salesforce OBJECT`."),
        ["INVALID_TYPE_ON_FIELD_IN_RECORD"] = new(FaultClass.Field, "The value is of another type than the field.", "Map another field, or correct the value in HubSpot."),
        ["NUMBER_OUTSIDE_VALID_RANGE"] = new(FaultClass.Field, "The number is larger than the field takes.", "Correct the number in HubSpot, or widen the field in Salesforce."),
        ["FIELD_INTEGRITY_EXCEPTION"] = new(FaultClass.Field, "The value does not fit another value of the record (a state outside its country, an owner of the wrong kind).", "Correct the value in HubSpot, or map the fields that belong together."),
        ["INACTIVE_OWNER_OR_USER"] = new(FaultClass.Field, "The owner is an inactive user.", "Map the owner to an active user."),
        ["INVALID_MARKUP"] = new(FaultClass.Field, "The text holds markup that the field refuses.", "Correct the value in HubSpot."),
        // Record: refused as a whole.
        ["FIELD_CUSTOM_VALIDATION_EXCEPTION"] = new(FaultClass.Record, "A validation rule of the org refuses the record.", "Fill what the rule asks for, or except the integration user from the rule."),
        ["REQUIRED_FIELD_MISSING"] = new(FaultClass.Record, "A required field has no value.", "Map the field, or give it a 'default' in the mapping."),
        ["DUPLICATES_DETECTED"] = new(FaultClass.Record, "A duplicate rule of the org takes it for a record that exists.", "Merge the two in Salesforce, or relax the duplicate rule for the integration user."),
        ["DUPLICATE_VALUE"] = new(FaultClass.Record, "Another record holds the value of a unique field.", "Merge the two records in Salesforce, or correct the value."),
        ["DUPLICATE_EXTERNAL_ID"] = new(FaultClass.Record, "Several records hold the same external id.", "Make the external id field unique and remove the doubles."),
        ["INSUFFICIENT_ACCESS_OR_READONLY"] = new(FaultClass.Record, "Our user may not change this record (sharing, or an approval lock).", "Share the record with the integration user, or finish the approval."),
        ["INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY"] = new(FaultClass.Record, "Our user may not use a record that this one refers to (account, owner, campaign).", "Share that record with the integration user."),
        ["CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY"] = new(FaultClass.Record, "A trigger or flow of the org failed on this record.", "Have the trigger or flow mended; Setup, Apex Jobs and Flow error mails show it."),
        ["CANNOT_EXECUTE_FLOW_TRIGGER"] = new(FaultClass.Record, "A flow of the org failed on this record.", "Have the flow mended; its error mail shows where."),
        ["DELETE_FAILED"] = new(FaultClass.Record, "Other records depend on this one, so Salesforce keeps it.", "Remove what depends on it first."),
        ["MISSING_ARGUMENT"] = new(FaultClass.Record, "The call left out what Salesforce needs for this record.", "Report this with the record's key: it is a fault of the integration."),
        // Transient: the same again later.
        ["UNABLE_TO_LOCK_ROW"] = new(FaultClass.Transient, "Another transaction holds the record, or its account, locked.", TriesAgain),
        ["PRECONDITION_FAILED"] = new(FaultClass.Transient, "The record was changed after it was read, and the write was meant for what stood there before.", TriesAgain),
        ["UNKNOWN_EXCEPTION"] = new(FaultClass.Transient, "Salesforce failed without a reason.", TriesAgain),
        ["SERVER_UNAVAILABLE"] = new(FaultClass.Transient, "Salesforce is too busy or in maintenance.", TriesAgain),
        ["QUERY_TIMEOUT"] = new(FaultClass.Transient, "The query ran longer than Salesforce allows.", TriesAgain),
        ["INVALID_QUERY_LOCATOR"] = new(FaultClass.Transient, "The query's pages expired before the last was read.", TriesAgain),
        ["ALL_OR_NONE_OPERATION_ROLLED_BACK"] = new(FaultClass.Transient, "Salesforce took the write back because of another record in the call.", TriesAgain),
        ["PROCESSING_HALTED"] = new(FaultClass.Transient, "Salesforce stopped before this record because of another.", TriesAgain),
        // Side: everybody is refused until someone acts, or the allowance returns.
        ["REQUEST_LIMIT_EXCEEDED"] = new(FaultClass.Side, "The org's API allowance is used up.", "Wait, or buy API calls; Setup, System Overview shows who spends them."),
        ["API_DISABLED_FOR_ORG"] = new(FaultClass.Side, "The org's edition or settings have no API.", "Enable the API for the org."),
        ["API_CURRENTLY_DISABLED"] = new(FaultClass.Side, "The API is switched off for our user.", "Give the integration user the permission 'API Enabled'."),
        ["INSUFFICIENT_ACCESS"] = new(FaultClass.Side, "Our user lacks a permission for this call.", "Assign the integration's permission set: `integration setup --apply`."),
        ["INVALID_SESSION_ID"] = new(FaultClass.Side, "Salesforce refuses our token, a new one too.", "Check the connected app's policies and the integration user's login."),
        ["INVALID_TYPE"] = new(FaultClass.Side, "There is no such object, or our user may not see it.", "Grant the object to the integration's permission set, or correct the mapping."),
        ["UNSUPPORTED_API_VERSION"] = new(FaultClass.Side, "The API version we use is retired.", "Update the integration."),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The row of a code; null when the code is not known to us.</summary>
    public static Row? Of(string code) => Rows.GetValueOrDefault(code);

    /// <summary>All codes that we know.</summary>
    public static IEnumerable<string> Codes => Rows.Keys;
}
